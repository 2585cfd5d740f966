"""Responses as they are given: begun, kept page by page, sent once, found again by a code, and withdrawn.

Nothing about who answers is kept: no name, no address, no computer. Whoever has the code has the response.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.answering.codes import as_typed, digest_of, digests_of, new_code
from coequal.involvement.answering.placing import place
from coequal.involvement.answering.times import NotNow, is_late, require_open
from coequal.involvement.models import Involvement, Response, Survey
from coequal.involvement.models.involvements import REPORTED
from coequal.involvement.models.responses import BEGUN, COMPLETE, ONLINE, PARTIAL, UNSENT, WITHDRAWN
from coequal.involvement.surveys.answers import Sent, missing, read, still_asked
from coequal.involvement.surveys.model import OTHER, Page, Question
from coequal.involvement.surveys.model import Survey as Definition

WHY_LATE: Final = "sent within 24 hours after the end, by somebody who had begun before it"
_CHANGES: Final = ("answers", "step", "area", "kind", "may_publish", "changed")


class NoSuchPage(CoequalError):
    """A page that the survey does not have."""


class Unfinished(CoequalError):
    """A response that cannot be sent yet. `boxes` are the boxes that have to be filled in, each with what is wrong, by page."""

    def __init__(self, message: str, boxes: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(message)
        self.boxes = boxes


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a page that was sent.

    Its faults and what is missing are by box, of questions that are asked; `more` are questions that now follow on it.
    """

    response: Response
    faults: Mapping[str, str]
    missing: Mapping[str, str]
    more: tuple[str, ...]


def begin(survey: Survey, channel: str = ONLINE, language: str = "") -> tuple[Response, str]:
    """A response that is begun, and the code that leads back to it. Raises `NotNow` where the survey takes none."""
    version = survey.version
    if version is None or not survey.involvement.takes_answers:
        raise NotNow("This survey takes no answers at the moment.", survey.involvement.state)
    definition, code = version.definition, new_code()
    made = Response.objects.create(
        survey=survey,
        version=version,
        channel=channel,
        status=BEGUN,
        language=language if language in definition.languages else definition.language,
        began=timezone.now(),
        received=timezone.localdate(),
        key=digest_of(code),
    )
    return made, code


def keep(response: Response, page_id: str, sent: Sent, shown: tuple[str, ...] = ()) -> Kept:
    """What was sent of a page, beside what is kept of the others. What is no answer is left out and told.

    `shown` are the questions that stood on the page, where not all did: the others are left as they are.
    Raises `NoSuchPage`, and `NotNow` where the survey takes no answers any more.
    """
    definition = response.version.definition
    page = next((page for page in definition.pages if page.id == page_id), None)
    if page is None:
        raise NoSuchPage("This page does not belong to this survey, so nothing of it was kept.")
    questions = [question for question in page.questions if not shown or question.id in shown]
    given = [read(question, sent) for question in questions]
    with transaction.atomic():
        held = _held(response)
        if held.status in UNSENT:
            require_open(held, timezone.now())
            names = {name for question in questions for name in (question.id, f"{question.id}{OTHER}")}
            held.answers = {name: value for name, value in held.answers.items() if name not in names}
            for one in given:
                held.answers |= one.values
            held.step = page.id
            held.status = PARTIAL if still_asked(definition, held.answers) else BEGUN
            place(held)
            held.save(update_fields=[*_CHANGES, "status"])
    asked = _asked_on(definition, page, held.answers)
    faults = {box: fault for one, got in zip(questions, given, strict=True) if one in asked for box, fault in got.faults.items()}
    without = {box: says for one in asked if one in questions for box, says in missing(one, held.answers).items()}
    more = tuple(one.id for one in asked if one not in questions)
    return Kept(held, faults, {box: says for box, says in without.items() if box not in faults}, more)


def finish(response: Response) -> Response:
    """A response as it was sent; sent again, it is the same. Raises `Unfinished`, and `NotNow` where it is too late.

    What is sent in the day of grace is complete as any other: unsent, it would count as far as it goes.
    """
    with transaction.atomic():
        held = _held(response)
        if held.status not in UNSENT:
            return held
        now = timezone.now()
        require_open(held, now)
        definition = held.version.definition
        held.answers = still_asked(definition, held.answers)
        _require_all(definition, held.answers)
        place(held)
        held.status, held.why = COMPLETE, WHY_LATE if is_late(held, now) else ""
        held.completed, held.received = now, timezone.localdate(now)
        held.save(update_fields=[*_CHANGES, "status", "completed", "received", "why"])
    return held


def left_to_do(definition: Definition, answers: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """What has to be answered before it can be sent, by the page that it stands on and by box."""
    pages = asked_pages(definition, answers)
    found = {page.id: {box: says for one in page.questions for box, says in missing(one, answers).items()} for page in pages}
    return {page: boxes for page, boxes in found.items() if boxes}


def _require_all(definition: Definition, answers: Mapping[str, object]) -> None:
    """Nothing, where it can be sent. Raises `Unfinished`."""
    if left := left_to_do(definition, answers):
        raise Unfinished("Some questions need an answer before you can send this.", left)
    if not answers:
        raise Unfinished("You have not answered anything yet, so there is nothing to send.", {})


def asked_pages(definition: Definition, answers: Mapping[str, object]) -> list[Page]:
    """The pages that are shown to somebody, by those of their answers that still count."""
    return list(definition.asked(still_asked(definition, answers)))


def find(survey: Survey, code: str) -> Response | None:
    """The response to which a code leads, however it was typed; None where there is none, or it was withdrawn."""
    found = _by_code(survey, code)
    return None if found is None or found.status == WITHDRAWN else found


def withdraw(survey: Survey, code: str) -> Response | None:
    """The response to which a code leads, without its answers; it stays counted as withdrawn. None where there is none.

    Raises `NotNow` once a report is published that counted them, on hold too: they could be worked out from it.
    """
    with transaction.atomic():
        found = _by_code(survey, code)
        if found is None:
            return None
        Involvement.objects.select_for_update().get(pk=found.survey.involvement_id)  # before gathering or publishing, or after
        held = _held(found)
        if held.status == WITHDRAWN:
            return held
        editions = held.survey.involvement.published_reports
        if held.state == REPORTED or editions.filter(at__gte=held.began or held.changed).exists():
            raise NotNow("The findings are published, and your answers are in them. They cannot be taken out any more.", REPORTED)
        held.extracts.all().delete()
        held.keyed.all().delete()
        held.answers, held.step, held.area, held.may_publish, held.status = {}, "", "", None, WITHDRAWN
        held.save(update_fields=[*_CHANGES, "status"])
        record(THE_SYSTEM, "erased the answers of a response, as whoever gave it had asked", held)
    return held


def _asked_on(definition: Definition, page: Page, answers: Mapping[str, object]) -> tuple[Question, ...]:
    """The questions of a page that are asked of somebody."""
    return next((found.questions for found in asked_pages(definition, answers) if found.id == page.id), ())


def _by_code(survey: Survey, code: str) -> Response | None:
    signs = as_typed(code)
    return None if signs is None else Response.objects.filter(survey=survey, key__in=digests_of(signs)).first()


def _held(response: Response) -> Response:
    """A response as it is now, which nobody else can change until the transaction ends."""
    rows = Response.objects.select_for_update(of=("self",)).select_related("survey__involvement__organisation", "version__survey")
    return rows.get(pk=response.pk)
