"""`coequal test`: whether the example people in policies come out as expected."""

import json
from argparse import ArgumentParser, Namespace

from coequal.cli import usual as shared
from coequal.cli.files import policy_files
from coequal.cli.text import paragraph
from coequal.eligibility.examples import Failure, examples, failures
from coequal.eligibility.rules import Rules
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
    named = (policy for path in policy_files(options.paths) for policy in library.read_all(path))
    for policy in named if options.paths else library.policies():
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
