"""Dataclasses as JSON and back: what is kept, or sent from process to process, runs nothing when it is read.

Reading checks each field against its type, so a damaged or forged text is an error and never half a report.
"""

import json
from contextlib import suppress
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


class Damaged(ValueError):
    """A text does not write what was asked for."""


def written(value: Any) -> str:
    """Return a dataclass, or a list or mapping of plain values and dataclasses, as JSON on one line."""
    return json.dumps(value, default=_fields, ensure_ascii=True, separators=(",", ":"))


def _fields(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} is neither plain nor a dataclass")


def read(kind: Any, text: str | bytes) -> Any:
    """Return the value of a kind, such as `list[Result] | str`, that a text writes.

    Raises
    ------
    Damaged
        If the text is no JSON, or writes something of another kind.
    """
    try:
        return _checked(kind, json.loads(text))
    except (ValueError, RecursionError) as error:
        raise Damaged(str(error)) from None


def _checked(kind: Any, value: Any) -> Any:
    """Return a value with each part that its kind says, or raise `ValueError`."""
    if kind is Any or type(value) is kind:
        return value
    origin, parts = get_origin(kind), get_args(kind)
    if isinstance(kind, UnionType):
        for part in parts:
            with suppress(ValueError):
                return _checked(part, value)
    elif isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        if isinstance(value, dict) and value.keys() == hints.keys():
            return kind(**{name: _checked(hint, value[name]) for name, hint in hints.items()})
    elif origin in (list, tuple) and isinstance(value, list):
        return origin(_checked(parts[0], item) for item in value)
    elif origin is dict and isinstance(value, dict):
        return {name: _checked(parts[1], item) for name, item in value.items()}
    elif (kind, type(value)) in ((Path, str), (float, int)):
        return kind(value)
    raise ValueError(f"expected {getattr(kind, '__name__', kind)}, found {type(value).__name__}")


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Return the types of a dataclass's fields."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind) if field.init}
