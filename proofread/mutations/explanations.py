"""Errors that are known to escape: each with its explanation, as long as there is something to explain."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from proofread.claims.claim import shown_path
from proofread.config import Config, KnownEscape
from proofread.mutations.mutant import Mutant, Outcome


def explanation(mutant: Mutant, line: str, config: Config) -> str:
    """Return why an error escapes; empty where the site gives no reason."""
    return next((known.reason for known in config.escapes if _fits(known, mutant, line, config)), "")


def stale(mutants: Sequence[Mutant], outcomes: Sequence[Outcome], config: Config) -> Iterator[str]:
    """Name the explanations that explain nothing: every error that they fit was planted, and none escaped.

    An explanation for a page that was not measured says nothing either way.
    """
    planted = {one.mutant for one in outcomes}
    escaped = {one.mutant for one in outcomes if one.verdict == "escaped"}
    measured = {shown_path(mutant.path, config.root) for mutant in mutants}
    text = cache(lambda path: path.read_text("utf-8"))
    for known in config.escapes:
        if known.page in measured or not Path(config.root, known.page).is_file():
            fitting = {m for m in mutants if _fits(known, m, m.line(text(m.path)), config)}
            if fitting <= planted and not fitting & escaped:
                yield f"{known.page}: nothing escapes in a line with {known.line!r}"


def _fits(known: KnownEscape, mutant: Mutant, line: str, config: Config) -> bool:
    is_kind = mutant.kind in known.kinds and known.line in line
    return is_kind and shown_path(mutant.path, config.root) == known.page
