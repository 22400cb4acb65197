"""How a site wants to be cited: an entry for BibTeX, made from the CITATION.cff that other tools read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


def entry(root: Path, address: str | None) -> str:
    """Return the site's entry for BibTeX as a fence; what the file leaves out, the entry does."""
    path = root / "CITATION.cff"
    if not path.is_file():
        return ""
    return f"```bibtex\n{bibtex(yaml.safe_load(path.read_text('utf-8')), address)}\n```"


def bibtex(citation: Mapping[str, Any], address: str | None) -> str:
    """Return the entry; a name that is not that of a person keeps its words together."""
    authors = [
        f"{{{author['name']}}}"
        if author.get("name")
        else f"{author['family-names']}, {author['given-names']}"
        for author in citation["authors"]
    ]
    fields = {
        "author": " and ".join(authors),
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
