// A symbol lights up wherever it stands, in formulas and in code; a formula that is copied becomes its LaTeX.
// Both are a help: the page says the same without them.

const CODE = ".md-content .highlight :is(.n, .nf, .nb), .md-content :not(pre) > code";

function placesOf(name) {
  const symbols = document.querySelectorAll(`[data-symbol="${CSS.escape(name)}"]`);
  const words = [...document.querySelectorAll(CODE)].filter((word) => word.textContent === name);
  return symbols.length ? [...symbols, ...words] : [];
}

function nameAt(element) {
  const symbol = element.closest?.("[data-symbol]");
  return symbol ? symbol.dataset.symbol : element.closest?.(CODE)?.textContent;
}

function lightUp(name) {
  for (const place of document.querySelectorAll(".lit")) place.classList.remove("lit");
  if (name) for (const place of placesOf(name)) place.classList.add("lit");
}

function light(event) {
  const row = event.type === "focusin" && event.target.matches(".symbols tr") && event.target.querySelector("[data-symbol]");
  lightUp(nameAt(row || event.target));
}

function copyAsLatex(event) {
  const selection = getSelection();
  if (selection.isCollapsed) return;
  const copied = selection.getRangeAt(0).cloneContents();
  const formulas = copied.querySelectorAll("math[data-tex]");
  if (!formulas.length) return;
  for (const formula of formulas) {
    const dollars = formula.getAttribute("display") === "block" ? "$$" : "$";
    formula.replaceWith(dollars + formula.dataset.tex + dollars);
  }
  for (const beside of copied.querySelectorAll(".marks")) beside.remove();
  event.clipboardData.setData("text/plain", copied.textContent);
  event.preventDefault();
}

for (const kind of ["mouseover", "focusin", "click"]) document.addEventListener(kind, light);
document.addEventListener("copy", copyAsLatex);
