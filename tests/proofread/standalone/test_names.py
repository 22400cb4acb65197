"""Which names code binds and reads is the same on every Python."""

import pytest

from proofread.standalone.names import names_of


@pytest.mark.parametrize(
    ("code", "bound", "read", "late"),
    [
        ("[f(x) for x in X]", "", "f X", ""),
        ("a = {f(x) for x in X if x > b}", "a", "f X b", ""),
        ("a = {k: f(v) for k, v in X}", "a", "f X", ""),
        ("a = [[y for y in x] for x in X]", "a", "X", ""),
        ("a = [last := x for x in X]", "a last", "X", ""),
        ("a = f(lambda: [x + b for x in X])", "a", "f X b", "X b"),
        ("def f(x: A):\n    return {x: y for y in Y}", "f", "A Y", "Y"),
        ("class A:\n    n = [x for x in X]", "A", "X", ""),
        ("a = [x for x in X]\nfor x in a: g(x)", "a x", "X a g x", ""),
    ],
)
def test_names(code: str, bound: str, read: str, late: str):
    names = names_of(code)
    assert names.bound == set(bound.split())
    assert names.read == set(read.split())
    assert names.late == set(late.split())
