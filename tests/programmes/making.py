"""Programmes and service areas that are there for a test alone."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.models import Organisation, Person
from coequal.accounts.roles import Role
from coequal.drafting.beginning import version_in
from coequal.drafting.handing import accept
from coequal.drafting.models import HANDED_OVER, Draft, Handover
from coequal.programmes.models import (
    Attendance,
    BoardPaper,
    Commissioner,
    Decision,
    DelegatedLimit,
    Hold,
    Meeting,
    Motion,
    Move,
    Programme,
    ServiceArea,
    Vote,
)
from coequal.programmes.models.governing import ADOPT, CARRIED, REJECT, SITTING
from coequal.programmes.models.programmes import ENDED, ON_HOLD, PREPARING, PUBLIC
from coequal.programmes.stages import kinds
from coequal.programmes.stages.standing import standing_of
from tests.web.signing import organisation as organisation_of
from tests.web.signing import person
from tests.web.studio.drafting import TEXT, draft_of


def acting(*roles: Role, email: str = "", at: str = "EXA1") -> Acting:
    """Somebody with roles, who acts in the first of them; a policy manager where no role is given."""
    held = roles or (Role.POLICY_MANAGER,)
    who = person_acting(person(*held, email=email or f"{held[0].replace(' ', '.')}@exampleshire.example", at=at))
    return who.acting_as(who.posts[0])


def governance(email: str = "gov@exampleshire.example", at: str = "EXA1") -> Acting:
    """Somebody of governance."""
    return acting(Role.GOVERNANCE, email=email, at=at)


def programme(state: str = PUBLIC, organisation: Organisation | None = None, by: Person | None = None, **values: Any) -> Programme:
    """A programme that is in a state today."""
    told = None if state == PREPARING else timezone.now()
    given = {"title": "Fair access in Exampleshire", "purpose": "One policy for everybody.", "published": told, **values}
    made = Programme.objects.create(organisation=organisation or organisation_of(), made_by=by, **given)
    if state == ON_HOLD:
        Hold.objects.create(programme=made, since=timezone.localdate(), reason="A pandemic.")
    if state == ENDED:
        made.ended, made.why_ended = timezone.localdate(), "It is done."
        made.save()
    return made


def area(of: Programme | None = None, stage: str | None = None, **values: Any) -> ServiceArea:
    """A service area; where a stage is given, each stage before it is complete, and it is open."""
    given = {"title": "Hearing aids", "service": "hearing-aids", "policies": ["here/hearing-aids", "there/hearing-aids"], **values}
    made = ServiceArea.objects.create(programme=of or programme(), **given)
    if stage is not None:
        for key in kinds.KEYS[: kinds.KEYS.index(stage)]:
            step(made, kinds.OPEN, key)
            step(made, kinds.COMPLETE, key)
        step(made, kinds.OPEN, stage)
    return made


def step(of: ServiceArea, kind: str, stage: str = "", on: date | None = None, **values: Any) -> Move:
    """A move as it is kept, without its gates and without asking who may; ten days ago where no day is given."""
    made = Move(area=of, kind=kind, stage=stage, on=on or timezone.localdate() - timedelta(10), **values)
    made.save()
    return made


# Governance: a text that governance accepted, a meeting that sits, and its motions.


def proposed(of: ServiceArea, text: str = TEXT, **results: Any) -> Handover:
    """A draft that governance accepted for decision, which a service area proposes."""
    made = handed(text, **results)
    accept(governance(), made, "")
    of.proposal = made
    of.save()
    return made


def handed(text: str = TEXT, **results: Any) -> Handover:
    """A draft that was handed over, with what was found in it."""
    draft = draft_of(text)
    assert draft.head is not None
    Draft.objects.filter(pk=draft.pk).update(state=HANDED_OVER)
    return Handover.objects.create(
        draft=draft,
        revision=draft.head,
        policy=draft.policy,
        version=version_in(text),
        text=draft.head.text,
        digest=draft.head.digest,
        changes="The limit is 32.",
        reasons="More people gain than lose.",
        wanted_from=date(2027, 4, 1),
        results={"findings": [], **results},
        made_by=draft.made_by,
    )


def meeting(state: str = SITTING, seats: int = 3, *, days_ago: int = 0, **values: Any) -> Meeting:
    """A meeting of today, or of some days ago, whose paper was out in time and whose members are all there."""
    on = timezone.localdate() - timedelta(days_ago)
    given = {"title": "The board", "on": on, "quorum": 2, **values}
    made = Meeting.objects.create(organisation=organisation_of(), state=state, **given)
    out = timezone.now() - timedelta(days_ago + 10)
    BoardPaper.objects.create(meeting=made, title="What is proposed", text="Read this.", published=out)
    for number in range(seats):
        Attendance.objects.create(meeting=made, name=f"Member {number + 1}", post="member", there=True, chairs=number == 0)
    return made


def motion(of: ServiceArea, at: Meeting, text: Handover | None = None, **values: Any) -> Motion:
    """A motion as it is kept: to adopt a text where one is given, else to keep things as they are."""
    given = {"kind": ADOPT, "handover": text, "digest": text.digest} if text else {"kind": REJECT}
    return Motion.objects.create(area=of, meeting=at, **{"says": "We decide on hearing aids.", **given, **values})


def votes(on: Motion, *cast: str) -> None:
    """The votes of the members of a meeting, in the order of their seats."""
    for seat, how in zip(on.meeting.attendances.all(), cast, strict=False):
        Vote(motion=on, attendance=seat, vote=how).save()


def decided(on: Motion, **values: Any) -> Decision:
    """A carried decision on a motion, by which the stage of decision is over."""
    given = {"outcome": CARRIED, "manner": "vote", "reasons": "It is fair.", "on": on.meeting.on, **values}
    made = Decision(motion=on, **given)
    made.save()
    if standing_of(on.area).stage == kinds.DECISION:
        step(on.area, kinds.COMPLETE, kinds.DECISION)
    Commissioner.objects.get_or_create(programme=on.area.programme, code="BBB", since=date(2020, 1, 1))  # who owns the text
    return made


def decision(of: ServiceArea | None = None, at: Meeting | None = None, **values: Any) -> Decision:
    """A carried decision to adopt the text that a service area proposes."""
    found = of or area(stage=kinds.DECISION)
    return decided(motion(found, at or meeting(), proposed(found)), **values)


def limit(pounds: int) -> DelegatedLimit:
    """Up to where the clinical policy group decides."""
    return DelegatedLimit.objects.create(
        organisation=organisation_of(), holder="The clinical policy group", pounds_a_year=pounds, since=date(2020, 1, 1), source="S"
    )
