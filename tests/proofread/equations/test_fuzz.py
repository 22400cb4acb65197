"""Whatever stands there is a verdict in one sentence: no traceback, no hang, no growth.

`python -m tests.proofread.equations.test_fuzz 100000` tries as many formulas and notation blocks.
"""

# ruff: noqa: E501  # pieces are listed by what they are

import contextlib
import random
import sys
import time
import tracemalloc

import pytest

from proofread.equations import Equations, Notation, NotationError
from tests.equation_pages import formula
from tests.proofread.equations.test_field import FORMS

PIECES = [
    *"abcdefxyztnN0123456789 +-*/=<>()[]{}|&,;:.!'_^~$%",
    *[r"\frac", r"\sum_{i=1}^{n}", r"\prod", r"\int_0^1", r"\partial", r"\nabla_x", r"\log", r"\max", r"\min", r"\sqrt", r"\sqrt[3]", r"\left(", r"\right)", r"\left.", r"\right|"],
    *[r"\begin{aligned}", r"\end{aligned}", r"\begin{cases}", r"\end{cases}", r"\begin{bmatrix}", r"\end{bmatrix}", r"\\", r"&", r"\quad", r"\text{if}"],
    *[r"\dots", r"\cdots", r"\vdots", r"\cdot", r"\odot", r"\implies", r"\iff", r"\approx", r"\in", r"\mathbb{R}^n", r"\mathcal{O}", r"\mathbb{E}", r"\mathrm{Var}", r"\top"],
    *[r"^{-1}", r"^T", r"_{ij}", r"_i", r"^{(l)}", r"\mathbf{x}", r"\hat{y}", r"\alpha", r"\epsilon", r"\lim_{x\to0}", r"\lfloor", r"\rfloor", r"\mid", r"\|", r"\sim", r":=", r"\boxed"],
]  # fmt: skip
LINES = [
    "sizes: {n: a}", "index: {i: n}", "given:", "  x: real", "  x: n x n", "  P(A): unit", "random:", "parts:",
    "  X: values x with p", "  w: n x 1 mean 0 variance x", "defined:", "  f(x): number", "code:", "  J: a.b(x)",
    "functions:", "  g(x): x^2", "reading: {powers: entries}", "  - x", "  ?: {", ":", "  x_i: X[i, :]", "\t", "#",
]  # fmt: skip


def formulas(rng):
    """A known form with pieces cut out and put in, or pieces alone."""
    form = rng.choice(FORMS)
    if rng.random() < 0.3:
        return form.notation, [" ".join(rng.choices(PIECES, k=rng.randrange(1, 25)))]
    latex = rng.choice([form.latex, form.read, *form.needs])
    for _ in range(rng.randrange(1, 4)):
        cut = rng.randrange(len(latex) + 1)
        latex = latex[:cut] + rng.choice(PIECES) * rng.randrange(3) + latex[cut + rng.randrange(8) :]
    return form.notation, [*form.needs[: rng.randrange(3)], latex]


def block(rng):
    """A notation block of lines that may not fit, or a known one with characters changed."""
    if rng.random() < 0.5:
        return "\n".join(rng.choices(LINES, k=rng.randrange(1, 12)))
    text = rng.choice(FORMS).notation
    cut = rng.randrange(len(text) + 1)
    return text[:cut] + rng.choice(PIECES) + text[cut + rng.randrange(6) :]


def tried(notation, latex):
    with contextlib.suppress(NotationError):
        notation = Notation.read(notation)
    if isinstance(notation, str):
        return
    page = Equations(notation, [formula(each) for each in latex])
    for link in page.links:
        verdict = page.check(link, lambda text: eval(text, {}))
        assert "\n" not in verdict.message
        assert "the checker fails here" not in verdict.message, (latex, verdict.message)


@pytest.mark.parametrize("seed", range(60))
def test_a_formula_of_any_form_has_a_verdict(seed):
    tried(*formulas(random.Random(seed)))


@pytest.mark.parametrize(
    "latex", [r"x + \dots = x", r"\dots + x = x", r"x = [\dots]", r"x \cdots = x", r"\dots"]
)
def test_dots_without_a_neighbour_are_refused(latex):
    tried("given:\n  x: real\nfunctions:\n  f(x): " + latex.partition("=")[0], [latex])
    tried("given:\n  x: real", [latex])


@pytest.mark.parametrize("seed", range(60))
def test_a_notation_block_of_any_form_is_read_or_refused(seed):
    tried(block(random.Random(seed)), ["x = x"])


def main(count):
    """Try many, and print what takes long, what fails, and how much memory is kept."""
    tracemalloc.start()
    for seed in range(count):
        rng, start = random.Random(seed), time.process_time()
        case = formulas(rng) if seed % 2 else (block(rng), ["x = x"])
        try:
            tried(*case)
        except Exception as error:
            print(seed, type(error).__name__, str(error)[:300], flush=True)
        if (seconds := time.process_time() - start) > 5:
            print(seed, f"{seconds:.1f} s", case[1], flush=True)
        if seed % 1000 == 999:
            print(seed + 1, f"{tracemalloc.get_traced_memory()[0] / 1e6:.0f} MB", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
