"""What a browser may run, show and fetch for a page, and nothing else: the page's content security policy.

Scripts and styles come from the site, or stand in the page and have their hash in the policy,
so whatever else gets into a page does nothing. Handlers in attributes have no hash: there are none.
"""

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Mapping, Sequence

SOURCES = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'", "'unsafe-hashes'"],  # which only lets hashes stand for attributes, too
    "img-src": ["'self'", "data:"],  # the theme's icons stand in its stylesheet
    "font-src": ["'self'"],
    "connect-src": ["'self'"],  # the index of the search, the list of versions
    "worker-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
}
"""What each page may use, by directive; the hashes of a page come to that."""

ENCODING = re.compile(r"<meta charset=[^>]*>")
"""The policy stands behind it, because browsers look for it at the top and no further than 1,024 bytes."""
SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
NOT_RUN = re.compile(r'\bsrc=|\btype="(?:application/json|text/plain)"')
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)
ATTRIBUTE = re.compile(r'<[a-z][^<>]*?\sstyle="([^"]*)"')


POLICY = re.compile(r'(<meta http-equiv="content-security-policy" content=")([^"]*)')

Sources = Mapping[str, Sequence[str]]
"""What may be used, by the name of a directive."""


def with_policy(page: str, also: Sources) -> str:
    """Return a page's HTML with the policy that it may use its own, and these sources, too."""
    scripts = [found["text"] for found in SCRIPT.finditer(page) if not NOT_RUN.search(found["attributes"])]
    styles = STYLE.findall(page) + [html.unescape(value) for value in ATTRIBUTE.findall(page)]
    text = policy(SOURCES, also, {"script-src": hashes(scripts), "style-src": hashes(styles)})
    meta = f'<meta http-equiv="content-security-policy" content="{text}">'
    return ENCODING.sub(lambda encoding: encoding[0] + meta, page, count=1)


def policy(*sources: Sources) -> str:
    """Return as one policy what each of these allows."""
    names = dict.fromkeys(name for some in sources for name in some)
    return "; ".join(" ".join([name, *(s for some in sources for s in some.get(name, []))]) for name in names)


def hashes(texts: Iterable[str]) -> list[str]:
    """Return the sources that stand for texts which a page holds, each once."""
    digests = {hashlib.sha256(text.encode()).digest() for text in texts}
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def for_files(page: str) -> str:
    """Return a page whose policy fits a folder, which is no host and whose stylesheets hold fonts."""

    def widened(found: re.Match[str]) -> str:
        return found[1] + found[2].replace("'self'", "'self' file:").replace("font-src", "font-src data:")

    return POLICY.sub(widened, page)
