// Returns the texts of the page by all that decides whether they can be read: how they are written, and on what ground.
() => {
  const TEXT = ["color", "fontSize", "fontWeight", "textShadow"];
  const LINK = [...TEXT, "fontStyle", "textDecoration", "borderBottom"];
  const GROUND = ["backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode"];
  const PLAIN = "rgba(0, 0, 0, 0),none,1,none,normal";

  const style = (element, properties) => {
    const computed = getComputedStyle(element);
    return properties.map((property) => computed[property]).join();
  };

  // An element in flow lies on its ancestors; a positioned one may lie on anything, so its class counts.
  const grounds = new Map([[null, ""]]);
  const ground = (element) => {
    if (!grounds.has(element)) {
      const own = style(element, GROUND);
      const moved = style(element, ["position"]) === "static" ? "" : element.getAttribute("class");
      grounds.set(element, [ground(element.parentElement), own === PLAIN ? "" : own, moved].filter(Boolean).join("/"));
    }
    return grounds.get(element);
  };

  // A link in a text is told from it, which one that stands alone has no need of.
  const surroundings = (link) => {
    let block = link.parentElement;
    while (style(block, ["display"]).startsWith("inline")) block = block.parentElement;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let inText = false;
    while (!inText && walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      inText = data.trim() !== "" && !parentElement.closest("a") && parentElement.checkVisibility();
    }
    return [style(link, LINK), style(block, LINK), inText].join();
  };

  const texts = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!says && !element.matches("input, select, textarea")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const link = element.closest("a[href], [role=link]");
    const look = [style(element, TEXT), ground(element), link ? surroundings(link) : ""].join("|");
    if (!texts.has(look)) texts.set(look, []);
    texts.get(look).push(link ?? element);
  }
  return texts;
}
