"""The colours of the figures, by their roles."""

PALETTE = {"ink": "#000000", "paper": "#ffffff", "line": "#2a5d84"}
