"""`coequal check`: one case under one policy."""

import json
from argparse import ArgumentParser, Namespace

from coequal.cli import usual as shared
from coequal.cli.cases import read_for
from coequal.cli.check_text import check_text
from coequal.eligibility.assessor import for_case
from coequal.eligibility.report import report
from coequal.policies.library import Library


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    shared.policy(command)
    shared.case(command)
    shared.as_json(command)


def run(options: Namespace) -> int:
    """Print the assessment."""
    library = Library(options.library)
    case = read_for(options.policy, options.case, library)
    assessment = for_case(library, options.policy, case).assess(case)
    if options.json:
        print(json.dumps(report(assessment), indent=2, ensure_ascii=False))
    else:
        print(check_text(assessment))
    return 0
