"""Funding requests that are there for a test alone, begun and written as a clinician does. Everybody in them is made up."""

from datetime import date
from typing import Any

from coequal.accounts.acting import Acting
from coequal.accounts.references import new_reference
from coequal.accounts.roles import Role
from coequal.referrals.models import Request
from coequal.referrals.requesting.beginning import Beginning, begin
from coequal.referrals.requesting.consent import IN_PERSON, Told, give, points
from coequal.referrals.requesting.form import section_named, sections
from coequal.referrals.requesting.held import held, mark
from coequal.referrals.requesting.questions import Kind, Question
from coequal.referrals.requesting.writing import keep, may_be_written
from coequal.referrals.rules.in_force import rules_for
from tests.referrals import making
from tests.web.signing import organisation

WHO = {
    "who.name": "Wilhelmina Example",
    "who.nhs_number": "999 000 0018",
    "who.born": "1990-03-04",
    "who.address": "1 Sample Street\nSampleton\nSA1 2ZZ",
    "who.way": "telephone",
    "who.telephone": "020 7946 0123",
    "who.partner_name": "Théo Muster",
}
IDENTIFIERS = (
    "Wilhelmina",
    "9990000018",
    "999 000 0018",
    "1990-03-04",
    "4 March 1990",
    "Sample Street",
    "SA1 2ZZ",
    "7946 0123",
    "Théo",
)


def clinician(email: str = "clinician@exf1.example") -> Acting:
    """A clinician of the invented clinic."""
    return making.acting(Role.CLINICIAN, email=email)


def begun(acting: Acting | None = None, **told: Any) -> Request:
    """A request that was just begun."""
    acts = acting or clinician()
    given = {
        "reference": new_reference("Q"),
        "provider": making.clinic(),
        "commissioner": organisation(),
        "service": "assisted-conception",
        "referred_on": date(2026, 11, 2),
        **told,
    }
    return begin(acts, Beginning(**given))


def answer_to(question: Question) -> str:
    """An answer that fits a question, and names nobody."""
    match question.kind:
        case Kind.CHOICE:
            return question.choices[0][0]
        case Kind.DAY:
            return "2026-11-20"
        case Kind.EMAIL:
            return "clinician@exf1.example"
        case Kind.NHS_NUMBER:
            return "9990000018"
        case Kind.PASSAGE:
            return "The first line.\nThe second line."
        case _:
            return "In a few words"


def write(acting: Acting, request: Request, section_id: str, **answers: str) -> Request:
    """Keep answers to a section beside those that stand there."""
    section = section_named(rules_for(request), section_id)
    assert section is not None
    stands = held(request, section)
    return keep(acting, request, section_id, {**stands, **answers}, mark(request, section, stands))


def written(acting: Acting | None = None, **told: Any) -> Request:
    """A request to which everything is answered and consented, and which can be sent."""
    acts = acting or clinician()
    made = begun(acts, **told)
    fill(acts, made)
    made.refresh_from_db()
    return made


def fill(acting: Acting, made: Request) -> None:
    """Answer everything, and record the consent."""
    for section in sections(rules_for(made)):
        answers = WHO if section.id == "who" else {one.id: answer_to(one) for one in section.questions}
        if may_be_written(made, section):
            keep(acting, made, section.id, answers, mark(made, section, held(made, section)))
    agreed = [one.id for one in points(rules_for(made))]
    give(acting, made, Told("The patient", date(2026, 11, 1), IN_PERSON), agreed)
