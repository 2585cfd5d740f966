"""Which requests are about the same people: those that follow one another, and those in which a mark of theirs stands.

A couple asks in either role, so that whoever is the patient of one request may be the partner of another.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from coequal.referrals.models import Identity, Request
from coequal.referrals.personal.numbers import marks_of


def numbers_of(identity: Identity) -> tuple[str, ...]:
    """The NHS numbers of the patient and of the partner, as far as they are known."""
    found = (identity.nhs_number, (identity.partner or {}).get("nhs_number", ""))
    return tuple(one for one in found if one)


def naming(numbers: Iterable[str]) -> QuerySet[Identity]:
    """Who requests are about in which somebody with one of these NHS numbers is the patient or the partner."""
    marks = [mark for number in numbers for mark in marks_of(number)]
    return Identity.objects.filter(Q(mark__in=marks) | Q(partner_mark__in=marks))


def about_the_same(request: Request) -> frozenset[int]:
    """The keys of the requests about the same people, this one among them."""
    found = _linked(frozenset({request.pk}))
    numbers = [number for one in Identity.objects.filter(request__in=found) for number in numbers_of(one)]
    return _linked(found | frozenset(naming(numbers).values_list("request", flat=True)))


def _linked(begun: frozenset[int]) -> frozenset[int]:
    """Requests with all that they follow and all that follow them, however many there are."""
    found, news = set(begun), set(begun)
    while news:
        linked = Request.objects.filter(Q(followed_by__in=news) | Q(follows__in=news)).order_by()
        news = set(linked.values_list("pk", flat=True)) - found
        found |= news
    return frozenset(found)
