"""What of prior approval stands on somebody's start page: what came back, what waits for an officer, and what ends soon."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import ANSWER_APPROVAL, AUTHORISE, USE_APPROVAL, WRITE_REQUEST
from coequal.facts.dates import say_date
from coequal.pages.words import plural
from coequal.referrals.models import Approval, Request, StandingAuthorisation
from coequal.referrals.models.requests import PRIOR_APPROVAL
from coequal.referrals.moves.states import RETURNED, WITH_OFFICER, WRITING
from coequal.web.referring.binding import titled_with_version
from coequal.web.referring.pages import of_approval, of_request
from coequal.web.staff.start import Line, on_start

_SOON: Final = timedelta(30)


@on_start
def referrals_waiting(acting: Acting) -> Iterator[Line]:
    """For clinicians: requests that came back, how many are being written, and approvals that end soon."""
    prior = Request.objects.filter(kind=PRIOR_APPROVAL, provider__code__in=acting.organisations_as(WRITE_REQUEST))
    for one in prior.filter(state=RETURNED):
        yield Line(f"{one.reference} came back to you: something is missing", of_request(one))
    if writing := prior.filter(state=WRITING).count():
        words = plural(writing, "request for prior approval is", "requests for prior approval are")
        yield Line(f"{words} being written", f"{reverse('requesting:asked')}?show=yours")
    today = timezone.localdate()
    ending = Approval.objects.filter(withdrawn=None, expires__range=(today, today + _SOON), request__kind=PRIOR_APPROVAL)
    for given in ending.filter(request__provider__code__in=acting.organisations_as(USE_APPROVAL)).order_by("expires", "pk"):
        yield Line(f"{given.number} is good until {say_date(given.expires)}", of_approval(given))


@on_start
def answers_waiting(acting: Acting) -> Iterator[Line]:
    """For officers: how many requests for prior approval wait for an answer."""
    waiting = Request.objects.filter(kind=PRIOR_APPROVAL, state=WITH_OFFICER)
    if count := waiting.filter(organisation__code__in=acting.organisations_as(ANSWER_APPROVAL)).count():
        words = plural(count, "request for prior approval waits", "requests for prior approval wait")
        yield Line(f"{words} for an officer", reverse("requests:queue"))


@on_start
def authorisations_ending(acting: Acting) -> Iterator[Line]:
    """For governance: standing authorisations that end soon."""
    today = timezone.localdate()
    ending = StandingAuthorisation.objects.filter(withdrawn=None, until__range=(today, today + _SOON))
    for one in ending.filter(organisation__code__in=acting.organisations_as(AUTHORISE)):
        yield Line(
            f"{one.reference} on {titled_with_version(one.policy, one.version)} ends on {say_date(one.until)}",
            reverse("referring:authorisations"),
        )
