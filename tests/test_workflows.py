"""What runs on a host has only what it needs: pinned actions, stated permissions, no password to publish.

`make lint` audits the workflows with zizmor, too; what is here holds without it and names the job.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".github" / "workflows"
PINNED = re.compile(r"(?:- )?uses: [\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+(?:\.\d+)*$")
EXPRESSION = "$" + "{{"


def jobs(text: str) -> dict[str, dict[str, Any]]:
    """Return the jobs of a workflow."""
    return yaml.safe_load(text)["jobs"]


def unpinned(text: str) -> Iterator[str]:
    """Actions of others that another commit could replace, or whose version nobody can read."""
    for number, line in enumerate(text.splitlines(), 1):
        used = line.strip()
        if re.match(r"(?:- )?uses:", used) and "uses: ./" not in used and not PINNED.match(used):
            yield f"line {number}: {used} is not pinned by a commit with its version as comment"


def permitted(text: str) -> Iterator[str]:
    """Permissions that are not stated, or wider than a job states."""
    if yaml.safe_load(text).get("permissions") != {}:
        yield "the workflow does not begin with no permission"
    for name, job in jobs(text).items():
        if not isinstance(job.get("permissions"), dict):
            yield f"the job {name} states no permissions"


def endless(text: str) -> Iterator[str]:
    """Jobs that could run for hours."""
    for name, job in jobs(text).items():
        if "uses" not in job and "timeout-minutes" not in job:
            yield f"the job {name} has no time limit"


def injected(text: str) -> Iterator[str]:
    """Commands into which the host pastes text that somebody else may have written."""
    for name, job in jobs(text).items():
        for step in job.get("steps", []):
            if EXPRESSION in step.get("run", ""):
                yield f"the job {name} pastes an expression into a command"


def kept(text: str) -> Iterator[str]:
    """Checkouts that leave the job's password behind for whatever runs next."""
    for name, job in jobs(text).items():
        for step in job.get("steps", []):
            if (
                "/checkout@" in step.get("uses", "")
                and step.get("with", {}).get("persist-credentials") is not False
            ):
                yield f"the job {name} keeps the password of its checkout"


RULES = [unpinned, permitted, endless, injected, kept]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_workflows_keep_the_rule(rule):
    files = sorted(FOLDER.glob("*.yml"))
    assert len(files) >= 3, "no workflow is looked at"
    found = [
        f"{file.name}: {finding}" for file in files for finding in rule(file.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


GOOD = """\
permissions: {}
jobs:
  check:
    permissions:
      contents: read
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false
      - run: make check
"""
PLANTED = [
    (
        unpinned,
        "@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0",
        "@v5",
        "line 8: - uses: actions/checkout@v5",
    ),
    (unpinned, " # v5.0.0", "", "line 8"),
    (unpinned, "dd907a8 #", "dd907a #", "line 8"),
    (permitted, "permissions: {}", "permissions: write-all", "begin with no permission"),
    (permitted, "permissions: {}\n", "", "begin with no permission"),
    (permitted, "    permissions:\n      contents: read\n", "", "the job check states no permissions"),
    (
        permitted,
        "permissions:\n      contents: read",
        "permissions: write-all",
        "the job check states no permissions",
    ),
    (endless, "    timeout-minutes: 10\n", "", "the job check has no time limit"),
    (injected, "make check", f"echo {EXPRESSION} github.head_ref }}}}", "the job check pastes"),
    (kept, "credentials: false", "credentials: true", "the job check keeps the password"),
    (kept, "        with:\n          persist-credentials: false\n", "", "the job check keeps the password"),
]


@pytest.mark.parametrize(("rule", "right", "wrong", "named"), PLANTED)
def test_planted_fault_is_named(rule, right: str, wrong: str, named: str):
    assert list(rule(GOOD)) == []
    (found,) = rule(GOOD.replace(right, wrong, 1))
    assert named in found


def test_only_one_job_may_say_who_it_is_and_it_runs_no_code_of_ours():
    allowed = [
        (file.name, name, job)
        for file in FOLDER.glob("*.yml")
        for name, job in jobs(file.read_text(encoding="utf-8")).items()
        if "id-token" in job["permissions"]
    ]
    ((file, name, job),) = allowed
    assert (file, name, job["environment"]) == ("release.yml", "index", "release")
    assert job["permissions"] == {"attestations": "write", "id-token": "write"}
    assert not [step for step in job["steps"] if "run" in step]


def test_where_packages_come_from_is_stated_before_they_are_published():
    steps = jobs((FOLDER / "release.yml").read_text(encoding="utf-8"))["index"]["steps"]
    names = [step["uses"].partition("@")[0].rpartition("/")[2] for step in steps]
    assert names == ["download-artifact", "attest-build-provenance", "gh-action-pypi-publish"]
    assert steps[0]["with"]["path"] + "/*" == steps[1]["with"]["subject-path"]


def test_every_supported_python_is_tested_on_three_systems():
    matrix = jobs((FOLDER / "tests.yml").read_text(encoding="utf-8"))["check"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert [system.partition("-")[0] for system in matrix["system"]] == ["ubuntu", "macos", "windows"]


def test_ledger_of_the_published_site_shows_the_planted_errors():
    commands = [
        step["run"] for step in jobs((FOLDER / "publish.yml").read_text())["site"]["steps"] if "run" in step
    ]
    assert "make mutate" in commands[0]
    assert "publish.sh" in commands[1]
