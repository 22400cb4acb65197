"""One measurement: errors planted side by side, on pages in processes of their own.

A function with an error in it stands in a copy of its package, which only that process sees.
"""

import itertools
import platform
import shutil
import sys
import tempfile
import traceback
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from time import perf_counter
from typing import Any

from proofread.checking.cache import Cache, package_folder
from proofread.checking.ledger import LIBRARIES
from proofread.checking.page import page_claims
from proofread.checking.processes import apart, check_pages, processors
from proofread.claims.claim import Scope, run_waiting, shown_path
from proofread.config import Config
from proofread.mutations.equivalence import same_at_bound, same_code
from proofread.mutations.mutant import Mutant, Outcome
from proofread.mutations.plan import choose, plantable
from proofread.mutations.report import result_of, stale
from proofread.mutations.trial import Trial, first_finding, message_of
from proofread.pages.markdown import read_page

RESULT = Path(".cache") / "mutation.json"
"""Where the result is kept, in the site's root."""
MUTANTS_PER_PROCESS = 80
SECONDS_PER_MUTANT = 10.0
"""What a process may take for each of its mutants, besides a page's own limit, before it is ended."""

Planted = list[Outcome] | str
"""What became of errors, or why this program could not find out."""
Job = tuple[Callable[[Sequence[Mutant], Config], list[Outcome]], list[Mutant]]


def measure(paths: Sequence[Path], config: Config, cache: Cache, seed: int, sample: int) -> dict[str, Any]:
    """Plant errors on the pages without findings, and return what became of them."""
    begin = perf_counter()
    reports = check_pages(paths, config, cache)
    sound = [path for path, report in zip(paths, reports, strict=True) if not report.findings]
    mutants = plantable(sound, config, seed)
    outcomes = run(choose(mutants, seed, sample), config)
    return result_of(
        outcomes,
        config,
        seed=seed,
        stale=list(stale(mutants, outcomes, config)),
        state=cache.state(paths),
        versions={
            "python": platform.python_version(),
            **{name: metadata.version(name) for name in LIBRARIES},
        },
        seconds=round(perf_counter() - begin, 1),
        skipped=[report.path for report in reports if report.findings],
    )


def run(mutants: Sequence[Mutant], config: Config) -> list[Outcome]:
    """Plant each error and say what became of it, in the order of the pages."""
    by_place: dict[tuple[str, Path], list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        by_place[mutant.symbol, mutant.path].append(mutant)
    jobs: list[Job] = []  # what one process does: a part of a page's errors, or one in a function
    for (symbol, _), group in by_place.items():
        work, size = (try_operators, 1) if symbol else (try_page, MUTANTS_PER_PROCESS)
        jobs += [(work, group[start : start + size]) for start in range(0, len(group), size)]
    with ThreadPoolExecutor(processors()) as threads:
        found = list(threads.map(lambda job: _in_own_process(job[0], job[1], config), jobs))
    outcomes = itertools.chain.from_iterable(found)
    return sorted(
        outcomes, key=lambda one: (one.mutant.path, one.mutant.start, one.mutant.kind, one.mutant.new)
    )


def _in_own_process(
    work: Callable[..., list[Outcome]], mutants: list[Mutant], config: Config
) -> list[Outcome]:
    pages = max(1, *(len(mutant.pages) for mutant in mutants)) if mutants else 1
    seconds = config.seconds_per_page * pages + SECONDS_PER_MUTANT * len(mutants)
    try:
        found: Planted = apart(Planted, _loudly, (work, mutants, config), config, seconds)
    except (TimeoutError, EOFError) as error:
        if len(mutants) > 1:  # one of them may have ended the process for all
            return [one for mutant in mutants for one in _in_own_process(work, [mutant], config)]
        # The checker, too, would end such a page from outside and report that.
        return [_outcome(mutants[0], config, f"the page's process ended: {error}")]
    if isinstance(found, str):
        raise RuntimeError(found)
    if work is try_operators and found[0].verdict == "escaped":
        return _in_own_process(try_stopped, mutants, config)
    return found


def _loudly(work: Callable[..., list[Outcome]], mutants: list[Mutant], config: Config) -> Planted:
    """Return an error of this program as its text: it must never pass for an error that was caught."""
    try:
        return work(mutants, config)
    except Exception:
        return traceback.format_exc()


def try_page(mutants: Sequence[Mutant], config: Config) -> list[Outcome]:
    """Try the errors of one page."""
    path = mutants[0].path
    return Trial(path, config, path.read_text("utf-8")).outcomes(mutants)


def try_operators(mutants: Sequence[Mutant], config: Config) -> list[Outcome]:
    """Try one error in a function: the pages run on a copy of the packages that has it."""
    (mutant,) = mutants
    return [_outcome(mutant, config, _message_with(mutant, mutant.applied(_text(mutant)), config))]


def try_stopped(mutants: Sequence[Mutant], config: Config) -> list[Outcome]:
    """Say of an error that escaped whether any page comes to its statement."""
    (mutant,) = mutants
    reached = _message_with(mutant, mutant.stopped(_text(mutant)), config)
    outcome = _outcome(mutant, config, "")
    return [outcome if reached or outcome.verdict != "escaped" else replace(outcome, verdict="unreached")]


def _text(mutant: Mutant) -> str:
    return mutant.path.read_text("utf-8")


def _message_with(mutant: Mutant, text: str, config: Config) -> str:
    """Return the first finding on any page where the mutant's module has this text.

    The pages use copies of the packages, with that one module changed and the data linked beside them.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for package in config.packages:
            source = package_folder(package)
            shutil.copytree(source, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
            if mutant.path.is_relative_to(source):
                (folder / package / mutant.path.relative_to(source)).write_text(text, "utf-8")
        for data in config.data:
            (folder / data).parent.mkdir(parents=True, exist_ok=True)
            (folder / data).symlink_to(config.root / data)
        sys.path.insert(0, name)
        messages = (_first_message(path, config) for path in mutant.pages)
        return next(filter(None, messages), "")


def _first_message(path: Path, config: Config) -> str:
    """Check a page as far as its first finding."""
    page = read_page(path.read_text("utf-8"))
    scope = Scope(page, shown_path(path, config.root), config)
    return first_finding(page_claims(page, config), scope) or message_of(run_waiting(scope))


def _outcome(mutant: Mutant, config: Config, message: str) -> Outcome:
    text, why = _text(mutant), ""
    if mutant.symbol and same_code(text, mutant.applied(text)):
        why = "the same syntax tree"
    elif same_at_bound(mutant, text):
        why = "the same bits on both sides of the bound and at it"
    return mutant.outcome(text, shown_path(mutant.path, config.root), message, why)
