"""The `code:` section of a notation block: functions, values, derivatives and assignments tied to code."""

from __future__ import annotations

from proofread.equations.errors import NotationError
from proofread.equations.meaning import code
from proofread.equations.meaning.resolver import Resolver
from proofread.equations.meaning.vocabulary import Function, Meaning, Vocabulary
from proofread.equations.notation import keys
from proofread.equations.notation.blocks import Line
from proofread.equations.notation.declarations import name_behind, shape_before
from proofread.equations.notation.keys import Row
from proofread.equations.reading import nodes, symbols
from proofread.equations.reading.nodes import Reference

_ASSIGNS = (r"\leftarrow", r"\gets")


def tie(vocabulary: Vocabulary, line: Line) -> Row:
    """Tie what a key writes to code: an assignment, a function, a derivative or a symbol."""
    text, python = name_behind(line.text)
    shape, text = shape_before(text, vocabulary, line)
    call = code.read(text)
    if line.key.endswith(_ASSIGNS):
        symbol = keys.symbol(line.key.rsplit("\\", 1)[0], vocabulary)
        vocabulary.assignments[symbol] = _resolved(vocabulary, call, line)
        return Row()
    if head := keys.head(line.key, vocabulary):
        if isinstance(call, code.Path):
            vocabulary.functions[head.name] = Function(head.name, head.parameters, path=call.path)
        else:  # a function that is a call is also the value that the call has here
            resolved = _resolved(vocabulary, call, line)
            vocabulary.functions[head.name] = Function(head.name, head.parameters, call=resolved)
            vocabulary.add(Meaning("code", Reference(0, head.name), call=resolved))
        return Row(python, shape)
    found, resolved = keys.expression(line.key, vocabulary), _resolved(vocabulary, call, line)
    if isinstance(found, nodes.Derivative):
        vocabulary.derivatives[found] = resolved
        return Row(python or "d" + symbols.python_name(found.by[0]), shape)
    if not isinstance(found, Reference):
        raise NotationError(f"{line.key} is no symbol", line.number)
    if any(meaning.kind == "given" for meaning in vocabulary.meanings.get(found.key, ())):
        message = f"{line.key} is declared under given: too: are its values random, or those of code?"
        raise NotationError(message, line.number)
    python = python or symbols.python_name(found)
    vocabulary.add(Meaning("code", found, shape or None, call=resolved, python=python))
    return Row(python, shape)


def _resolved(vocabulary: Vocabulary, call: code.Call | code.Path, line: Line) -> code.Call:
    if isinstance(call, code.Path):
        raise NotationError(f"{line.key}: {call.path} needs its arguments", line.number)
    arguments = []
    for argument in call.arguments:
        value = argument.value
        if isinstance(value, code.Call):
            value = _resolved(vocabulary, value, line)
        else:
            value = Resolver(vocabulary).side(value)
        arguments.append(code.Argument(argument.keyword, value))
    return code.Call(call.path, tuple(arguments), call.rest)
