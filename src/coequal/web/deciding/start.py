"""What of requests stands on somebody's start page: new, due and late ones, views to give, and appeals to hear."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import SEE_APPEALS, SEE_REQUESTS, SIT
from coequal.facts.dates import say_date
from coequal.pages.words import plural
from coequal.referrals.deciding.judges import why_not_hear
from coequal.referrals.deciding.panels import undecided
from coequal.referrals.deciding.views import missing_views
from coequal.referrals.desk.letters import how_many
from coequal.referrals.desk.queues import LATE, NEW, SOONEST, counts
from coequal.referrals.models import Panel, Seat
from coequal.referrals.models.deciding import CALLED, SITTING
from coequal.web.deciding.appeals import waiting
from coequal.web.deciding.pages import of_panel
from coequal.web.staff.start import Line, on_start


@on_start
def requests_waiting(acting: Acting) -> Iterator[Line]:
    """Of officers: how many requests are new, due within a week, and late."""
    if not acting.organisations_as(SEE_REQUESTS):
        return
    found = counts(acting, timezone.localdate())
    for queue, words in ((NEW, "new"), (SOONEST, "due this week"), (LATE, "late")):
        if number := found[queue.name]:
            yield Line(f"{plural(number, 'request is', 'requests are')} {words}", f"{reverse('requests:queue')}?queue={queue.name}")


@on_start
def letters_waiting(acting: Acting) -> Iterator[Line]:
    """Of officers: how many letters are still to be sent."""
    if acting.organisations_as(SEE_REQUESTS) and (number := how_many(acting)):
        yield Line(f"{plural(number, 'letter is', 'letters are')} to be written and sent", reverse("deciding:letters"))


@on_start
def views_waiting(acting: Acting) -> Iterator[Line]:
    """Of members: the panels at which they have a seat, and on how many requests they have still to give their view."""
    for panel in _own(acting):
        missing = sum(any(seat.person_id == _key(acting) for seat in missing_views(one)) for one in undecided(panel))
        to_give = f": {plural(missing, 'view')} to give" if missing else ""
        yield Line(f"Panel {panel.reference} on {say_date(panel.on)}{to_give}", of_panel(panel, "my-panel"))


def _own(acting: Acting) -> list[Panel]:
    seats = Seat.objects.filter(
        person=acting.person, panel__organisation__code__in=acting.organisations_as(SIT), panel__state__in=(CALLED, SITTING)
    )
    return [one.panel for one in seats.select_related("panel").order_by("panel__on", "panel__pk")]


def _key(acting: Acting) -> int | None:
    return acting.person.pk if acting.person else None


@on_start
def appeals_waiting(acting: Acting) -> Iterator[Line]:
    """Of whoever hears appeals: those that wait, but for those about what they asked for or dealt with themselves."""
    for one in waiting(acting.organisations_as(SEE_APPEALS)):
        if acting.person and not why_not_hear(acting.person, one.decision.request):
            due = f", due on {say_date(one.due)}" if one.due else ""
            yield Line(
                f"Appeal {one.reference} waits to be heard{due}", reverse("deciding:appeal", kwargs={"appeal": one.reference})
            )
