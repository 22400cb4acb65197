"""The YAML of a notation block: its sections, their entries, and the line of each."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from proofread.equations.errors import NotationError
from proofread.equations.meaning.code import split

SECTIONS = ("reading", "sizes", "index", "given", "random", "parts", "defined", "functions", "code")


@dataclass(frozen=True)
class Line:
    """An entry: its section, its key, what is said of it, and its meaning in words."""

    section: str
    key: str
    text: str
    meaning: str
    number: int


def sections(text: str) -> dict[str, list[Line]]:
    """Return the entries of a notation block by section.

    Raises
    ------
    NotationError
        With the line, if the block is no YAML of that form or says a thing twice.
    """
    try:
        root = yaml.compose(text, yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        problem = (
            f"this is not YAML: {error.problem} (a value that begins with a sign such as - needs quotes)"
        )
        raise NotationError(problem, mark.line + 1 if mark else 1) from None
    except yaml.YAMLError as error:
        raise NotationError(f"this is not YAML: {error}") from None
    found: dict[str, list[Line]] = {}
    for name, body, number in _entries(root):
        if name not in SECTIONS:
            raise NotationError(f"there is no section {name}: only {', '.join(SECTIONS)}", number)
        if name in found:
            raise NotationError(f"section {name} stands here twice", number)
        found[name] = _lines(name, body)
    return found


def _lines(section: str, body: yaml.Node) -> list[Line]:
    """Return the entries of a section, each cut at its first comma outside brackets: `N x 1, the targets`."""
    lines: list[Line] = []
    for key, value, number in _entries(body):
        if not isinstance(value, yaml.ScalarNode):
            raise NotationError(f"{key} needs one line of text", number)
        if key in {line.key for line in lines}:
            raise NotationError(f"{key} is declared twice", number)
        text = meaning = str(value.value).strip()
        if section != "sizes":  # these are words all through
            text, *rest = split(text)
            text, meaning = text.strip(), ",".join(rest).strip()
        lines.append(Line(section, key, text, meaning, number))
    return lines


def _entries(node: yaml.Node | None) -> list[tuple[str, yaml.Node, int]]:
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return []
    if not isinstance(node, yaml.MappingNode):
        raise NotationError("entries of the form `symbol: what it is` are expected", node.start_mark.line + 1)
    found = []
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise NotationError("a symbol is expected before the colon", key.start_mark.line + 1)
        found.append((str(key.value).strip(), value, key.start_mark.line + 1))
    return found
