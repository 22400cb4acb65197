"""The `code:` section of a notation block: functions, values, derivatives and assignments tied to code."""

from __future__ import annotations

from proofread.equations.errors import NotationError
from proofread.equations.meaning import code
from proofread.equations.meaning.resolver import Resolver
from proofread.equations.meaning.vocabulary import Function, Meaning, Vocabulary
from proofread.equations.notation import keys
from proofread.equations.notation.blocks import Line
from proofread.equations.notation.declarations import name_behind, shape_before
from proofread.equations.notation.keys import Head, Row
from proofread.equations.reading import nodes, symbols
from proofread.equations.reading.nodes import Reference

_ASSIGNS = (r"\leftarrow", r"\gets")


def tie(vocabulary: Vocabulary, line: Line) -> Row:
    """Tie what a key writes to code."""
    text, python = name_behind(line.text)
    shape, text = shape_before(text, vocabulary, line)
    call = code.read(text)
    if line.key.endswith(_ASSIGNS):
        symbol = keys.symbol(line.key.rsplit("\\", 1)[0], vocabulary)
        vocabulary.assignments[symbol] = _resolved(vocabulary, call, line)
        return Row()
    if head := keys.head(line.key, vocabulary):
        _tie_function(vocabulary, head, call, line)
        return Row(python, shape)
    return _tie_value(vocabulary, call, line, Row(python, shape))


def _tie_function(vocabulary: Vocabulary, head: Head, call: code.Call | code.Path, line: Line) -> None:
    """Tie a function; one that is a call is also the value that the call has here."""
    if isinstance(call, code.Path):
        vocabulary.functions[head.name] = Function(head.name, head.parameters, path=call.path)
        return
    resolved = _resolved(vocabulary, call, line)
    vocabulary.functions[head.name] = Function(head.name, head.parameters, call=resolved)
    vocabulary.add(Meaning("code", Reference(0, head.name), call=resolved))


def _tie_value(vocabulary: Vocabulary, call: code.Call | code.Path, line: Line, row: Row) -> Row:
    found, resolved = keys.expression(line.key, vocabulary), _resolved(vocabulary, call, line)
    if isinstance(found, nodes.Derivative):
        vocabulary.derivatives[found] = resolved
        return Row(row.python or "d" + symbols.python_name(found.by[0]), row.shape)
    if not isinstance(found, Reference):
        raise NotationError(f"{line.key} is no symbol", line.number)
    if any(meaning.kind == "given" for meaning in vocabulary.meanings.get(found.key, ())):
        message = f"{line.key} is declared under given: too: are its values random, or those of code?"
        raise NotationError(message, line.number)
    python = row.python or symbols.python_name(found)
    vocabulary.add(Meaning("code", found, row.shape or None, call=resolved, python=python))
    return Row(python, row.shape)


def _resolved(vocabulary: Vocabulary, call: code.Call | code.Path, line: Line) -> code.Call:
    if isinstance(call, code.Path):
        raise NotationError(f"{line.key}: {call.path} needs its arguments", line.number)
    arguments = [_resolved_argument(vocabulary, argument, line) for argument in call.arguments]
    return code.Call(call.path, tuple(arguments), call.rest)


def _resolved_argument(vocabulary: Vocabulary, argument: code.Argument, line: Line) -> code.Argument:
    if isinstance(argument.value, code.Call):
        return code.Argument(argument.keyword, _resolved(vocabulary, argument.value, line))
    return code.Argument(argument.keyword, Resolver(vocabulary).side(argument.value))
