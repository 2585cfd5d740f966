"""Paper forms typed in: once by one person, when they count, and again by another, so that slips are found and settled.

Nothing is typed in while the data register does not let personal data be used; a form can be set aside, which keeps no answers.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import TAKE_DOWN
from coequal.accounts.trail import record
from coequal.assurance.register.clearing import require_cleared
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.involvement.answering.placing import place
from coequal.involvement.answering.serials import read_serial
from coequal.involvement.answering.times import came_late
from coequal.involvement.counting.marking import mark
from coequal.involvement.models import Involvement, Keyed, PaperForm, Response
from coequal.involvement.models import Survey as SurveyRow
from coequal.involvement.models.responses import (
    ANALYSED,
    COMPLETE,
    DUPLICATE,
    EASY_READ,
    LATE,
    ON_PAPER,
    PARTIAL,
    TELEPHONE,
    TWO_ENTRIES,
    VOID,
)
from coequal.involvement.surveys.answers import is_whole, still_asked
from coequal.involvement.surveys.model import Survey

CHANNELS: Final = (ON_PAPER, EASY_READ, TELEPHONE)
NOT_YET: Final = "not typed in"
TO_SETTLE: Final = "differences to settle"
TWICE: Final = "entered twice"
SET_ASIDE: Final = (VOID, DUPLICATE)
Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Came:
    """When and how a form came back."""

    received: date
    channel: str = ON_PAPER
    language: str = ""


def response_of(form: PaperForm) -> Response | None:
    """What was typed in from a form; None where nothing was yet."""
    return Response.objects.filter(survey=form.version.survey_id, serial=form.serial).first()


def stands(response: Response | None) -> str:
    """How far a form is: not typed in, entered once, with differences to settle, entered twice; or void, or a duplicate."""
    if response is None:
        return NOT_YET
    if response.status in SET_ASIDE:
        return response.status
    typed = list(response.keyed.all())
    if not typed and not response.brought_in:
        return NOT_YET  # it was set aside untyped, and somebody said then that it counts
    if len(typed) < 2:
        return TWO_ENTRIES
    return TWICE if typed[1].settled else TO_SETTLE


def why_not(form: PaperForm, acting: Acting) -> str:
    """Why somebody cannot type a form in now, in words; nothing where they can."""
    response = response_of(form)
    match stands(response):
        case "not typed in":
            return ""
        case "entered once":
            assert response is not None
            if response.brought_in:
                return "What is on this form was brought in from a file. Nothing is left to type in."
            mine = response.keyed.filter(by=acting.person).exists()
            return "You have typed this form in already. Somebody else types it in a second time." if mine else ""
        case "differences to settle":
            return "This form was typed in twice, and the two differ. Settle the differences."
        case "entered twice":
            return "This form was typed in twice already. Nothing is left to do."
        case other:
            return f"This form was set aside as {other}. It is counted as received, and its answers are not."


def type_in(acting: Acting, form: PaperForm, answers: Answers, came: Came) -> Response:
    """What somebody typed in from a form: the first time it counts, the second time it is compared.

    Raises `CoequalError` where nothing was answered, for a day on which it cannot have come, where it was typed in already, and
    while personal data must not be used.
    """
    if not still_asked(form.version.definition, answers):
        raise CoequalError("Nothing is typed in. If nothing is answered on the form, set it aside as void.")
    with _locked(form) as held:
        require(acting, TAKE_DOWN, held)
        require_cleared(held.version.survey.involvement.data_use)
        _check_day(came.received, held.version.survey.involvement)
        if said := why_not(held, acting):
            raise CoequalError(said)
        there = response_of(held)
        first = there if there and there.keyed.exists() else None
        response = _came(there, acting, came) if there else _begun(acting, held, came)
        typed = Keyed(response=response, by=acting.person, answers=dict(answers))
        if first:
            _compare(typed)
        else:
            if came_late(held.version.survey.involvement, came.received):
                response.status, response.why = LATE, f"received on {say_date(came.received)}, after the end"
            _take(response, answers)
        typed.save()
        again = "again" if first else "the first time"
        told = {"differences": typed.slips} if first else {"status": response.status}
        record(acting, f"typed in a paper form {again}", held, detail=told)
    return response


def settle(acting: Acting, form: PaperForm, answers: Answers) -> Response:
    """The form's answers as somebody settled them, where two people had typed in different ones.

    Raises `CoequalError` where there is nothing to settle any more, where no answer would be left, and while personal data must
    not be used.
    """
    if not still_asked(form.version.definition, answers):
        raise CoequalError(
            "No answer would be left on this form. Choose at least one. If the paper holds none, set it aside as void."
        )
    with _locked(form) as held:
        require(acting, TAKE_DOWN, held)
        require_cleared(held.version.survey.involvement.data_use)
        response = response_of(held)
        if response is None or stands(response) != TO_SETTLE:
            raise CoequalError("There is nothing to settle here any more: somebody has done it, or the form was set aside.")
        second = response.keyed.all()[1]
        second.settled = timezone.now()
        second.save(update_fields=["settled"])
        _take(response, answers)
        record(acting, "settled what differed in a paper form", held, detail={"differences": second.slips})
    return response


def set_aside(
    acting: Acting, form: PaperForm, status: str, why: str, received: date, *, same_as: Response | None = None
) -> Response:
    """A form that is void, or a duplicate of another response, with the reason: it is counted as received, its answers are not.

    Raises `CoequalError` where a duplicate is one of none that counts in this survey.
    """
    if status not in SET_ASIDE or not why.strip():
        raise CoequalError("Say whether the form is void or a duplicate, and why.")
    with _locked(form) as held:
        require(acting, TAKE_DOWN, held)
        _check_day(received, held.version.survey.involvement)
        response = response_of(held) or _begun(acting, held, Came(received))
        response = mark(acting, response, status, why.strip()[:300], same_as)
        record(acting, f"set a paper form aside as {status}", held)
    return response


def original_of(survey: SurveyRow, typed: str) -> Response:
    """The response that a form repeats, by its reference or by the number of its form. Raises `CoequalError` for one unknown."""
    there = Response.objects.filter(survey=survey)
    sought = typed.strip().upper()
    found = there.filter(reference=sought).first() if sought.startswith("R-") else there.filter(serial=read_serial(sought)).first()
    if found is None:
        raise CoequalError(f"No response to this survey has {sought[:40]}. Check it, or type that form in first.")
    return found


def differences(form: PaperForm) -> list[str]:
    """The names under which two people typed different answers, in the order of the form."""
    response = response_of(form)
    assert response is not None
    one, other = (typed.answers for typed in response.keyed.all()[:2])
    return [name for name in _names(form.version.definition, one, other) if not alike(one.get(name), other.get(name))]


def alike(one: object, other: object) -> bool:
    """Whether two typed answers are the same; of words, but for capitals, spaces and punctuation."""
    if isinstance(one, str) and isinstance(other, str):
        return _bare(one) == _bare(other)
    return one == other


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _names(definition: Survey, one: Answers, other: Answers) -> list[str]:
    """All names under which something was typed, by question."""
    order = {question.id: place for place, question in enumerate(definition.questions)}
    return sorted({*one, *other}, key=lambda name: (order[name.partition(":")[0]], name))


def _compare(second: Keyed) -> None:
    response = second.response
    first = response.keyed.get()
    names = _names(response.version.definition, first.answers, second.answers)
    second.compared = len(names)
    second.slips = sum(not alike(first.answers.get(name), second.answers.get(name)) for name in names)
    second.settled = None if second.slips else timezone.now()


def _begun(acting: Acting, form: PaperForm, came: Came) -> Response:
    definition = form.version.definition
    return Response.objects.create(
        survey=form.version.survey,
        version=form.version,
        serial=form.serial,
        channel=came.channel,
        language=came.language if came.language in definition.languages else definition.language,
        received=came.received,
        entered_by=acting.person,
    )


def _came(response: Response, acting: Acting, came: Came) -> Response:
    """A response that is there already: of a form that was set aside untyped, as it came; of one that was typed in, as it is."""
    if not response.keyed.exists():
        response.channel, response.received, response.entered_by = came.channel, came.received, acting.person
        response.language = came.language if came.language in response.version.definition.languages else response.language
    return response


def _take(response: Response, answers: Answers) -> None:
    """Let a response hold answers; those that routing does not lead to are left out, as they are online.

    One that is late, by its day or because somebody said so, stays late.
    """
    definition = response.version.definition
    response.answers = still_asked(definition, answers)
    place(response)
    whole = is_whole(definition, response.answers)
    if response.status in ANALYSED:
        response.status = COMPLETE if whole else PARTIAL
    response.completed = timezone.now() if whole else None
    response.save()


def _check_day(received: date, involvement: Involvement) -> None:
    if received > timezone.localdate() or (involvement.opens and received < involvement.opens):
        opened = f" and not before {say_date(involvement.opens)}, when it opened" if involvement.opens else ""
        raise CoequalError(f"The day on which the form came must not be after today{opened}.")


@contextmanager
def _locked(form: PaperForm) -> Iterator[PaperForm]:
    """A form that nobody else can type in until the block ends; what is done in it is kept as a whole, or not at all."""
    with transaction.atomic():
        about = "version__survey__involvement__organisation"
        yield PaperForm.objects.select_for_update(of=("self",)).select_related(about).get(pk=form.pk)
