"""`python -m proofread check docs/`: the checker from the command line."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path
from typing import Any

from proofread.checking import ledger
from proofread.checking.cache import site_cache
from proofread.checking.fix import fix_page
from proofread.checking.formats import FORMATS, coded
from proofread.checking.known import write_baseline
from proofread.checking.processes import check_pages
from proofread.config import Config, SettingError, load_config
from proofread.pages.findings import Finding


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 1 if there are findings, 2 if nothing could be checked."""
    options = command_line().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may lack letters that pages have
            stream.reconfigure(errors="backslashreplace")
    try:
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except SettingError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


def command_line() -> argparse.ArgumentParser:
    """Return the parser of the command line, each command with the function that runs it."""
    parser = argparse.ArgumentParser(prog="proofread", description=__doc__)
    found = metadata.entry_points(group="mkdocs.plugins", name="proofread")  # of what brings this package
    version = next((entry.dist.version for entry in found if entry.dist), "(not installed)")
    parser.add_argument("--version", action="version", version=f"%(prog)s {version}")
    commands = parser.add_subparsers(required=True, dest="command")
    check = _command(commands, run_check, "check", "print what is wrong on the pages")
    check.add_argument("--no-cache", action="store_true", help="prove every page again")
    check.add_argument("--format", choices=FORMATS, default="text", help="how findings are printed")
    _command(commands, run_fix, "fix", "rewrite stale output in place and show the difference")
    _command(commands, run_baseline, "baseline", "let pass, from now on, what is wrong now")
    _command(commands, run_ledger, "ledger", "print what was checked, in Markdown")
    mutate = _command(
        commands, run_mutate, "mutate", "plant errors, one at a time, and count those that escape"
    )
    mutate.add_argument("--sample", type=int, default=2500, help="how many errors to plant at most")
    mutate.add_argument("--seed", type=int, default=0, help="which ones; the same seed plants the same")
    mutate.add_argument("--output", type=Path, help="the JSON file for the result")
    return parser


def _command(
    commands: Any, run: Callable[[argparse.Namespace], int], name: str, text: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text)
    command.add_argument("paths", nargs="+", type=existing_path, help="pages, or folders of pages")
    command.set_defaults(run=run)
    return command


def existing_path(text: str) -> Path:
    """Return the path of a page or a folder."""
    if not Path(text).exists():
        raise argparse.ArgumentTypeError(f"there is no {text}")
    return Path(text)


def run_check(options: argparse.Namespace) -> int:
    """Check pages and print their findings."""
    config = load_config(options.paths[0])
    paths = find_pages(options.paths, config, "*.md", "*.ipynb")
    reports = check_pages(paths, config, None if options.no_cache else site_cache(config))
    findings = [(code, seen_from_here(finding, config.root)) for code, finding in coded(reports)]
    print(FORMATS[options.format](findings), end="")
    claims = sum(len(report.results) for report in reports)
    print(f"{claims} claims on {len(paths)} pages, {len(findings)} findings", file=sys.stderr)
    return int(bool(findings))


def seen_from_here(finding: Finding, root: Path) -> Finding:
    """Return a finding that names its page from where the command was called, if the site lies below."""
    if not root.is_relative_to(Path.cwd()):
        return finding
    return replace(finding, path=(root.relative_to(Path.cwd()) / finding.path).as_posix())


def run_fix(options: argparse.Namespace) -> int:
    """Rewrite stale output; what else is wrong stays a finding."""
    config = load_config(options.paths[0])
    paths = find_pages(options.paths, config)
    for path, report in zip(paths, check_pages(paths, config), strict=True):
        print(fix_page(path, report), end="")
    return run_check(argparse.Namespace(paths=options.paths, no_cache=False, format="text"))


def run_baseline(options: argparse.Namespace) -> int:
    """Write the findings that the pages have now to the baseline of the settings."""
    config = load_config(options.paths[0])
    if not config.baseline:
        raise SettingError("[tool.proofread] names no baseline: the file to write")
    reports = check_pages(find_pages(options.paths, config, "*.md", "*.ipynb"), replace(config, baseline=""))
    print(f"{write_baseline(reports, config)} findings stand in {config.baseline}")
    return int(any(report.broken for report in reports))


def run_mutate(options: argparse.Namespace) -> int:
    """Plant errors on the pages without findings; return 1 if a demand of the settings is missed."""
    from proofread import mutations

    config = load_config(options.paths[0])
    paths, cache = find_pages(options.paths, config), site_cache(config)
    result = mutations.measure(paths, config, cache, options.seed, options.sample)
    mutations.write_result(result, options.output or config.root / mutations.RESULT)
    print(mutations.text_of(result))
    missed = mutations.shortfalls(result)
    print(*mutations.remarks(result), *missed, sep="\n", file=sys.stderr)
    return int(bool(missed))


def run_ledger(options: argparse.Namespace) -> int:
    """Print the ledger of the pages."""
    from proofread import mutations

    config = load_config(options.paths[0])
    paths = find_pages(options.paths, config)
    cache = site_cache(config)
    reports = check_pages(paths, config, cache)
    by_path = {report.path: report for report in reports}
    planted = mutations.mutation_section(config.root / mutations.RESULT, cache.state(paths))
    print(ledger.tables(by_path), ledger.times(by_path), planted, sep="\n\n")
    return int(any(report.findings for report in reports))


def find_pages(paths: Sequence[Path], config: Config, *patterns: str) -> list[Path]:
    """Return the pages themselves, and the files in the folders that fit; without a pattern, Markdown.

    The settings may exclude some of those in folders.

    Raises
    ------
    SettingError
        If there is no page.
    """
    found = {
        page.resolve(): page
        for path in paths
        for page in (sorted(_pages_in(path, patterns or ["*.md"])) if path.is_dir() else [path])
        if not page.is_dir() and (page in paths or config.covers(page))
    }
    if not found:
        raise SettingError(f"no page in {', '.join(map(str, paths))}")
    return [*found.values()]


def _pages_in(folder: Path, patterns: Sequence[str]) -> Iterator[Path]:
    """Yield the files below a folder that fit, but for those of environments and hidden folders."""
    for here, folders, names in os.walk(folder):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".")
            and name not in ("node_modules", "site-packages")
            and not Path(here, name, "pyvenv.cfg").is_file()
        ]
        yield from (Path(here, name) for name in names if any(fnmatch(name, p) for p in patterns))


if __name__ == "__main__":
    sys.exit(main())
