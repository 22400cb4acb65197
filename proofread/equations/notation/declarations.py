"""The sections of a notation block but for `code:`, an entry at a time."""

from __future__ import annotations

import re

from proofread.equations.errors import NotationError
from proofread.equations.meaning.vocabulary import Function, Meaning, Random, Range, Vocabulary
from proofread.equations.notation import keys
from proofread.equations.notation.blocks import Line
from proofread.equations.notation.domains import DOMAINS, MATRICES_ONLY
from proofread.equations.notation.keys import Row
from proofread.equations.reading import symbols

_SHAPE = re.compile(r"(\S+)\s+x\s+(\S+)(?:\s+|$)")
_AS = re.compile(r"\bas\s+([A-Za-z_]\w*)\s*$")


def size(vocabulary: Vocabulary, line: Line) -> None:
    """`N: samples`, or `D: 2 inputs` where the page fixes it."""
    if not re.fullmatch(r"[A-Za-z](_\w|_\{\w+\})?|\\[A-Za-z]+", line.key):
        raise NotationError(f"{line.key} is no letter for a size", line.number)
    number, _ = number_and_words(line)
    if number == 0:
        raise NotationError(f"{line.key} cannot be 0", line.number)
    vocabulary.sizes[line.key] = number


def number_and_words(line: Line) -> tuple[int | None, str]:
    """Return the number that begins a size's entry, if one does, and its words."""
    number, words = re.fullmatch(r"(\d*)\s*(.*)", line.text, re.DOTALL).groups()  # type: ignore[union-attr]
    return (int(number) if number else None), words


_PROBABILITIES = {"P", r"\Pr", r"\mathbb{P}", r"\mathrm{P}"}
_READINGS = {"powers": ("entries",), "log": ("2", "10", "e")}


def reading(vocabulary: Vocabulary, line: Line) -> None:
    """`powers: entries`, by which squares of arrays are those of their entries, or `log: 2`."""
    if line.text not in _READINGS.get(line.key, ()):
        known = "; ".join(f"{key}: {' or '.join(values)}" for key, values in _READINGS.items())
        raise NotationError(f"{line.key}: {line.text} is no way of reading ({known})", line.number)
    vocabulary.reading[line.key] = line.text


def index(vocabulary: Vocabulary, line: Line) -> None:
    """`i: N`, `l: 1..3`, `l: layer 1..3` where superscripts are layers, `k: iteration`."""
    if not re.fullmatch(r"[A-Za-z]", line.key):
        raise NotationError(f"{line.key} is no letter for an index", line.number)
    if line.text == "iteration":
        vocabulary.iterations.add(line.key)
        return
    text = line.text.removeprefix("layer ").strip()
    if text != line.text:
        vocabulary.layers.add(line.key)
    found = re.fullmatch(r"(?:(\d+)\s*\.\.\s*)?(\S+)", text)
    if not found or not (found[2].isdigit() or found[2] in vocabulary.sizes):
        message = f"index {line.key} runs over {line.text}, which is no declared size"
        raise NotationError(message, line.number)
    vocabulary.ranges[line.key] = Range(int(found[1] or 1), found[2], axis=not found[1])


def given(vocabulary: Vocabulary, line: Line) -> Row:
    r"""`\mathbf{t}: N x 1 unit as targets`."""
    shape, domain, python = _shape_domain_name(vocabulary, line)
    symbol = keys.symbol(line.key, vocabulary)
    python = python or symbols.python_name(symbol)
    vocabulary.add(Meaning("given", symbol, shape, domain, python))
    return Row(python, shape)


def random(vocabulary: Vocabulary, line: Line) -> Row | None:
    r"""`X: values \mathbf{x} with \mathbf{p}`, `w: D x 1 normal mean 0 variance s^2`, or `i: uniform`."""
    if vocabulary.is_index(line.key) and line.text == "uniform":
        vocabulary.random_indices.add(line.key)
        return None
    described = re.match(r"(values|normal|mean) ", line.text)  # the x of `mean x` parts no sizes
    shape, text = ((), line.text) if described else shape_before(line.text, vocabulary, line)
    found = re.fullmatch(r"(values|normal mean|mean) (.+?) (with|variance) (.+)", text)
    if not found or (found[1] == "values") != (found[3] == "with"):
        message = f"{line.key}: write `values x with p`, `mean m variance v`, or `normal mean m variance v`"
        raise NotationError(message, line.number)
    kind = {"values": "values", "mean": "moments"}.get(found[1], "normal")
    symbol = keys.symbol(line.key, vocabulary)
    first, second = (keys.expression(found[place], vocabulary) for place in (2, 4))
    vocabulary.random[symbol.key] = Random(kind, shape, first, second)
    python = symbols.python_name(symbol)
    vocabulary.add(Meaning("given", symbol, shape, "real", python))
    return Row(python, shape)


