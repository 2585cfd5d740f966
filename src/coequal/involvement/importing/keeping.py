"""Responses that were collected elsewhere are brought in: once each, however often their file comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import BRING_IN
from coequal.accounts.trail import record
from coequal.assurance.register.clearing import require_cleared
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.involvement.answering.placing import place
from coequal.involvement.answering.times import came_late
from coequal.involvement.importing.fitting import Fit, Fitted, named
from coequal.involvement.models import Involvement, Response, Survey, SurveyVersion
from coequal.involvement.models.responses import ANALYSED, COMPLETE, DUPLICATE, LATE, VOID, WITHDRAWN
from coequal.involvement.surveys.answers import is_whole

_MARKED: Final = (VOID, DUPLICATE, LATE)  # what may turn out to count after all


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came of bringing a file in: how many responses were added, and how many were there already."""

    added: int
    already: int


def bring_in(acting: Acting, survey: Survey, fit: Fit, channel: str, file: str) -> BroughtIn:
    """The rows that fit, as responses to the version that people answer, which is still that of `survey`, to which they fit.

    Raises `CoequalError` where that cannot be.
    """
    with transaction.atomic():
        Involvement.objects.select_for_update().get(pk=survey.involvement_id)
        held = Survey.objects.select_related("involvement__organisation", "version").get(pk=survey.pk)
        require(acting, BRING_IN, held)
        version = check(held)
        if held.version_id != survey.version_id:
            raise CoequalError(
                "A new version of the survey was published since you looked. Look again at whether the file fits it."
            )
        known = set(_names(held))
        serials = set(Response.objects.filter(survey=held, serial__isnull=False).values_list("serial", flat=True))
        people = _people(held, fit)
        new = []
        for row in fit.rows:
            if known.isdisjoint((row.name, *row.names_before)):
                _check_serial(row, serials)
                _name_as_before(row, people)
                new.append(_response(held, version, row, channel, acting))
                known.add(row.name)
        Response.objects.bulk_create(new, batch_size=1_000)
        told: dict[str, str | int] = {
            "file": file[:120],
            "added": len(new),
            "there already": len(fit.rows) - len(new),
            "not fitting": fit.refused,
        }
        record(acting, "brought in responses", held, detail={**told, "channel": channel})
    return BroughtIn(len(new), len(fit.rows) - len(new))


def check(survey: Survey) -> SurveyVersion:
    """The version to which responses are brought in.

    Raises `CoequalError` where there is none, nobody answers, or the data register does not let personal data be used yet.
    """
    if survey.involvement.dates_only:
        raise CoequalError("This involvement is a record of the past. No answers belong to it.")
    require_cleared(survey.involvement.data_use)
    if survey.version is None:
        raise CoequalError("This survey has no version yet that people answer. Publish one first.")
    return survey.version


def _names(survey: Survey) -> Iterator[str]:
    """By what the responses that are there are known in files: their names in the file they came from, or our own references."""
    for name, reference in Response.objects.filter(survey=survey).values_list("brought_in", "reference"):
        yield name
        yield named(reference)


def _people(survey: Survey, fit: Fit) -> set[str]:
    """Those of whom responses are there already, as they were named by a key that this site had before."""
    before = {name for row in fit.rows for name in row.people_before}
    given = Response.objects.filter(survey__involvement=survey.involvement_id).exclude(respondent="") if before else None
    return before & set(given.values_list("respondent", flat=True)) if given is not None else set()


def _name_as_before(row: Fitted, people: set[str]) -> None:
    """Whoever is known by an earlier name keeps that, so that nobody becomes two people with a new key."""
    known = next((name for name in row.people_before if name in people), None)
    if known:
        row.about["respondent"] = known


def _check_serial(row: Fitted, serials: set[str | None]) -> None:
    serial = row.about.get("serial")
    if serial in serials and serial is not None:
        raise CoequalError(
            f"Row {row.number}: a form with the serial “{serial}” is there already. Correct the file, or leave it out."
        )
    serials.add(serial)


def _response(survey: Survey, version: SurveyVersion, row: Fitted, channel: str, acting: Acting) -> Response:
    about = {"channel": channel, "status": COMPLETE, **row.about}
    made = Response(survey=survey, version=version, answers=row.answers, brought_in=row.name, entered_by=acting.person)
    place(made)
    for name, value in about.items():
        setattr(made, name, value)
    if made.status == WITHDRAWN:
        made.answers = {}
    if made.status == COMPLETE or (made.status in _MARKED and made.answers and is_whole(version.definition, made.answers)):
        made.completed = datetime.combine(made.received, time(12), UTC) if made.received else timezone.now()
    if made.status not in ANALYSED:
        made.why = "The file that it came in says so."
    elif made.received and came_late(survey.involvement, made.received):
        made.status, made.why = LATE, f"It came on {say_date(made.received)}, after the end."
    return made
