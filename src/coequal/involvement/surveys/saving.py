"""Surveys as they are begun, changed and published. Nobody writes over what somebody else has saved meanwhile."""

from collections.abc import Callable
from typing import Final

from django.db import models, transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import WRITE_SURVEY
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.strict_yaml import HIDDEN
from coequal.involvement.models import Involvement, Survey, SurveyVersion
from coequal.involvement.models.involvements import OPEN
from coequal.involvement.surveys.lint import findings, is_fit
from coequal.involvement.surveys.reading import read_survey
from coequal.policies.load import digest

LARGEST: Final = 256 * 1024  # bytes of a survey's text


class ChangedMeanwhile(CoequalError):
    """Somebody else has saved the survey since it was opened; `theirs` is the text as it stands now, and `mark` its mark."""

    def __init__(self, survey: Survey) -> None:
        super().__init__(
            "Somebody else has saved this survey since you opened it. Nothing of yours is lost: it stands here. "
            "Look at what they changed, then save again."
        )
        self.theirs, self.mark = survey.text, survey.mark


def begin(acting: Acting, involvement: Involvement, text: str) -> Survey:
    """A survey of an involvement with a first text, which reads as one. Raises `CoequalError` where it does not."""
    clean = cleaned(text)
    title = read_survey(clean).title.own
    with transaction.atomic():
        held = Involvement.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=involvement.pk)
        require(acting, WRITE_SURVEY, held)
        made = Survey.objects.create(involvement=held, title=title[:200], text=clean)
        record(acting, "began a survey", made, detail={"involvement": held.reference})
    return made


def save(acting: Acting, survey: Survey, mark: int, text: str) -> Survey:
    """The survey with another text, which need not be readable yet. Raises `ChangedMeanwhile`."""
    return change(acting, survey, mark, lambda _old: text, "changed the text of a survey")


def change(acting: Acting, survey: Survey, mark: int, made: Callable[[str], str], what: str) -> Survey:
    """The survey with its text changed. Raises `ChangedMeanwhile` where somebody else was sooner, and what `made` raises."""
    with transaction.atomic():
        held = _held(survey)
        require(acting, WRITE_SURVEY, held)
        if held.mark != mark:
            raise ChangedMeanwhile(held)
        text = cleaned(made(held.text))
        if text != held.text:
            held.before, held.text, held.mark = held.text, text, held.mark + 1
            held.title = _title(text) or held.title
            held.save(update_fields=["before", "text", "mark", "title"])
            record(acting, what, held, detail={"digest": digest(text)})
    return held


def undo(acting: Acting, survey: Survey, mark: int) -> Survey:
    """The survey as it was before the last change; undone again, that change is back. Raises `ChangedMeanwhile`."""
    before = survey.before
    if not before:
        raise CoequalError("There is nothing to undo: this survey has not been changed since it was begun.")
    return change(acting, survey, mark, lambda _old: before, "undid a change of a survey")


def publish(acting: Acting, survey: Survey, mark: int, why: str = "") -> SurveyVersion:
    """The text as the version that people answer from now on.

    Raises `ChangedMeanwhile`, and `CoequalError` where it has a fault, says what is published already, or lacks the reason
    that is needed while people answer.
    """
    with transaction.atomic():
        held = _held(survey)
        require(acting, WRITE_SURVEY, held)
        if held.mark != mark:
            raise ChangedMeanwhile(held)
        if not is_fit(findings(held.text)):
            raise CoequalError("This survey still has a fault. Mend it first, then publish it.")
        if held.version and held.version.text == held.text:
            raise CoequalError("This is published already, word for word.")
        if held.version and held.state == OPEN and not why.strip():
            raise CoequalError("People are answering this survey. Say why it changes now: the reason is kept with the new version.")
        number = (held.versions.aggregate(last=models.Max("number"))["last"] or 0) + 1
        made = SurveyVersion(
            survey=held, number=number, text=held.text, digest=digest(held.text), by=acting.person, why=why.strip()[:300]
        )
        made.save()
        held.version = made
        held.save(update_fields=["version"])
        record(acting, "published a version of a survey", held, detail={"version": number, "digest": made.digest, "why": made.why})
    return made


def cleaned(text: str) -> str:
    """A text with plain ends of lines, and without signs that nobody sees. Raises `CoequalError` where it is too long."""
    plain = HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(plain.encode()) > LARGEST:
        raise CoequalError(f"This text is too long: a survey may have at most {LARGEST // 1024} kB.")
    return plain


def _held(survey: Survey) -> Survey:
    """A survey as it is now, which nobody else can change until the transaction ends."""
    about = ("involvement__organisation", "version")
    return Survey.objects.select_for_update(of=("self",)).select_related(*about).get(pk=survey.pk)


def _title(text: str) -> str:
    try:
        return read_survey(text).title.own[:200]
    except CoequalError:
        return ""  # it cannot be read yet, and keeps the title it had
