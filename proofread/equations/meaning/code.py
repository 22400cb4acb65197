r"""Code that a symbol is tied to: `package.module.function(\mathbf{y}, X).part`."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from proofread.equations.errors import Unreadable, Untrue
from proofread.equations.reading import grammar, layout
from proofread.equations.reading.nodes import Node

_CALL = re.compile(r"([A-Za-z_][\w.]*)\s*\(")
_KEYWORD = re.compile(r"\s*([a-z_]\w+)\s*=(?!=)")
_REST = re.compile(r"(?:\.[A-Za-z_]\w*|\[-?\d+\])*")


@dataclass(frozen=True)
class Argument:
    """What is passed: an expression in LaTeX or another call, under a keyword or none."""

    keyword: str
    value: Node | Call


@dataclass(frozen=True)
class Call:
    """A call of a function by its dotted path, and what is taken of its result (`.W1`, `[0]`)."""

    path: str
    arguments: tuple[Argument, ...]
    rest: str = ""


@dataclass(frozen=True)
class Path:
    """A function by its dotted path, not called."""

    path: str


def split(text: str, separator: str = ",") -> list[str]:
    """Cut at separators that stand outside all brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if character == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def read(text: str) -> Call | Path:
    """Read what stands behind a symbol under `code:`.

    Raises
    ------
    Unreadable
        If it is neither a dotted path nor a call of one.
    """
    text = text.strip()
    if re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", text):
        return Path(text)
    return _call(text)


def _call(text: str) -> Call:
    found = _CALL.match(text)
    if not found:
        raise Unreadable(f"`{text}` is not of the form package.module.function(arguments)")
    end, depth = found.end(), 1
    while depth and end < len(text):
        depth += (text[end] == "(") - (text[end] == ")")
        end += 1
    if depth:
        raise Unreadable(f"a bracket is not closed in `{text}`")
    inner, rest = text[found.end() : end - 1], text[end:].strip()
    if not _REST.fullmatch(rest):
        raise Unreadable(f"`{rest}` behind the call is neither .name nor [number]")
    arguments = []
    for part in split(inner) if inner.strip() else ():
        named = _KEYWORD.match(part)
        value = part[named.end() if named else 0 :].strip()
        is_call = re.match(r"[A-Za-z_]\w+(\.\w+)*\s*\(", value)
        read_value = _call(value) if is_call else grammar.read(layout.masked(value))
        arguments.append(Argument(named[1] if named else "", read_value))
    return Call(found[1], tuple(arguments), rest)


def load(path: str, value_of: Callable[[str], Any]) -> Any:
    """Return the function: imported by its dotted path, or the page's own.

    Raises
    ------
    Untrue
        If there is none.
    """
    module, _, name = path.rpartition(".")
    try:
        if not module:
            return value_of(name)
        return getattr(importlib.import_module(module), name)
    except (TimeoutError, MemoryError):
        raise
    except Exception as error:
        raise Untrue(f"`{path}` cannot be loaded: {type(error).__name__}: {error}") from None


def take(value: Any, rest: str) -> Any:
    """Return the part of a result that `.name` or `[number]` says."""
    for name, number in re.findall(r"\.(\w+)|\[(-?\d+)\]", rest):
        value = getattr(value, name) if name else value[int(number)]
    return value
