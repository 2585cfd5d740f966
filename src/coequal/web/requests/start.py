"""What of requests stands on the start page: for those who deal with them, and for those who watch over personal data."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import DISPOSE, SEE_REQUESTS
from coequal.pages.words import plural
from coequal.referrals.desk.queues import NO_CONSENT, UNANSWERED, counts
from coequal.referrals.keeping.schedule import due_for_review
from coequal.web.staff.start import Line, on_start

_TO_SEE: Final = {
    NO_CONSENT: ("request whose patient took the consent back", "requests whose patients took the consent back"),
    UNANSWERED: ("request that a clinic has not answered in time", "requests that clinics have not answered in time"),
}


@on_start
def to_see_at_once(acting: Acting) -> Iterator[Line]:
    """How many requests nobody may go on with as they are."""
    if acting.may(SEE_REQUESTS):
        for queue, words in _TO_SEE.items():
            if count := counts(acting, timezone.localdate(), (queue,))[queue.name]:
                yield Line(plural(count, *words), f"{reverse('requests:queue')}?queue={queue.name}")


@on_start
def kept_long_enough(acting: Acting) -> Iterator[Line]:
    """How many requests wait for a review."""
    for one in Organisation.objects.filter(code__in=acting.organisations_as(DISPOSE)):
        if count := due_for_review(one, timezone.localdate()).count():
            words = f"{plural(count, 'request has', 'requests have')} been kept long enough, for somebody to review"
            yield Line(words, f"{reverse('requests:keeping')}?of={one.code}")
