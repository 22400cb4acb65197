// Boxes that scroll sideways in themselves can be reached by keyboard, and only those.

const WIDE = ".formula, .formula-inline, .md-typeset pre > code, .md-typeset__scrollwrap, .md-typeset table";

function makeReachable(box) {
  const wide = box.clientWidth > 0 && box.scrollWidth > box.clientWidth;
  const isFormula = box.className.startsWith("formula");
  const marks = isFormula ? { tabindex: 0, role: "group", "aria-label": "Formula, scrolls sideways" } : { tabindex: 0 };
  for (const [name, value] of Object.entries(marks)) {
    if (wide) box.setAttribute(name, value);
    else box.removeAttribute(name);
  }
}

function makeAllReachable() {
  document.querySelectorAll(WIDE).forEach(makeReachable);
}

// Material makes a landmark of every copy button.
function unmarkCopyButtons() {
  for (const box of document.querySelectorAll(".md-code__nav")) box.setAttribute("role", "presentation");
}

addEventListener("load", makeAllReachable);
addEventListener("load", unmarkCopyButtons);
addEventListener("resize", makeAllReachable);
document.fonts.addEventListener("loadingdone", makeAllReachable);   // a folded listing asks for its font when it is opened
document.addEventListener("toggle", makeAllReachable, true);
