"""What two of the options do to equality and quality: one assessed to the end and signed off, one with gaps."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.assurance.equality import writing
from coequal.assurance.equality.answers import NOT_KNOWN, SOURCE, Answer, Evidence
from coequal.assurance.equality.signing import sign_off
from coequal.assurance.impact.steps import Risk
from coequal.assurance.models import EqualityAssessment, EqualityVersion
from coequal.programmes.assessed.links import offers
from coequal.programmes.assessed.subjects import of_option, written_before
from coequal.programmes.models import Option
from coequal.web.demonstration.decided.cast import owner, play
from coequal.web.demonstration.decided.of_then import on

_REVIEW = timedelta(365)


def assessed(said: Mapping[str, Any], options: Mapping[str, Option]) -> None:
    """Both of them, as they were before the shortlist was settled."""
    told, days = said["assessed"], said["days"]
    with on(days["assessed"]):
        _begun(options[told["begun"]])
        version = _whole(options[told["whole"]], told)
    with on(days["signed"]):
        sign_off(
            play(Role.GOVERNANCE),
            version,
            of_option(options[told["whole"]]),
            says=told["signed"],
            answers_for_it=told["by"],
            review_due=timezone.localdate() + _REVIEW,
        )


def _begun(option: Option) -> EqualityAssessment:
    subject = of_option(option)
    return writing.begin(play(), subject, *written_before(subject))


def _whole(option: Option, told: Mapping[str, Any]) -> EqualityVersion:
    """Every piece of it, with what was published of who answered beside the age of people."""
    found = _begun(option)
    for group, before in writing.answers_of(found).items():
        answer = _answer(group, before, told)
        writing.answer(play(), found, _mark(found), group, answer)
        if answer.effect != NOT_KNOWN:
            writing.add_evidence(play(), found, _mark(found), group, Evidence(kind=SOURCE, **told["source"]))
    for offer in list(offers(owner()))[:1]:
        shows = replace(offer.evidence, says=told["of who answered"])
        writing.add_evidence(play(), found, _mark(found), "age", shows)
    writing.write(play(), found, _mark(found), told["aims"])
    for aspect, row in told["aspects"].items():
        writing.weigh(play(), found, _mark(found), aspect, Risk(*row))
    return writing.submit(play(), found, _mark(found), of_option(option))


def _answer(group: str, before: Answer, told: Mapping[str, Any]) -> Answer:
    """What is said of a group: what was written beside the option, or what is told of it here."""
    if group in told["groups"]:
        return Answer(*told["groups"][group])
    if not before.harms:
        return before
    return replace(before, by=told["by"], until=told["until"], left=told["left"].get(group, NOT_KNOWN))


def _mark(of: EqualityAssessment) -> int:
    return EqualityAssessment.objects.get(pk=of.pk).mark
