"""What an application still lacks before it can be sent: all of it at once, each thing with where it is put right."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from coequal.errors import CoequalError
from coequal.referrals.models import Request
from coequal.referrals.requesting.consent import standing
from coequal.referrals.requesting.form import sections
from coequal.referrals.requesting.held import held
from coequal.referrals.requesting.identifiers import naming
from coequal.referrals.requesting.questions import Answers, Question, Section, applying, read_answer
from coequal.referrals.requesting.writing import may_be_written
from coequal.referrals.rules.in_force import rules_for

CONSENT: Final = "consent"
NAMES: Final = "names"


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing that is missing, in words without anything that was answered.

    `section` is the id of the section where it is put right, or `CONSENT` or `NAMES`; `question` the id of the question.
    """

    section: str
    title: str
    says: str
    question: str = ""


def lacking(request: Request) -> tuple[Lacking, ...]:
    """All that is missing, in the order of the form; nothing where it can be sent."""
    return tuple(_lacking(request))


def _lacking(request: Request) -> Iterator[Lacking]:
    for section in sections(rules_for(request)):
        if may_be_written(request, section):
            yield from of_section(section, held(request, section))
    if standing(request) is None:
        yield Lacking(CONSENT, "Consent", "The patient’s consent is not recorded, or was taken back.")
    yield from (
        Lacking(
            NAMES,
            "What may name the patient",
            f"{one.section.title}: “{one.question.words}” may hold {one.says}.",
            one.question.id,
        )
        for one in naming(request)
    )


def of_section(section: Section, answers: Answers) -> Iterator[Lacking]:
    """What a section lacks: an answer to each question that applies and is required, as it can be answered now."""
    for question in applying(section, answers):
        if says := _lacks(question, answers.get(question.id, "")):
            yield Lacking(section.id, section.title, says, question.id)


def _lacks(question: Question, answer: str) -> str:
    """What is wrong with an answer; nothing where it can be sent."""
    if not answer:
        return f"“{question.words}” is not answered." if question.required else ""
    try:
        read_answer(question, answer)
    except CoequalError:  # the commissioner’s rules are others than when it was written
        return f"“{question.words}” has to be answered again."
    return ""
