"""`coequal test`: whether the example people in policies come out as expected."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from coequal.cli import options as shared
from coequal.cli.text import paragraph
from coequal.eligibility.examples import Failure, examples, failures
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.policies.library import Library


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    shared.paths(command)
    shared.as_json(command)


def run(options: Namespace) -> int:
    """Print what failed and how many passed. Exit status 1 where any failed."""
    library = Library(options.library)
    passed = 0
    failed: list[Failure] = []
    wrong = 0
    for policy in map(library.read, _files(options.paths)) if options.paths else library.policies():
        rules = Rules(policy)
        for example in examples(policy):
            found = failures(rules, example)
            failed.extend(found)
            wrong += bool(found)
            passed += not found
    if options.json:
        print(json.dumps({"passed": passed, "failed": wrong, "failures": list(map(_plain, failed))}, indent=2, ensure_ascii=False))
    else:
        for failure in failed:
            print(paragraph(str(failure), "  ", ""))
        print(f"{passed} example people come out as expected, {wrong} do not.")
    return 1 if wrong else 0


def _files(paths: list[Path]) -> list[Path]:
    """The policy files meant: those named, and those in folders named."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.md")) if path.is_dir() else [path]
        if not inside:
            raise CoequalError(f"{path} holds no policies: there is no file there that ends in .md.")
        found.extend(inside)
    return found


def _plain(failure: Failure) -> dict[str, object]:
    place = failure.example.place
    return {
        "example": failure.example.name,
        "file": place.file,
        "line": place.line,
        "what": failure.what,
        "expected": failure.expected,
        "found": failure.found,
    }
