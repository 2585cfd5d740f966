"""The pages of meetings, motions and decisions, each with an example to try it with."""

from datetime import date

from django.utils import timezone

from coequal.accounts.models import Organisation, Person
from coequal.programmes.models import Attendance, BoardPaper, DelegatedLimit, Meeting, Motion, ServiceArea
from coequal.programmes.models.governing import CALLED, CLOSED, REJECT
from coequal.programmes.stages import kinds
from coequal.web.governing.found import Decided, motion_at, paper_at, putting_named
from tests.programmes import making
from tests.web.matrix.specimens import Made, Specimen


def _meeting_of(organisation: Organisation, state: str = CALLED) -> Meeting:
    made = Meeting.objects.create(organisation=organisation, title="The board", on=timezone.localdate(), quorum=1, state=state)
    Attendance.objects.create(meeting=made, name="Ada", post="member", there=True)
    return made


def _area_of(organisation: Organisation, state: str = "under way") -> ServiceArea:
    made = making.area(making.programme(organisation=organisation), kinds.DECISION)
    if state == "on hold":
        making.step(made, kinds.HOLD)
    return made


def _motion_of(meeting: Meeting, state: str = "under way") -> Motion:
    return Motion.objects.create(area=_area_of(meeting.organisation, state), meeting=meeting, kind=REJECT, says="No change.")


def _meeting(state: str, organisation: Organisation, _by: Person) -> Made:
    made = _meeting_of(organisation, state)
    return Made({"reference": made.reference}, made)


def _paper(state: str, organisation: Organisation, _by: Person) -> Made:
    meeting = _meeting_of(organisation, state)
    paper = BoardPaper.objects.create(meeting=meeting, title="Why", text="Because.")
    parts = {"reference": meeting.reference, "number": paper.pk}
    return Made(parts, paper_at(**parts))


def _motion_at(state: str, organisation: Organisation, _by: Person) -> Made:
    made = _motion_of(_meeting_of(organisation, state))
    parts = {"reference": made.meeting.reference, "motion": made.reference}
    return Made(parts, motion_at(**parts))


def _motion(state: str, organisation: Organisation, _by: Person) -> Made:
    made = _motion_of(_meeting_of(organisation, "sitting"), state)
    return Made({"reference": made.meeting.reference, "motion": made.reference}, made)


def _putting(state: str, organisation: Organisation, _by: Person) -> Made:
    parts = {"reference": _meeting_of(organisation).reference, "area": _area_of(organisation, state).reference}
    return Made(parts, putting_named(**parts))


def _limit(_state: str, organisation: Organisation, _by: Person) -> Made:
    made = DelegatedLimit.objects.create(
        organisation=organisation, holder="A group", pounds_a_year=5, since=date(2020, 1, 1), source="S"
    )
    return Made({"number": made.pk}, made)


def _decision(state: str, organisation: Organisation, _by: Person) -> Made:
    made = making.decided(_motion_of(_meeting_of(organisation, CLOSED)))
    if state == "on hold":
        making.step(made.motion.area, kinds.HOLD)
    return Made({"reference": made.reference}, Decided(made))


_RUN = (CALLED, CLOSED)
_MOVED = ("under way", "on hold")

SPECIMENS = {
    "governing:list": Specimen(),
    "governing:call": Specimen(post={"title": ""}),
    "governing:limits": Specimen(post={"holder": ""}),
    "governing:limit": Specimen(_limit, post={}),
    **{f"governing:{name}": Specimen(_meeting, (CALLED,)) for name in ("meeting", "choose", "pack-pdf", "pack-word")},
    **{
        f"governing:{name}": Specimen(_meeting, _RUN, post={}) for name in ("begin", "close", "publish", "seats", "there", "papers")
    },
    **{f"governing:{name}": Specimen(_meeting, (CALLED,), post={}) for name in ("call-off", "short-notice")},
    "governing:keep-pack": Specimen(_meeting, _RUN, post={}, get=False),
    **{f"governing:{name}": Specimen(_paper, (CALLED,)) for name in ("paper", "paper-pdf", "paper-word")},
    "governing:paper-out": Specimen(_paper, _RUN, post={}),
    "governing:put": Specimen(_putting, _MOVED, post={"says": ""}),
    "governing:motion": Specimen(_motion, ("under way",)),
    **{f"governing:{name}": Specimen(_motion_at, _RUN, post={}) for name in ("interest", "votes", "decide")},
    "governing:after": Specimen(_decision, ("under way",)),
    "governing:call-in": Specimen(_decision, ("under way",), post={}),
    "governing:end-call-in": Specimen(_decision, ("under way",), post={}),
    "governing:ratify": Specimen(_decision, _MOVED, post={}),
}
