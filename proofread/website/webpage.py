"""A whole page of the site, as HTML: what others leave to be mended, and what is said of it elsewhere."""

import html
import re

MENDED = [
    # A number or nothing: the empty string is no place in the order of the keyboard.
    (re.compile(r'(<label\b[^>]*) tabindex=""'), r'\1 tabindex="-1"'),
    # Firefox would remember an open drawer. Only fields of text may say `autocomplete`, but any form may.
    (re.compile(r'(<input\b[^>]*type="checkbox"[^>]*) autocomplete="off"'), r'\1 form="forgetful"'),
    (re.compile(r"(?=</body>)"), '<form id="forgetful" autocomplete="off" hidden></form>'),
    # Tables of formulas may not say `scriptlevel` before validators know MathML Core; the style is the same.
    (re.compile(r'(<mtable\b[^>]*) scriptlevel="(\d)"'), r'\1 style="math-depth: \2"'),
]
"""What is not valid HTML, each with its replacement."""

LONGEST_DESCRIPTION = 200
HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""Stands for a formula, so that the tags of a sentence can go before it is known where the sentence ends."""
TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')+>""")
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[A-Z])")


def mended(page: str) -> str:
    """Return a page's HTML with the mistakes of others mended."""
    for mistake, replacement in MENDED:
        page = mistake.sub(replacement, page)
    return page


def latest_address(site: str, version: str) -> str:
    """Return where the latest release is, from the address of one release; what is no release stays."""
    base = site.rstrip("/").removesuffix(version)
    return f"{base}latest/" if site and version[:1].isdigit() else site


def heading(content: str) -> str:
    """Return the title that a page's content begins with, as text."""
    found = HEADING.search(content)
    return _text(PERMALINK.sub("", found[1])) if found else ""


def description(content: str) -> str:
    """Return what a page's content says first: whole sentences of its first paragraph, as text.

    Formulas need their layout to be read, so a paragraph that begins with one is passed over,
    and the sentences end before the first formula.
    """
    for paragraph in PARAGRAPH.findall(content):
        kept = ""
        for sentence in SENTENCE_END.split(_text(FORMULA.sub(UNREADABLE, paragraph))):
            longer = f"{kept} {sentence}".strip()
            if UNREADABLE in sentence or len(longer) > LONGEST_DESCRIPTION:
                break
            kept = longer
        if kept:
            return kept
    return ""


def _text(markup: str) -> str:
    """Return what a reader sees of some HTML."""
    return " ".join(html.unescape(TAG.sub("", markup)).split())
