// Looks at the page as it stands and returns what a reader would stumble over, a sentence each.
async () => {
  const found = [];
  await document.fonts.ready;

  // What moved while the page was loading; a footer that follows into the window of a short page counts 0.016.
  const shift = await new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; }).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => setTimeout(() => resolve(sum)));
  });
  if (shift > 0.02) found.push(`the layout shifts by ${shift.toFixed(3)}`);

  for (const folded of document.querySelectorAll("details")) folded.open = true;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const article = document.querySelector("article");
  const name = (element) => `<${element.localName} class="${element.getAttribute("class") ?? ""}">`;
  const start = (text) => text.trim().replace(/\s+/g, " ").slice(0, 60);

  // Width. Some boxes may scroll sideways in themselves; nothing else may reach beyond the window.
  const MAY_SCROLL = ".formula, .formula-inline, pre > code, .md-typeset__scrollwrap, .output, .tabbed-labels";
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    found.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${width} px`);
  }
  for (const element of article.querySelectorAll(":not(svg *, math *)")) {
    const inBox = element.parentElement.closest(MAY_SCROLL);
    const right = element.getBoundingClientRect().right;
    if (!inBox && right > width + 1 && getComputedStyle(element).position !== "absolute") {
      found.push(`${name(element)} reaches to ${Math.round(right)} px: ${start(element.textContent)}`);
    }
    const overflow = getComputedStyle(element).overflowX;
    if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth === 0 || overflow === "visible") continue;
    if (!element.matches(MAY_SCROLL)) found.push(`${name(element)} is cut or scrolls sideways: ${start(element.textContent)}`);
    else if (overflow === "auto" && element.tabIndex < 0) found.push(`${name(element)} scrolls, but not by keyboard: ${start(element.textContent)}`);
  }

  for (const element of article.querySelectorAll("[hidden]")) {
    if (element.getClientRects().length) found.push(`${name(element)} is hidden and seen`);
  }

  // Formulas.
  for (const formula of article.querySelectorAll("math")) {
    const box = formula.getBoundingClientRect();
    if (formula.namespaceURI !== "http://www.w3.org/1998/Math/MathML" || !box.width || !box.height) {
      found.push(`no formula is shown for ${formula.dataset.tex}`);
    }
  }
  const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (/\\[a-zA-Z([{]|\$/.test(text.data) && !text.parentElement.closest("pre, code, script, style")) {
      found.push(`LaTeX is left in the text: ${start(text.data)}`);
    }
  }
  const fonts = [...document.fonts].filter((font) => font.family.includes("STIX"));
  if (article.querySelector("math") && !fonts.some((font) => font.status === "loaded")) found.push("the font of the formulas is not loaded");

  // Figures.
  for (const figure of article.querySelectorAll("svg:not(svg svg)")) {
    const named = figure.getAttribute("aria-label") || figure.querySelector(":scope > title")?.textContent;
    if (!named && !figure.closest("[aria-hidden=true], button, a, label")) found.push(`a figure has no name: ${start(figure.outerHTML)}`);
  }
  for (const figure of article.querySelectorAll(".figure > svg")) {
    const heights = [...figure.querySelectorAll("use")].map((letter) => {
      const { a, b } = letter.getScreenCTM();
      return 100 * Math.hypot(a, b);   // matplotlib draws a letter for the size of 100 points, and scales it
    });
    const least = Math.min(...heights);
    if (least < 9) found.push(`letters of a figure are ${least.toFixed(1)} px high: ${start(figure.getAttribute("aria-label"))}`);
  }
  for (const image of article.querySelectorAll("img")) {
    if (!image.alt.trim() || image.alt.startsWith("No description")) found.push(`a picture has no text: ${start(image.outerHTML)}`);
    if (!image.naturalWidth) found.push(`a picture is not there: ${start(image.outerHTML)}`);
  }
  return found;
}
