// A derivation shows all its steps. Who wants to think ahead folds it to the first one and asks for the next: one button
// folds, two unfold. Nothing is hidden before somebody asks, so search, print, links and readers without scripts get all.
(() => {
  function button(words, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    made.addEventListener("click", act);
    return made;
  }

  // What a screen reader hears of a step: where it stands, its sentence and its formula, without the marks beside it.
  function spoken(step, place) {
    const copy = step.cloneNode(true);
    for (const beside of copy.querySelectorAll(".marks")) beside.remove();
    for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    for (const element of copy.querySelectorAll("*")) {
      for (const name of ["id", "tabindex", "role", "aria-label"]) element.removeAttribute(name);
    }
    return [`${place}. `, ...copy.childNodes];
  }

  function unfoldable(derivation, list) {
    const steps = [...list.children];
    const status = Object.assign(document.createElement("div"), { className: "step-status" });
    status.setAttribute("role", "status");
    const fold = button("Step by step", () => { show(1); next.focus({ preventScroll: true }); });
    const next = button("Next step", () => { show(shown() + 1); leave(); });
    const all = button("All steps", () => { show(steps.length); leave(); });
    const bar = Object.assign(document.createElement("div"), { className: "steps", hidden: true });
    bar.append(next, all);
    fold.className = "fold";
    derivation.firstElementChild.after(fold);
    list.after(bar, status);

    function shown() {
      return steps.filter((step) => !step.hidden).length;
    }

    // What is folded can still be found by the browser's search, where it knows "until-found".
    function show(count) {
      const before = shown();
      steps.forEach((step, index) => index < count ? step.removeAttribute("hidden") : step.setAttribute("hidden", "until-found"));
      const isWhole = count === steps.length;
      bar.hidden = isWhole;
      fold.hidden = !isWhole;
      const revealed = count > before ? steps.slice(before, count) : [];
      for (const step of steps) step.classList.toggle("revealed", revealed.includes(step));
      status.replaceChildren(...(count === before + 1 || count === 1 ? spoken(steps[count - 1], `Step ${count} of ${steps.length}`) : []));
      revealed[0]?.scrollIntoView({ block: "nearest" });
      list.dispatchEvent(new Event("toggle"));   // boxes.js and evidence.js see to what can now be reached
    }

    // The buttons go with the last step; whoever pressed one is then at that step.
    function leave() {
      if (!bar.hidden) return;
      const last = steps[steps.length - 1];
      last.tabIndex = -1;
      last.focus({ preventScroll: true });
    }

    const showAll = () => { if (!bar.hidden) show(steps.length); };
    const showLinked = () => {
      const linked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!linked || bar.hidden || !list.contains(linked)) return;
      showAll();
      linked.scrollIntoView();
    };
    list.addEventListener("beforematch", showAll);
    addEventListener("hashchange", showLinked);
    document.addEventListener("click", (event) => { if (event.target.closest?.("a[href*='#']")) setTimeout(showLinked); });
  }

  for (const list of document.querySelectorAll(".derivation > ol")) {
    if (list.children.length > 1) unfoldable(list.parentElement, list);
  }
})();
