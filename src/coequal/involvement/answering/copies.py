"""Copies of a survey on paper: printed with serials, found again by them, and given one when they come back without."""

from typing import Final

from django.db import models, transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import TAKE_DOWN, WRITE_SURVEY
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.answering.serials import new_serial, read_serial
from coequal.involvement.models import PaperForm, Survey, SurveyVersion

MOST: Final = 200  # copies in one file


def print_copies(acting: Acting, survey: Survey, count: int) -> list[PaperForm]:
    """Forms with serials for the version that people answer. Raises `CoequalError` where none is published, or for too many."""
    if not 1 <= count <= MOST:
        raise CoequalError(f"Ask for between 1 and {MOST} copies at once. You can ask again.")
    with transaction.atomic():
        held = Survey.objects.select_for_update(of=("self",)).select_related("version").get(pk=survey.pk)
        require(acting, WRITE_SURVEY, held)
        version = _published(held)
        batch = (_of(survey).aggregate(last=models.Max("batch"))["last"] or 0) + 1
        made = [_made(version, acting, batch) for _ in range(count)]
        record(acting, "printed paper forms", survey, detail={"version": version.number, "batch": batch, "copies": count})
    return made


def without_serial(acting: Acting, survey: Survey, number: int, newest: int) -> PaperForm:
    """A serial for a form of a version that came back without one, or for answers that were given by telephone.

    `newest` is the last version that somebody saw. Raises `CoequalError` where there is a later one meanwhile, or none as named.
    """
    with transaction.atomic():
        held = (
            Survey.objects.select_for_update(of=("self",)).select_related("involvement__organisation", "version").get(pk=survey.pk)
        )
        require(acting, TAKE_DOWN, held)
        last = _published(held).number
        if last != newest:
            raise CoequalError(
                f"Version {last} of this survey was published since you opened this page. "
                "Compare the form with the versions, and choose the one that it is of."
            )
        version = held.versions.filter(number=number).first()
        if version is None:
            raise CoequalError("Choose the version that the form is of.")
        made = _made(version, acting, 0)
        record(acting, "gave a paper form its serial", made)
    return made


def form_typed(survey: Survey, typed: str) -> PaperForm:
    """The form of a survey whose serial somebody typed. Raises `CoequalError` where there is a slip in it, or no such form."""
    serial = read_serial(typed)
    found = _of(survey).filter(serial=serial).select_related("version__survey__involvement__organisation").first()
    if found is None:
        raise CoequalError(
            f"No form of this survey was printed with the number {serial}. Compare it with the foot of the page, "
            "and the name of the survey with the top of it."
        )
    return found


def _of(survey: Survey) -> models.QuerySet[PaperForm]:
    return PaperForm.objects.filter(version__survey=survey)


def _published(survey: Survey) -> SurveyVersion:
    if survey.version is None:
        raise CoequalError("Publish a version of this survey first: forms are printed from what people answer.")
    return survey.version


def _made(version: SurveyVersion, acting: Acting, batch: int) -> PaperForm:
    return PaperForm.objects.create(version=version, serial=new_serial(), batch=batch, by=acting.person)