def defined(vocabulary: Vocabulary, line: Line) -> Row:
    r"""`\mathbf{y}: N x 1`, or `f(x)`, for what an equation of the page defines."""
    head = keys.head(line.key, vocabulary)
    if head and head.name not in _PROBABILITIES:  # `P(A)` has a value, and is no function of A
        vocabulary.awaited.add(head.name)
        return Row()
    shape, domain, python = _shape_domain_name(vocabulary, line)
    if domain != "real":
        raise NotationError(f"{line.key} is defined by an equation: it has no domain", line.number)
    symbol = keys.symbol(line.key, vocabulary)
    python = python or symbols.python_name(symbol)
    vocabulary.shapes.setdefault(symbol.key, []).append(Meaning("defined", symbol, shape, python=python))
    return Row(python, shape)


def _shape_domain_name(vocabulary: Vocabulary, line: Line) -> tuple[tuple[str, ...], str, str]:
    text, python = name_behind(line.text)
    shape, text = shape_before(text, vocabulary, line)
    domain = re.sub(r"^number\b", "", text).strip() or "real"
    if domain not in DOMAINS:
        known = ", ".join(DOMAINS)
        raise NotationError(f"{domain} is neither a shape (N x 1) nor a domain ({known})", line.number)
    if domain in MATRICES_ONLY and not shape:
        raise NotationError(f"{line.key}: {domain} needs a shape", line.number)
    if domain == "constant" and shape:
        raise NotationError(f"{line.key}: a constant is a number", line.number)
    return shape, domain, python


def name_behind(text: str) -> tuple[str, str]:
    """Cut `as python_name` off the end of an entry."""
    found = _AS.search(text)
    return (text[: found.start()].strip(), found[1]) if found else (text, "")


def shape_before(text: str, vocabulary: Vocabulary, line: Line) -> tuple[tuple[str, ...], str]:
    """Cut `N x D` off the beginning of an entry."""
    found = _SHAPE.match(text)
    if not found:
        return (), text
    for size_letter in (found[1], found[2]):
        if not (size_letter.isdigit() and int(size_letter)) and size_letter not in vocabulary.sizes:
            message = f"size {size_letter} of {line.key} is not declared under sizes:"
            raise NotationError(message, line.number)
    return (found[1], found[2]), text[found.end() :]


def part(vocabulary: Vocabulary, line: Line) -> Row:
    """`x_{id}: X[i, d]`."""
    found = re.fullmatch(r"(.*)\[([^\]]*)\]", line.text, re.DOTALL)
    if not found:
        raise NotationError(f"{line.key}: write a part as X[i, d]", line.number)
    symbol, parent = keys.symbol(line.key, vocabulary), keys.symbol(found[1].strip(), vocabulary)
    axes = [symbols.index_of(axis.strip()) for axis in found[2].split(",")]
    known = tuple(axis for axis in axes if axis is not None)
    if len(axes) != 2 or len(known) != 2:
        raise NotationError(f"{line.key}: a part needs two indices, as in X[i, d]", line.number)
    letters = {slot.letter for slot in symbol.slots}
    for axis in known:
        if axis.letter.isalpha() and axis.letter not in letters:
            message = f"index {axis.letter} stands on the right of {line.key} only"
            raise NotationError(message, line.number)
    is_known = vocabulary.declared(parent) and not parent.layer  # layers of one letter differ in shape
    shape = (vocabulary.shape_of(parent) if is_known else None) or ()
    for axis, size in zip(known, shape, strict=False):
        over = vocabulary.ranges.get(axis.letter)
        if over is not None and over.axis and over.high != size:
            message = f"{axis.letter} of {line.key} stands on an axis of {size}, but runs to {over.high}"
            raise NotationError(f"index {message}", line.number)
    vocabulary.add(Meaning("part", symbol, parent=parent, axes=known))
    return Row()


def announce(vocabulary: Vocabulary, line: Line) -> None:
    """Let the function that `f(x): x^2` writes, or one that is tied to code, be known."""
    try:
        head = keys.head(line.key, vocabulary)
    except Exception:
        return  # reported when its turn comes
    if head:
        vocabulary.functions[head.name] = Function(head.name, head.parameters)


def function(vocabulary: Vocabulary, line: Line) -> Row:
    """`f(x): x^2`."""
    head = keys.head(line.key, vocabulary)
    if not head:
        raise NotationError(f"{line.key}: a function is written f(x)", line.number)
    body = keys.expression(line.text, vocabulary)
    vocabulary.functions[head.name] = Function(head.name, head.parameters, body=body)
    return Row()
