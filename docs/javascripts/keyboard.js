// What Material leaves out for who has no pointer. Below 1220 px the path waits in a drawer that a label opens, and so do its
// parts; no key reaches a label. Here a button opens the drawer, the part that holds the focus is open, and the drawer
// closes behind who leaves it. While it is closed nothing in it takes the focus (site.css).
(() => {
  const drawer = document.querySelector(".md-sidebar--primary");
  const opened = document.querySelector("#__drawer");
  const label = document.querySelector(".md-header__button[for=__drawer]");
  const path = drawer.querySelector("nav");
  const parts = [...drawer.querySelectorAll(".md-nav__toggle")];

  const button = Object.assign(document.createElement("button"), { type: "button", className: `${label.className} drawer` });
  button.setAttribute("aria-label", path.getAttribute("aria-label"));
  button.setAttribute("aria-expanded", opened.checked);
  button.append(...label.childNodes);
  label.replaceWith(button);
  path.tabIndex = -1;

  button.addEventListener("click", () => opened.click());
  opened.addEventListener("change", () => {
    button.setAttribute("aria-expanded", opened.checked);
    if (opened.checked) path.focus();
  });
  drawer.addEventListener("focusin", ({ target }) => {
    if (!opened.checked || target === path) return;
    for (const part of parts) part.checked = part.parentElement.querySelector(":scope > nav").contains(target);
  });
  drawer.addEventListener("focusout", ({ relatedTarget }) => {
    if (opened.checked && relatedTarget && !drawer.contains(relatedTarget)) opened.click();
  });
  drawer.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !opened.checked) return;
    opened.click();
    button.focus();
  });
})();

// How many results there are is said, not only shown.
document.querySelector(".md-search-result__meta")?.setAttribute("role", "status");

// Material opens the next page at N, the search at S or /, and so on. Who dictates to the computer, or slips, does not mean
// that; with Ctrl or Cmd, K is meant for the search.
document.addEventListener("keydown", (event) => {
  if (event.key.length === 1) event.stopPropagation();
  if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  document.querySelector(".md-search__input").focus();
});
