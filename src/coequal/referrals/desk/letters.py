"""Letters that are still to be written and sent: for each commissioner one list, the oldest first, page after page."""

from typing import Final

from django.db.models import QuerySet

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import SEE_REQUESTS
from coequal.referrals.desk.pages import ON_A_PAGE, Listed, number_of, page_of
from coequal.referrals.models import Letter

_SHOWN: Final = ("request__provider", "request__organisation", "request__officer", "decision", "edited_by")


def to_send(acting: Acting, after: str = "") -> Listed[Letter]:
    """A page of the letters that somebody's organisations owe, without their texts; the first, or that after a mark."""
    found = _owed(acting).select_related(*_SHOWN).defer("text").order_by("pk")
    if number := number_of(after):
        found = found.filter(pk__gt=number)
    return page_of(list(found[: ON_A_PAGE + 1]), lambda one: str(one.pk))


def how_many(acting: Acting) -> int:
    """How many letters they owe."""
    return _owed(acting).count()


def _owed(acting: Acting) -> QuerySet[Letter]:
    return Letter.objects.filter(sent=None, request__organisation__code__in=acting.organisations_as(SEE_REQUESTS))
