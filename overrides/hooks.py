"""What this site asks of MkDocs beyond its settings."""

from typing import Any


def on_config(config: Any) -> None:
    """Leave out the stylesheet of mkdocstrings: its HTML is from templates/, the style from reference.css."""
    config.extra_css = [style for style in config.extra_css if style != "assets/_mkdocstrings.css"]
