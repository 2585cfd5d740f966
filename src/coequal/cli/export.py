"""`coequal export`: a policy as a Word file, a tagged PDF or a web page, in plain or in easy words, or as a FHIR Questionnaire."""

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Final

from coequal.cli import usual as shared
from coequal.cli.extras import needs
from coequal.documents.html import html
from coequal.documents.model import Document
from coequal.eligibility.assessor import find
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError, did_you_mean
from coequal.exchange.easy_read import easy_read
from coequal.exchange.fhir.questionnaire import questionnaire
from coequal.exchange.fhir.written import written
from coequal.exchange.policy import policy_document
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.populations.output import whole_or_absent

FORMS: Final = {"docx": "docx", "pdf": "pdf", "html": "html", "fhir": "fhir.json"}  # and how their files end
_HELP: Final = "docx for Word, pdf for a tagged PDF, html for a web page, fhir for a FHIR Questionnaire"


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    shared.policy(command)
    command.add_argument("--to", required=True, metavar="FORM", help=_HELP)
    command.add_argument("--easy-read", action="store_true", help="in easy words: short sentences, hard words explained")
    command.add_argument("--out", type=Path, metavar="FILE", help="the file to write; else one that is called after the policy")


def run(options: Namespace) -> int:
    """Write the policy to a file, and print the file's name."""
    if options.to not in FORMS:
        meant = did_you_mean(options.to, FORMS)
        raise CoequalError(f"A policy cannot be exported to {options.to} yet, only to {', '.join(FORMS)}.{meant}")
    if options.to == "fhir" and options.easy_read:
        raise CoequalError("A Questionnaire has the questions' own words. Leave --easy-read out.")
    shared.check_files(options, {"out": (Path(f"x.{FORMS[options.to]}").suffix,)})
    library = Library(options.library)
    policy = find(library, options.policy, lambda _policy: None, or_latest=True).policy
    path = options.out or Path(file_name(policy, options.to, easy=options.easy_read))
    with whole_or_absent(path) as part:
        part.write_bytes(_form(policy) if options.to == "fhir" else _document(policy, library, options))
    print(path)
    return 0


def file_name(policy: Policy, form: str, *, easy: bool) -> str:
    """What a file of a policy is called: `luton-assisted-conception-2016-06-easy-read.pdf`."""
    return f"{policy.id.replace('/', '-')}-{policy.version}{'-easy-read' if easy else ''}.{FORMS[form]}"


def _form(policy: Policy) -> bytes:
    """The Questionnaire of a policy."""
    return f"{written(questionnaire(Rules(policy)), 2)}\n".encode()


def _document(policy: Policy, library: Library, options: Namespace) -> bytes:
    today = date.today()  # noqa: DTZ011  # the user's own day
    return _written((easy_read if options.easy_read else policy_document)(policy, library, today), options.to)


def _written(document: Document, form: str) -> bytes:
    """The bytes of a document in one of the forms; what writes it is imported only where it is used."""
    match form:
        case "docx":
            with needs("reports"):
                from coequal.documents.word import word  # noqa: PLC0415  # see above
            return word(document)
        case "pdf":
            with needs("reports"):
                from coequal.documents.pdf import pdf  # noqa: PLC0415  # see above
            return pdf(document)
        case _:
            return html(document).encode()
