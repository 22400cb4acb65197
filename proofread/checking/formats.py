"""Findings as people, editors and continuous integration read them; the code of each is its claim's kind."""

import json
from collections.abc import Callable, Sequence

from proofread.checking.page import Report
from proofread.pages.findings import Finding

Coded = tuple[str, Finding]
"""The kind of a claim, and what is wrong with it."""


def coded(reports: Sequence[Report]) -> list[Coded]:
    """Return the findings of pages in their order, each with its code."""
    found = []
    for report in reports:
        kinds = {one.finding: one.code for one in report.results}
        found += [(kinds.get(finding, "page"), finding) for finding in report.findings]
    return found


def as_text(findings: Sequence[Coded]) -> str:
    """Return a line for each finding, and more where it shows output."""
    return "".join(f"{finding}\n" for _, finding in findings)


def as_json(findings: Sequence[Coded]) -> str:
    """Return a list of objects with path, line, column, code and message."""
    return json.dumps([{**vars(finding), "code": code} for code, finding in findings], indent=2) + "\n"


def as_github(findings: Sequence[Coded]) -> str:
    """Return the commands by which GitHub marks lines of a change."""
    return "".join(
        f"::error file={_escaped(f.path, ',:')},line={f.line},col={f.column},title=proofread {code}::"
        f"{_escaped(f.message)}\n"
        for code, f in findings
    )


def _escaped(text: str, more: str = "") -> str:
    for letter in f"%\r\n{more}":
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


def as_sarif(findings: Sequence[Coded]) -> str:
    """Return the findings in the Static Analysis Results Interchange Format, version 2.1.0."""
    rules = [{"id": code} for code in sorted({code for code, _ in findings})]
    results = [
        {
            "ruleId": code,
            "level": "error",
            "message": {"text": f.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": f.path},
                        "region": {"startLine": f.line, "startColumn": f.column},
                    }
                }
            ],
        }
        for code, f in findings
    ]
    run = {"tool": {"driver": {"name": "proofread", "rules": rules}}, "results": results}
    return json.dumps({"version": "2.1.0", "runs": [run]}, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[Coded]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""The forms by name."""
