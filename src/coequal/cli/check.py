"""`coequal check`: one case under one policy."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from coequal.cli import options as shared
from coequal.cli.check_text import check_text
from coequal.eligibility.assessor import for_case, is_path
from coequal.eligibility.report import report
from coequal.facts.case import parse_case
from coequal.facts.strict_yaml import MOST_BYTES, read_file
from coequal.policies.library import Library, split_id


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    shared.policy(command)
    shared.case(command)
    shared.as_json(command)


def run(options: Namespace) -> int:
    """Print the assessment."""
    library = Library(options.library)
    name = options.policy
    service = library.read(Path(name)).service if is_path(name) else split_id(name)[0].partition("/")[2]
    if not is_path(name):
        library.require(split_id(name)[0])
    case = parse_case(*_case_text(options.case), library.vocabulary(service).dictionary)
    assessor = for_case(library, name, case)
    assessment = assessor.assess(case)
    if options.json:
        print(json.dumps(report(assessment), indent=2, ensure_ascii=False))
    else:
        print(check_text(assessment))
    return 0


def _case_text(name: str) -> tuple[bytes, str]:
    if name == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1), "standard input"
    return read_file(Path(name)), name
