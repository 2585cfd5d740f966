"""What of meetings stands on somebody's start page: decisions that wait to be ratified, meetings that are near."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import RATIFY, RUN_MEETING
from coequal.facts.dates import say_date
from coequal.programmes.governance.meetings import CLEAR_DAYS, late
from coequal.web.governing.calling import soon, waiting
from coequal.web.governing.pages import of_meeting
from coequal.web.staff.start import Line, on_start

_NEAR: Final = timedelta(CLEAR_DAYS + 7)


@on_start
def meetings_waiting(acting: Acting) -> Iterator[Line]:
    """Decisions by which nothing has come into force yet; meetings that are near, with what is late."""
    for one in waiting(acting.organisations_as(RATIFY)):
        if one.by != acting.person:
            address = reverse("governing:after", kwargs={"reference": one.reference})
            yield Line(f"“{one.motion.area.title}”: a decision of {say_date(one.on)} waits to be ratified", address)
    for meeting in soon(acting.organisations_as(RUN_MEETING)):
        if meeting.on <= timezone.localdate() + _NEAR:
            missing = "" if meeting.short_notice or not late(meeting) else ", and its papers are not out"
            yield Line(f"{meeting.title} is on {say_date(meeting.on)}{missing}", of_meeting(meeting))
