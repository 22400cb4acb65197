"""How a site wants to be cited: an entry for BibTeX, made from the CITATION.cff that other tools read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


def entry(root: Path, address: str | None) -> str:
    """Return the site's entry for BibTeX as a fence; what the file leaves out, the entry does."""
    path = root / "CITATION.cff"
    return (
        f"```bibtex\n{bibtex(yaml.safe_load(path.read_text('utf-8')), address)}\n```"
        if path.is_file()
        else ""
    )


def bibtex(citation: Mapping[str, Any], address: str | None) -> str:
    """Return the entry; a name that is not that of a person keeps its words together."""
    fields = {
        "author": " and ".join(_author(author) for author in citation["authors"]),
        "title": f"{{{citation['title']}}}",
        "version": citation.get("version"),
        "year": str(citation.get("date-released") or "")[:4],
        "url": address,
        "license": citation.get("license"),
    }
    width = max(map(len, fields))
    lines = [f"  {field:<{width}} = {{{value}}}," for field, value in fields.items() if value]
    key = citation["title"].partition(":")[0].replace(" ", "-")
    return "\n".join([f"@software{{{key},", *lines, "}"])


def _author(author: Mapping[str, str]) -> str:
    if name := author.get("name"):
        return f"{{{name}}}"
    return f"{author['family-names']}, {author['given-names']}"
