"""What of keeping stands on the start page of those who watch over personal data."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import DISPOSE
from coequal.pages.words import plural
from coequal.referrals.keeping.schedule import due_for_review
from coequal.web.staff.start import Line, on_start


@on_start
def kept_long_enough(acting: Acting) -> Iterator[Line]:
    """How many requests wait for a review."""
    for one in Organisation.objects.filter(code__in=acting.organisations_as(DISPOSE)):
        if count := due_for_review(one, timezone.localdate()).count():
            words = f"{plural(count, 'request has', 'requests have')} been kept long enough, for somebody to review"
            yield Line(words, f"{reverse('requests:keeping')}?of={one.code}")
