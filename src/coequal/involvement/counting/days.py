"""How many responses came on each day, from the first day on which people could answer."""

from collections import Counter
from datetime import date, timedelta

from django.utils import timezone

from coequal.documents.model import Picture
from coequal.involvement.counting import charts
from coequal.involvement.models import Involvement, Response
from coequal.involvement.models.responses import BEGUN

_MOST = 366


def by_day(involvement: Involvement) -> list[tuple[date, int]]:
    """The days from the first to the last on which something came, with how many did; days without any are among them."""
    found = Counter[date]()
    came = Response.objects.filter(survey__involvement=involvement).exclude(status=BEGUN)
    times = came.values_list("received", "completed", "began")
    for received, *moments in times.iterator(chunk_size=20_000):
        moment = next((one for one in moments if one), None)
        day = received or (timezone.localdate(moment) if moment else None)
        if day:
            found[day] += 1
    if not found:
        return []
    first, last = min(found), max(found)
    first = max(first, last - timedelta(_MOST))
    return [(first + timedelta(n), found[first + timedelta(n)]) for n in range((last - first).days + 1)]


def drawn(counts: list[tuple[date, int]]) -> Picture:
    """The days as a picture."""
    return charts.days([(f"{day.day} {day:%B %Y}", count) for day, count in counts], "Responses on each day")
