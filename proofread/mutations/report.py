"""What the planted errors have shown: counted by page and kind, every escape with its place."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from proofread.claims.claim import shown_path
from proofread.config import Config, Demand, KnownEscape
from proofread.mutations.mutant import KINDS, Mutant, Outcome

VERDICTS = ("caught", "equivalent", "unreached", "escaped")


def result_of(outcomes: Sequence[Outcome], config: Config, **facts: Any) -> dict[str, Any]:
    """Return the result as it is stored; `facts` say how it was measured."""
    pages: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for one in outcomes:
        pages[shown_path(one.mutant.path, config.root)][one.mutant.kind][one.verdict] += 1
    return {
        **facts,
        "planted": len(outcomes),
        "demands": [_met(demand, outcomes) for demand in config.demands],
        "pages": {
            page: {
                kind: {verdict: kinds[kind][verdict] for verdict in VERDICTS}
                for kind in KINDS
                if kind in kinds
            }
            for page, kinds in sorted(pages.items())
        },
        "escapes": [_described(one, config) for one in outcomes if one.verdict == "escaped"],
        "unreached": [_described(one, config) for one in outcomes if one.verdict == "unreached"],
        "disputed": [_described(one, config) for one in outcomes if one.disputed],
    }


def _met(demand: Demand, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    verdicts = Counter(one.verdict for one in outcomes if one.mutant.kind in demand.kinds)
    errors = verdicts["caught"] + verdicts["escaped"]
    caught = verdicts["caught"] / errors if errors else 0.0  # nothing planted misses every demand
    return {"name": demand.name, "caught": caught, "demanded": demand.caught, "reason": demand.reason}


def _described(one: Outcome, config: Config) -> dict[str, str]:
    described = {"place": one.place, "kind": one.mutant.kind, "change": one.change}
    if one.mutant.symbol:
        described["symbol"] = one.mutant.symbol
    why = explanation(one.mutant, one.line, config)
    return described | ({"reason": why} if why else {})


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


def by_kind(result: Mapping[str, Any]) -> dict[str, Counter[str]]:
    """Return how many errors of each kind were caught, were equivalent, and escaped."""
    counts: dict[str, Counter[str]] = {}
    for kinds in result["pages"].values():
        for kind, verdicts in kinds.items():
            counts.setdefault(kind, Counter()).update(verdicts)
    return {kind: counts[kind] for kind in KINDS if kind in counts}


def shortfalls(result: Mapping[str, Any]) -> list[str]:
    """Return which demands are missed; nothing planted misses all that could be made."""
    if not result["planted"]:
        return ["nothing was planted"]
    return [_share(one) for one in result["demands"] if one["caught"] < one["demanded"]]


def remarks(result: Mapping[str, Any]) -> list[str]:
    """Return what somebody should look at although no demand is missed."""
    skipped = [f"{path} has findings, so nothing was planted there" for path in result["skipped"]]
    unexplained = [
        f"{_words(one)} escaped, and [[tool.proofread.escapes]] does not say why"
        for one in result["escapes"]
        if "reason" not in one
    ]
    return [*skipped, *result["stale"], *unexplained]


def _share(one: Mapping[str, Any]) -> str:
    return f"{one['name']}: {one['caught']:.2%} caught, {one['demanded']:.0%} demanded"


def text_of(result: Mapping[str, Any]) -> str:
    """Return the result for a terminal: each page, each kind, and every escape."""
    head = "".join(f"{verdict:>11}" for verdict in ("planted", *VERDICTS))
    lines = [f"{'page':44}{'kind':18}{head}"]
    for page, kinds in result["pages"].items():
        lines += [_line(page, kind, counts) for kind, counts in kinds.items()]
    lines += [_line("all pages", kind, counts) for kind, counts in by_kind(result).items()]
    lines += [f"{_words(one)} escaped" for one in result["escapes"]]
    lines += [f"{_words(one)} is never run by a page" for one in result["unreached"]]
    lines += [f"{_words(one)} is no error, but was reported" for one in result["disputed"]]
    return "\n".join(lines)


def _words(one: Mapping[str, str]) -> str:
    return f"{one['place']}: {one['kind']}: {one['change']}"


def _line(page: str, kind: str, counts: Mapping[str, int]) -> str:
    return f"{page:44}{kind:18}" + "".join(f"{number:>11}" for number in _numbers(counts))


def _numbers(counts: Mapping[str, int]) -> list[int]:
    return [sum(counts.values()), *(counts[verdict] for verdict in VERDICTS)]


NOT_PLANTED = (
    "Not measured for this state. "
    "`python -m proofread mutate` plants errors, one at a time, and counts those that escape."
)


def mutation_section(path: Path, state: str) -> str:
    """Return in Markdown what planted errors have shown, if that was measured at this very state."""
    result = read_result(path, state)
    return "## Planted errors\n\n" + (mutation_table(result) if result else NOT_PLANTED)


def mutation_table(result: Mapping[str, Any]) -> str:
    """Return the result in Markdown, for the ledger: a row for each kind, then every escape."""
    kinds = by_kind(result)
    total = sum(kinds.values(), Counter[str]())
    rows = [
        f"| {name} | {' | '.join(map(str, _numbers(counts)))} |"
        for name, counts in [*kinds.items(), ("**all**", total)]
    ]
    head = "| error | planted | caught | provably none | never run | escaped |\n|---|--:|--:|--:|--:|--:|"
    lists = [_listed("What escaped", result["escapes"]), _listed("What no page runs", result["unreached"])]
    demands = [f"- {_share(one).replace('%', ' %')}. {one['reason']}" for one in result["demands"]]
    asked = "What is demanded, or the build fails:\n\n" + "\n".join(demands) if demands else ""
    return "\n\n".join(["\n".join([head, *rows]), *filter(None, [asked, *lists])])


def _listed(title: str, described: Sequence[Mapping[str, str]]) -> str:
    lines = [
        f"- `{one['place']}`, {one['kind']}: {one['change']}"
        + (f". {one['reason']}" if "reason" in one else "")
        for one in described
    ]
    return f"{title}:\n\n" + "\n".join(lines) if lines else ""


def write_result(result: Mapping[str, Any], path: Path) -> None:
    """Store the result as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")


def read_result(path: Path, state: str) -> dict[str, Any] | None:
    """Return the stored result if it was measured at this state of pages, package and checker."""
    try:
        result = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return result if isinstance(result, dict) and result.get("state") == state else None
