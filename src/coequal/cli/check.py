"""`coequal check`: one case under one policy."""

import json
import re
from argparse import ArgumentParser, Namespace
from typing import Final

from coequal.cli import usual as shared
from coequal.cli.cases import read_for
from coequal.cli.check_text import check_text
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.assessor import for_case
from coequal.eligibility.report import report
from coequal.errors import CoequalError
from coequal.policies.library import Library

_SOMEBODY: Final = re.compile(r"[A-Z][A-Za-z]{1,40}/[A-Za-z0-9.-]{1,64}", re.ASCII)  # how FHIR R4 refers to a resource


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    shared.policy(command)
    shared.case(command)
    shared.as_json(command)
    command.add_argument(
        "--fhir", action="store_true", help="print a FHIR R4 Bundle: the answers, and what software computed from them"
    )
    command.add_argument("--subject", metavar="REF", help="with --fhir: whom the Bundle is about, such as Patient/17")


def run(options: Namespace) -> int:
    """Print the assessment."""
    _check_form(options)
    library = Library(options.library)
    case = read_for(options.policy, options.case, library)
    assessment = for_case(library, options.policy, case).assess(case)
    if options.json:
        print(json.dumps(report(assessment), indent=2, ensure_ascii=False))
    elif options.fhir:
        print(_as_fhir(assessment, options.subject))
    else:
        print(check_text(assessment))
    return 0


def _check_form(options: Namespace) -> None:
    if options.json and options.fhir:
        raise CoequalError("An assessment is printed in one form: leave out --json, or --fhir.")
    if options.subject is None:
        return
    if not options.fhir:
        raise CoequalError("--subject says whom a Bundle is about, so it needs --fhir.")
    if not _SOMEBODY.fullmatch(options.subject):
        raise CoequalError(f'--subject: "{options.subject}" refers to no resource. Write its type and its id, such as Patient/17.')


def _as_fhir(assessment: Assessment, subject: str | None) -> str:
    from coequal.exchange.fhir.bundles import assessment_bundle  # noqa: PLC0415  # other forms need none of it
    from coequal.exchange.fhir.written import written  # noqa: PLC0415  # see above

    return written(assessment_bundle(assessment, subject), indent=2)
