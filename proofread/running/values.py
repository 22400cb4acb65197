"""Values as plain data: what a page's process tells of its values, and what others read of it.

Reading runs nothing of the page. Numbers, texts, arrays, and lists and mappings of them come back as what
they are, without the classes that a page may have derived; of anything else only its text is told.
"""

import base64
from collections import namedtuple
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

DEEPEST, LONGEST = 20, 1_000_000
"""How deep lists may stand in each other, and how many values may be told."""


@dataclass(frozen=True)
class Told:
    """A value of which only the text is known."""

    text: str

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__


@dataclass(frozen=True)
class Callable(Told):
    """A function, which only the page's own process can call."""


def told(value: Any, depth: int = 0) -> Any:
    """Return a value as plain data."""
    match value:
        case None | bool():
            return value
        case np.ndarray() | np.generic():
            return _array(np.asarray(value), depth)
        case int():
            whole = int.__index__(value)
            return whole if abs(whole) < 2**63 else {"int": hex(whole)}  # decimal digits are limited
        case float():
            return float.__float__(value)
        case complex():
            return {"complex": [complex.__complex__(value).real, complex.__complex__(value).imag]}
        case str():
            return str.__str__(value)
        case Decimal() | Fraction():
            return {type(value).__name__.lower(): str(value)}
    return {"text": _text(value)} if depth > DEEPEST else _collection(value, depth)


def _collection(value: Any, depth: int) -> Any:
    match value:
        case tuple() if hasattr(value, "_fields"):
            items = [told(item, depth + 1) for item in value]
            return {"named": [type(value).__name__, list(value._fields), items]}
        case list() | tuple() | Iterator():
            items = [told(item, depth + 1) for item, _ in zip(value, range(LONGEST), strict=False)]
            return {"tuple": items} if isinstance(value, tuple) else items
        case Mapping():
            return {"mapping": [[told(key, depth + 1), told(value[key], depth + 1)] for key in value]}
    if hasattr(value, "__array__"):
        return told(np.asarray(value), depth + 1)
    return {"callable" if callable(value) else "text": _text(value)}


def _array(array: np.ndarray, depth: int) -> Any:
    if array.dtype.kind in "biufcSU":
        data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")
        return {"array": [array.dtype.str, list(array.shape), data]}
    if array.dtype.kind == "O" and array.size < LONGEST:
        return {"objects": [list(array.shape), [told(item, depth + 1) for item in array.ravel()]]}
    return {"text": _text(array)}


def _text(value: Any) -> str:
    try:
        return str.__str__(str(value))[:10_000]
    except Exception:  # whatever an object of the page answers when asked for its text
        return f"<{type(value).__name__}>"


def value_of(data: Any) -> Any:
    """Return the value that plain data tells; `ValueError`, `KeyError` or `TypeError` if it tells none."""
    if isinstance(data, list):
        return [value_of(item) for item in data]
    if not isinstance(data, dict):
        return data
    ((kind, content),) = data.items()
    return _READERS[kind](content)


def _read_array(content: Any) -> Any:
    dtype, shape, data = content
    kind = np.dtype(str(dtype))
    if kind.hasobject:
        raise ValueError("an array of objects")
    return np.frombuffer(base64.b64decode(data), kind).reshape(shape).copy()[()]


def _read_named(content: Any) -> Any:
    name, names, items = content
    return namedtuple(name, names)(*map(value_of, items))  # which takes identifiers only


def _read_objects(content: Any) -> Any:
    shape, items = content
    array = np.empty(len(items), dtype=object)
    array[:] = [value_of(item) for item in items]
    return array.reshape(shape)


_READERS: dict[str, Any] = {
    "int": lambda digits: int(digits, 16),
    "complex": lambda parts: complex(*parts),
    "decimal": Decimal,
    "fraction": Fraction,
    "tuple": lambda items: tuple(map(value_of, items)),
    "mapping": lambda pairs: {value_of(key): value_of(item) for key, item in pairs},
    "array": _read_array,
    "objects": _read_objects,
    "named": _read_named,
    "text": Told,
    "callable": Callable,
}
