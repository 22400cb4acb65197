"""Docstrings refer to equations of the pages by their labels: each label is there."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from proofread.numbering import labelled
from proofread.page import read_page, read_text

ROOT = Path(__file__).parents[1]
REFERENCE = re.compile(r"\]\[eq-(?P<label>[^\]]*)\]")


def unknown_labels(sources: Mapping[str, str], labels: Mapping[str, object]) -> Iterator[str]:
    """Give a finding for each reference to an equation that no page labels so."""
    for path, source in sources.items():
        for number, line in enumerate(source.splitlines(), 1):
            for found in REFERENCE.finditer(line):
                if found["label"] not in labels:
                    yield f"{path}:{number}: no page has an equation labelled {found['label']!r}"


def test_every_equation_that_a_docstring_names_is_on_a_page():
    pages = {path.as_posix(): read_page(read_text(path)) for path in sorted((ROOT / "docs").rglob("*.md"))}
    sources = {path.name: read_text(path) for path in sorted((ROOT / "nnscratch").glob("*.py"))}
    assert len(pages) > 10
    assert len(sources) > 10
    findings = list(unknown_labels(sources, labelled(pages)))
    assert not findings, "\n".join(findings)


def test_a_label_that_is_nowhere_is_named():
    source = '"""One.\n\nImplements [][eq-known], [it][eq-known] and [][eq-lost].\n"""\n'
    assert list(unknown_labels({"mlp.py": source}, {"known": 1})) == [
        "mlp.py:3: no page has an equation labelled 'lost'"
    ]
