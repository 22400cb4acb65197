// Copies the standalone text of a snippet: with imports and all that it needs. The text waits in the page, beside its code.
// Without this script no button is shown.
(() => {
  const SECONDS = 2;
  const said = Object.assign(document.createElement("span"), { className: "spoken" });
  said.setAttribute("role", "status");
  document.querySelector(".md-content")?.append(said);
  const timers = new WeakMap();

  // Pages that were opened as files, or come without encryption, have no clipboard: select a text and copy that.
  function copySelected(text) {
    const box = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, className: "spoken" });
    const focused = document.activeElement;
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    focused?.focus();
    return done;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copySelected(text);
    }
  }

  function say(button, words) {
    const label = button.firstElementChild;
    label.textContent = said.textContent = words;
    button.classList.add("done");
    clearTimeout(timers.get(button));
    timers.set(button, setTimeout(() => {
      label.textContent = "Copy standalone";
      said.textContent = "";
      button.classList.remove("done");
    }, SECONDS * 1000));
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.standalone");
    if (!button) return;
    const text = button.closest(".highlight").querySelector("script.standalone").textContent;
    say(button, (await copy(text)) ? "Copied" : "Not copied");
  });
})();
