"""Every page, as a reader sees it: at 1280 and 360 px, light and dark."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

LOOK = (Path(__file__).parent / "look.js").read_text(encoding="utf-8")
AXE = Axe()
AUDITED = ((1280, "light"), (360, "dark"))
"""Where axe looks: each width and each scheme once, because an audit takes most of a look."""

# Drawings, formulas and coloured code are thousands of elements that look.js and test_colours.py have judged:
# what axe has to see of them is their frame, their name and their text.
FLATTEN = """() => {
  for (const figure of document.querySelectorAll("svg[role=img]")) figure.replaceChildren();
  for (const box of document.querySelectorAll("pre > code, math")) box.textContent = box.textContent;
}"""


def accessibility(tab) -> list[str]:
    """Return what axe finds, a sentence for each element."""
    tab.evaluate(FLATTEN)
    report = AXE.run(tab, options={"resultTypes": ["violations"]}).response
    return [
        f"axe: {violation['id']}: {violation['help']}: {node['html'][:120]}"
        for violation in report["violations"]
        for node in violation["nodes"]
        if not is_formula_in_header(violation, node)
    ]


def is_formula_in_header(violation, node) -> bool:
    """Tell whether axe takes the head of a column for empty because it reads no MathML."""
    return violation["id"] == "empty-table-header" and "<math" in node["html"]


def test_page_can_be_read_by_everyone(address, views):
    problems = []
    for view in views:
        view.seen.clear()
        view.tab.goto(address)
        found = [*view.tab.evaluate(LOOK), *view.seen]
        if (view.width, view.scheme) in AUDITED:
            found += accessibility(view.tab)
        problems += [f"{view}: {problem}" for problem in found]
    assert not problems, "\n" + "\n".join(problems)
