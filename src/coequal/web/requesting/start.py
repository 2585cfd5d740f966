"""What of requests stands on the start page of clinicians: those that wait for them, and those that they are writing."""

from collections.abc import Iterator

from django.urls import reverse

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import WRITE_REQUEST
from coequal.pages.words import plural
from coequal.referrals.models.requests import FUNDING_REQUEST
from coequal.referrals.moves.states import DEFERRED, RETURNED, WRITING
from coequal.referrals.moves.telling import without_held
from coequal.web.requesting.listing import made_by
from coequal.web.requesting.pages import of_request, service_words
from coequal.web.staff.start import Line, on_start


@on_start
def requests_waiting(acting: Acting) -> Iterator[Line]:
    """Funding requests that came back, each; and how many are being written."""
    found = made_by(acting.organisations_as(WRITE_REQUEST)).filter(kind=FUNDING_REQUEST)
    for one in without_held(found.filter(state__in=(RETURNED, DEFERRED))):
        says = "came back to you: something is missing" if one.state == RETURNED else "came back to you: the panel asks for more"
        yield Line(f"{one.reference}, {service_words(one.service)}, {says}", of_request(one))
    if writing := found.filter(state=WRITING).count():
        yield Line(f"{plural(writing, 'funding request')} being written", f"{reverse('requesting:asked')}?show=yours")
