"""Which errors are planted: a random choice of all that can be, the same for the same seed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from proofread.claims.claim import shown_path
from proofread.config import Config
from proofread.mutations.code import plant_operators
from proofread.mutations.declared import read_declared
from proofread.mutations.formulas import plant
from proofread.mutations.mutant import KINDS, Mutant
from proofread.mutations.numbers import plant_digits, plant_shapes
from proofread.mutations.statements import plant_statements
from proofread.pages.markdown import read_page


def plantable(paths: Sequence[Path], config: Config, seed: int) -> list[Mutant]:
    """Return every error that can be planted on pages and in the functions that they show."""
    on_pages = [mutant for p in paths for mutant in mutants_of(p, p.read_text("utf-8"), config, seed)]
    return [*on_pages, *plant_operators(paths)]


def choose(mutants: Sequence[Mutant], seed: int, sample: int) -> list[Mutant]:
    """Return at most `sample` errors: of each kind equally many, as far as there are."""
    by_kind: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        by_kind[mutant.kind].append(mutant)
    chosen: list[Mutant] = []
    kinds = sorted(by_kind, key=lambda kind: (len(by_kind[kind]), KINDS.index(kind)))
    for place, kind in enumerate(kinds):
        # What a scarce kind leaves goes to the others.
        share = -((len(chosen) - sample) // (len(kinds) - place))
        chosen += Random(f"{seed} {kind}").sample(by_kind[kind], min(share, len(by_kind[kind])))
    return chosen


def mutants_of(path: Path, text: str, config: Config, seed: int) -> Iterator[Mutant]:
    """Yield every error that can be planted on a page; the seed chooses the wrong digits."""
    page = read_page(text)
    notation = next((fence for fence in page.fences if fence.language == "notation"), None)
    declared = read_declared(notation.body if notation else "")
    random = Random(f"{seed} {shown_path(path, config.root)}")
    formulas = (block for block in page.formulas if block.unchecked is None)
    edits = [edit for block in formulas for edit in plant(block, text, declared)]
    edits += plant_digits(page, config, random)
    edits += plant_statements(page, random)
    edits += plant_shapes(notation, declared.sizes) if notation else []
    yield from (Mutant(path, *edit) for edit in dict.fromkeys(edits))
