"""What this site asks of MkDocs beyond its settings."""

import re
from typing import Any

LONG = re.compile(r"<code>(?=(?:[^<&\n]|&#?\w+;){33,}</code>)")
"""Code in a text that is too long for a line of a list on a phone; any other stays in one piece."""


def on_config(config: Any) -> None:
    """Leave out the stylesheet of mkdocstrings: its HTML is from templates/, the style from reference.css."""
    config.extra_css = [style for style in config.extra_css if style != "assets/_mkdocstrings.css"]


def on_page_content(html: str, **_: Any) -> str:
    """Mark the code that may break across lines, which no stylesheet can tell by its length."""
    return LONG.sub('<code class="long">', html)
