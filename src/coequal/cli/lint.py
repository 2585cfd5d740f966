"""`coequal lint`: faults and doubts in policies, and in the dictionaries of their services."""

import json
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from coequal.cli import usual as shared
from coequal.cli.files import policy_files
from coequal.cli.text import paragraph
from coequal.lint.finding import ERROR, SEVERITIES, Finding
from coequal.lint.lint import DICTIONARY, lint_files, lint_library
from coequal.lint.rules import RULES
from coequal.policies.library import Library
from coequal.policies.model import clauses
from coequal.populations.progress import progress


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    shared.paths(command)
    shared.as_json(command)
    command.add_argument("--rules", action="store_true", help="list all rules with what they find")


def run(options: Namespace) -> int:
    """Print what was found, or the rules. Exit status 1 where a finding is an error."""
    if options.rules:
        _print_rules(as_json=options.json)
        return 0
    library = Library(options.library)
    today = date.today()  # noqa: DTZ011  # the user's own day
    if options.paths:
        files = policy_files(options.paths, dictionaries=True)
        found = list(progress(lint_files(files, library, today), "Policies looked at"))
        dictionaries = sum(file.suffix == DICTIONARY for file in files)
        policies = len(found) - dictionaries
    else:
        found = list(progress(lint_library(library, today), "Policies looked at"))
        dictionaries = len(library.services())
        policies = len(found) - 1  # the last is about the library as a whole
    findings = list(dict.fromkeys(finding for one in found for finding in one))
    if options.json:
        print(json.dumps(list(map(_plain, findings)), indent=2, ensure_ascii=False))
    else:
        _print(findings, policies, dictionaries)
    return 1 if any(finding.severity == ERROR for finding in findings) else 0


def _print_rules(*, as_json: bool) -> None:
    if as_json:
        listed = [{"rule": rule.name, "severity": rule.severity, "says": rule.says} for rule in RULES]
        print(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    for severity in SEVERITIES:
        for rule in RULES:
            if rule.severity == severity:
                print(paragraph(f"{rule.name} ({severity}): {rule.says}", "  ", ""))


def _print(findings: Sequence[Finding], policies: int, dictionaries: int) -> None:
    """What was found, by file; once where it was found in several policies of a family, with their number."""
    by_file: dict[str, dict[Finding, int]] = {}
    for finding in findings:
        found = by_file.setdefault(finding.place.file, {})
        once = replace(finding, policy=None)
        found[once] = found.get(once, 0) + 1
    for file, found in by_file.items():
        print(f"{file}\n")
        for finding, times in sorted(found.items(), key=lambda item: item[0].place.line or 0):
            several = f", {times} policies" if times > 1 else ""
            said = f"{_where(finding)}{finding.severity}{several}: {finding.message} ({finding.rule})"
            print(paragraph(said, "    ", "  "))
        print()
    print(_summary([finding for found in by_file.values() for finding in found], policies, dictionaries))


def _where(finding: Finding) -> str:
    """The line and the clause as a reader looks them up: `Line 42, clause 4, `."""
    parts = [] if finding.place.line is None else [f"Line {finding.place.line}"]
    if finding.place.clause:
        parts.append(clauses(finding.place.clause))
    return "".join(f"{part}, " for part in parts)


def _summary(findings: Sequence[Finding], policies: int, dictionaries: int) -> str:
    among = _count(policies, "policy", "policies") if policies else _count(dictionaries, "dictionary", "dictionaries")
    counts = Counter(finding.severity for finding in findings)
    listed = ", ".join(_count(counts[severity], severity, f"{severity}s") for severity in SEVERITIES)
    said = f"{listed if findings else 'Nothing was found'} in {among}."
    return said if policies else f"{said} There are no policies here yet."


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _plain(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "policy": finding.policy,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "file": place.file,
        "line": place.line,
        "clause": place.clause,
    }
