// "What was this checked against?" and "what is this symbol?", on hover, focus or tap. Uses maths.js, which lights up symbols,
// and snippets.js, which copies.
// Without this script the marks beside formulas still open (popovers), and the symbol table says the rest.
(() => {
  const ASKED = ".checked, .proof, .term, math[data-proof], [data-symbol]";
  const STOPS = ".checked, .proof, .number, math[data-proof], .symbols tr:has([data-symbol])";
  const PAUSE = 200;   // a pointer on its way across the text asks nothing
  const content = document.querySelector(".md-content");
  if (!content) return;

  const tip = Object.assign(document.createElement("div"), { id: "tip", className: "tip", popover: "manual" });
  tip.setAttribute("role", "tooltip");
  tip.setAttribute("aria-live", "polite");
  content.append(tip);
  let owner = null, timer = 0, symbolIndex = -1, knowsArrows = false;

  // --- What is said ---------------------------------------------------------------------------------
  // The symbol table is the one place that knows: each row has the symbol, its name, its shape and its meaning.
  const rows = new Map([...content.querySelectorAll(".symbols tr:has(td:first-child [data-symbol])")].map(
    (row) => [row.querySelector("[data-symbol]").dataset.symbol, row]));

  // Beside the text there is room for it; above the text it would be a wall.
  const roomy = matchMedia("(min-width: 90em)");
  const table = content.querySelector(".symbols > details");
  const unfold = () => { if (table) table.open = roomy.matches; };
  roomy.addEventListener("change", unfold);
  unfold();

  function part(name, ...children) {
    const element = document.createElement(name);
    element.append(...children);
    return element;
  }

  function withCode(text) {
    return text.split("`").map((piece, index) => (index % 2 ? part("code", piece) : piece));
  }

  function aboutSymbol(name) {
    const row = rows.get(name);
    if (!row) return null;
    const [symbol, python, shape, meaning] = row.cells;
    const head = [symbol, python, shape].filter((cell) => cell.textContent.trim());
    const shown = head.map((cell) => part("span", ...cell.cloneNode(true).childNodes));
    return [part("div", ...shown), part("div", ...meaning.cloneNode(true).childNodes)];
  }

  function aboutTerm(link) {
    const entry = Object.assign(part("a", "Glossary"), { href: link.href });
    return [...withCode(link.dataset.term), " ", entry];
  }

  function aboutStatement({ checked, values }) {
    return withCode(`True when this page was built: \`${checked}\`${values ? `, with \`${values}\`` : ""}.`);
  }

  function about(element) {
    if (element.matches(".statement")) return aboutStatement(element.dataset);
    if (element.matches(".checked")) return withCode(`Checked against \`${element.dataset.checked}\` when this page was built.`);
    if (element.matches(".proof")) return [...element.nextElementSibling.cloneNode(true).childNodes];
    if (element.dataset.term) return aboutTerm(element);
    if (element.dataset.proof) return withCode(element.dataset.proof);
    return aboutSymbol(nameAt(element));
  }

  // --- A formula's LaTeX ----------------------------------------------------------------------------
  function formulaOf(element) {
    return element.matches(".proof") ? element.closest(".equation").querySelector("math") : element.closest("math[data-proof]");
  }

  function copyButton(formula) {
    const button = Object.assign(part("button", "Copy LaTeX"), { type: "button", className: "copy" });
    const say = (words) => { button.textContent = words; };   // the tooltip is a live region
    button.addEventListener("click", async () => {
      say((await copyText(formula.dataset.tex, button)) ? "Copied" : "The browser does not allow it");
    });
    return button;
  }

  // Who comes by keyboard is told of the arrows, until one was pressed.
  function keys(element) {
    if (knowsArrows || !element.matches(STOPS) || !element.matches(":focus-visible")) return [];
    const symbols = element.matches(".proof") ? "; left and right: symbols" : "";
    return [Object.assign(part("div", `Arrows up and down: other checks${symbols}`), { className: "keys" })];
  }

  // --- Where and when -------------------------------------------------------------------------------
  function place(element) {
    const box = element.getClientRects()[0];
    const { top, bottom } = element.closest(".equation")?.getBoundingClientRect() ?? box;   // a formula stays in sight
    const { offsetWidth: width, offsetHeight: height } = tip;
    const room = document.documentElement.clientWidth - width - 8;
    const below = top - height < 60;   // the header covers what is above
    tip.style.left = `${scrollX + Math.max(8, Math.min(box.left + box.width / 2 - width / 2, room))}px`;
    tip.style.top = `${scrollY + (below ? bottom : top - height)}px`;
  }

  function show(element, described = element) {
    clearTimeout(timer);
    const words = about(element);
    if (!words) return hide();
    hide();
    const formula = element === described && !element.dataset.symbol && formulaOf(element);
    tip.replaceChildren(part("div", ...words, ...(formula ? [copyButton(formula)] : []), ...keys(described)));
    tip.setAttribute("role", formula ? "group" : "tooltip");
    owner = described;
    if (described.matches(`${STOPS}, .term`)) described.setAttribute("aria-describedby", "tip");
    tip.showPopover();
    place(element);
  }

  function hide() {
    clearTimeout(timer);
    owner?.removeAttribute("aria-describedby");
    owner = null;
    if (tip.matches(":popover-open")) tip.hidePopover();
  }

  const isHeld = () => owner === document.activeElement || tip.contains(document.activeElement);

  function asked(event) {
    const element = event.target.closest?.(`${ASKED}, ${CODE}`);
    return element && content.contains(element) && !tip.contains(element) && !element.closest(".symbols") ? element : null;
  }

  content.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    clearTimeout(timer);
    const element = asked(event);
    if (element && element !== owner) timer = setTimeout(show, PAUSE, element);
    else if (!element && !tip.contains(event.target) && !isHeld()) timer = setTimeout(hide, PAUSE);
  });
  content.addEventListener("pointerleave", () => { if (!isHeld()) timer = setTimeout(hide, PAUSE); });
  document.addEventListener("focusin", (event) => {
    if (tip.contains(event.target)) return;
    symbolIndex = -1;
    if (event.target.matches(`${STOPS}, .term`) && !event.target.matches("tr")) show(event.target);
    else hide();
  });
  document.addEventListener("click", (event) => {
    const element = asked(event);
    if (element?.matches(".term") && matchMedia("(hover: none)").matches) event.preventDefault();   // a tap asks, the tooltip has the link
    if (element) show(element);
    else if (!tip.contains(event.target)) hide();
  });

  // --- By keyboard ----------------------------------------------------------------------------------
  // A stop for each section, not for each number: Tab goes on with the text, arrows go from one to the next, also
  // to the numbers of equations, which are links.
  // At a formula, left and right go through its symbols; focus stays, for a formula is one thing to a screen reader.
  const stops = [...content.querySelectorAll(STOPS)];
  const sectionOf = new Map();
  let section = 0;
  for (const element of content.querySelectorAll(`h2, ${STOPS}`)) element.matches("h2") ? section++ : sectionOf.set(element, section);

  function makeStop(stop) {
    for (const other of stops) if (sectionOf.get(other) === sectionOf.get(stop)) other.tabIndex = -1;
    stop.tabIndex = 0;
  }

  // What is folded away takes no focus: the stop of its section is then the first that can be seen.
  function keepStopsInSight() {
    for (const stop of stops.filter((other) => other.tabIndex === 0 && !other.checkVisibility())) {
      const seen = stops.find((other) => sectionOf.get(other) === sectionOf.get(stop) && other.checkVisibility());
      if (seen) makeStop(seen);
    }
  }
  document.addEventListener("toggle", (event) => { if (event.target !== tip) keepStopsInSight(); }, true);

  function step(stop, forward) {
    const shown = stops.filter((other) => other.checkVisibility());   // not those in folded notes
    const next = shown[shown.indexOf(stop) + forward];
    if (!next) return;
    makeStop(next);
    next.focus();
  }

  function stepSymbol(stop, forward) {
    const symbols = [...stop.closest(".equation").querySelectorAll("[data-symbol]")].filter((symbol, index, all) =>
      all.findIndex((other) => other.dataset.symbol === symbol.dataset.symbol) === index);
    const count = symbols.length + 1;   // the formula itself is at -1
    symbolIndex = (symbolIndex + 1 + forward + count) % count - 1;
    const symbol = symbols[symbolIndex];
    show(symbol && rows.has(symbol.dataset.symbol) ? symbol : stop, stop);
    lightUp(symbol?.dataset.symbol);
  }

  content.addEventListener("keydown", (event) => {
    const stop = event.target.closest(STOPS);
    const forward = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!stop || !forward || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    knowsArrows = true;
    const sideways = event.key === "ArrowRight" || event.key === "ArrowLeft";
    if (sideways && stop.matches(".proof")) stepSymbol(stop, forward);
    else step(stop, forward);
  });
  // Tab leads from a formula to the button in its tooltip, which stands at the end of the document, and on from the formula.
  content.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const button = event.target === owner && !event.shiftKey && tip.querySelector("button");
    const leaves = tip.contains(event.target);
    if (leaves) owner.focus();
    if (button) button.focus();
    if (button || (leaves && event.shiftKey)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (tip.contains(document.activeElement)) owner.focus();
    hide();
    lightUp();
  });

  for (const stop of stops) stop.removeAttribute("popovertarget");   // the tooltip above does it
  for (const stop of [...stops].reverse()) makeStop(stop);           // the first of each section remains
  keepStopsInSight();
})();
