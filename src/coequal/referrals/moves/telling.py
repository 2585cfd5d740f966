"""What those who asked are told of where their request stands: of what people decided only once the letter to them was sent."""

from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from coequal.referrals.models import Letter, Request, Step
from coequal.referrals.models.deciding import CLINICIAN

DECIDED: Final = "decided"  # what they see in place of a state
EXPLAINED: Final = "It was decided. The letter is being written, and what was decided stands here once it is sent."
_DECIDING: Final = Q(decision__isnull=False) | Q(appeal__isnull=False)  # other letters follow what they can read at once


def being_written(request: Request) -> Letter | None:
    """The oldest letter to whoever asked that holds back what was decided; None where they were told all."""
    return _holding(request.letters.all()).first()


def with_held(requests: QuerySet[Request]) -> QuerySet[Request]:
    """The same requests, each with `held`: whether something was decided of which the letter is still being written."""
    return requests.annotate(held=_held())


def without_held(requests: QuerySet[Request]) -> QuerySet[Request]:
    """Those of these requests of which those who asked were told all."""
    return requests.filter(~_held())


def _held() -> Exists:
    return Exists(_holding(Letter.objects.filter(request=OuterRef("pk"))))


def told_steps(request: Request, letter: Letter | None) -> QuerySet[Step]:
    """The steps of a request up to a letter that holds back what came after; all where none does."""
    steps = request.steps.all()
    return steps.filter(at__lt=letter.made) if letter else steps


def _holding(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    return letters.filter(_DECIDING, to=CLINICIAN, sent=None).defer("text")
