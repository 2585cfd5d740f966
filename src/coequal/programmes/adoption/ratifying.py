"""Ratifying: a carried decision makes a version come into force, by its digest, on a day, for cases from a day on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction

from coequal.accounts.acting import Acting
from coequal.accounts.permission import NotAllowed
from coequal.accounts.permissions import RATIFY
from coequal.accounts.trail import record
from coequal.drafting.checked import read
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.policies.library import Library, split_id
from coequal.policies.model import Policy
from coequal.programmes.adoption.owners import nobodys, others
from coequal.programmes.adoption.shelf import tell_shelves
from coequal.programmes.governance.deciding import Obstacle
from coequal.programmes.governance.motions import not_as_accepted
from coequal.programmes.models import Decision, Plan, Ratification, ServiceArea
from coequal.programmes.models.governing import ADOPT, CARRIED, RECONSIDERED
from coequal.programmes.stages.kinds import DECISION, GO_BACK, IN_FORCE, KEYS, REVIEW
from coequal.programmes.stages.moves import locked_area, open_in_force
from coequal.programmes.stages.standing import standing_of
from coequal.programmes.telling.updates import tell

_BY_ANOTHER: Final = "{0.policy}@{0.version} was ratified by another decision already."


@dataclass(frozen=True, slots=True)
class Dates:
    """When a version starts and has to be looked at again; the day of a case from which it governs; what it supersedes."""

    starts: date
    review_due: date
    cases_from: date | None = None  # none: those from its start on
    supersedes: tuple[str, ...] = ()  # each `area/service@version`
    why: str = ""  # it starts on another day than was decided


def ratify(acting: Acting, decision: Decision, dates: Dates, library: Library) -> Ratification:
    """The version that was decided comes into force. Raises `NotAllowed` for whoever took the decision down, and `CoequalError`."""
    with locked_area(acting, decision.motion.area, RATIFY) as area:
        decision = Decision.objects.select_related("motion__handover").get(pk=decision.pk)
        if decision.by is not None and decision.by == acting.person:
            raise NotAllowed("You took this decision down, so somebody else of governance has to ratify it.")
        if stands := list(not_ready(decision)):
            raise CoequalError(" ".join(one.says for one in stands))
        text = decision.motion.handover
        assert text is not None  # a motion to adopt has one
        policy = read(text.text, library)
        if found := list(wrong(decision, dates, policy, library)):
            raise CoequalError(" ".join(found))
        made = Ratification(
            decision=decision,
            policy=policy.id,
            version=policy.version,
            digest=decision.motion.digest,
            text=text.text,
            starts=dates.starts,
            cases_from=dates.cases_from,
            supersedes=list(dates.supersedes),
            review_due=dates.review_due,
            by=acting.person,
        )
        _save(made)
        _bring_into_force(acting, area, made, policy, _why(decision, dates))
        told = {"version": str(made), "digest": made.digest, "starts": str(made.starts), "supersedes": ", ".join(made.supersedes)}
        record(acting, "ratified a decision", decision, detail=told)
        tell_shelves()
    return made


def _save(made: Ratification) -> None:
    """Keep a ratification, unless another decision brings the same version into force at this moment. Raises `CoequalError`."""
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise CoequalError(_BY_ANOTHER.format(made)) from None


def not_ready(decision: Decision) -> Iterator[Obstacle]:
    """Why nothing can come into force by a decision now; each is about the `decision`, the `motion` or the service `area`."""
    motion = decision.motion
    if Ratification.objects.filter(decision=decision).exists():
        yield Obstacle("decision", f"{decision.reference} was ratified already.")
        return
    if motion.kind != ADOPT or decision.outcome != CARRIED:
        yield Obstacle("decision", "Only a carried motion to adopt a version makes something come into force.")
        return
    if called := decision.call_ins.filter(ended=None).first():
        yield Obstacle(
            "decision", f"It was called in by {called.who} on {say_date(called.since)}. Nothing comes into force before that ends."
        )
    if decision.call_ins.filter(came_to=RECONSIDERED).exists():
        yield Obstacle(
            "decision", "The decision is reconsidered, so nothing comes into force by it. Put another motion to a meeting."
        )
    assert motion.handover is not None  # a motion to adopt has one
    if why := not_as_accepted(motion.handover, motion.digest):
        yield Obstacle("motion", why)
    if standing_of(motion.area).stage == DECISION:
        yield Obstacle("area", "The meeting has not decided on every motion of this service area yet. Take that down first.")
    if motion.area.programme.published is None:
        yield Obstacle("area", "Nobody outside can read of the programme yet. Publish it first: nothing comes into force unseen.")
    anew = KEYS[: KEYS.index(DECISION) + 1]
    if motion.area.moves.filter(kind=GO_BACK, stage__in=anew, at__gt=decision.at).exists():
        yield Obstacle("area", "The service area went back after this was decided, so it has to be decided anew.")
    if Ratification.objects.filter(policy=motion.handover.policy, version=motion.handover.version).exists():
        yield Obstacle("motion", _BY_ANOTHER.format(motion.handover))


def wrong(decision: Decision, dates: Dates, policy: Policy, library: Library) -> Iterator[str]:
    """What is wrong with the days of a ratification, with whoever would own the version, and with what it takes the place of."""
    yield from _out_of_order(decision, dates)
    if (wanted := _another_day(decision, dates)) and not dates.why.strip():
        yield f"The meeting decided that it is in force from {say_date(wanted)}. Say why it is to start on another day."
    area = decision.motion.area
    yield from nobodys(policy, dates.starts, area, library)
    yield from others(policy, dates.starts, area, library)
    yield from _not_there(policy, dates, area, library)


def _another_day(decision: Decision, dates: Dates) -> date | None:
    """The first day that was decided, where a version is to start on another one."""
    wanted: date | None = decision.motion.wanted_from
    return wanted if wanted != dates.starts else None


def _out_of_order(decision: Decision, dates: Dates) -> Iterator[str]:
    """Which days do not fit each other."""
    if dates.starts < decision.on:
        yield f"It was decided on {say_date(decision.on)}, so it cannot be in force before that. Choose a later first day."
    if dates.cases_from is not None and dates.cases_from < dates.starts:
        yield f"It is not in force before {say_date(dates.starts)}, so it cannot be for cases of earlier days. Choose a later day."
    if dates.review_due <= dates.starts:
        yield f"The review is due on {say_date(dates.review_due)}, which is not after the first day. Choose a later one."


def _not_there(policy: Policy, dates: Dates, area: ServiceArea, library: Library) -> Iterator[str]:
    """Which versions are to be superseded that are not there, are for something else, or are others'."""
    for name in dates.supersedes:
        policy_id, version = split_id(name)
        if not version or policy_id.partition("/")[2] != policy.service:
            yield f"“{name}” does not name a version of a policy for {policy.service}."
        elif (policy_id, version) == (policy.id, policy.version):
            yield "A version cannot take its own place."
        elif (old := _known(policy_id, version, library)) is None:
            yield f"There is no {name}. Name versions that the library has, or that were ratified here."
        else:
            yield from others(old, dates.starts, area, library)


def _known(policy_id: str, version: str, library: Library) -> Policy | None:
    """A version that was ratified here, or stands in the library; None where neither is so."""
    if ratified := Ratification.objects.filter(policy=policy_id, version=version).first():
        return read(ratified.text, library)
    try:
        return next((one for one in library.versions(policy_id) if one.version == version), None)
    except CoequalError:
        return None


def _why(decision: Decision, dates: Dates) -> str:
    """Why it starts on another day than was decided, as everybody is told; nothing where it does not."""
    wanted = _another_day(decision, dates)
    return f" The meeting had decided on {say_date(wanted)}. Why it is another day: {dates.why.strip()}" if wanted else ""


def _bring_into_force(acting: Acting, area: ServiceArea, made: Ratification, policy: Policy, why: str) -> None:
    """Move the service area on, plan the review, and tell everybody. A second version of a service area opens nothing anew."""
    standing = standing_of(area)
    if standing.stage != IN_FORCE and IN_FORCE not in standing.done:
        open_in_force(acting, area, made)
    Plan(area=area, stage=REVIEW, opens=made.review_due, why=f"The review of {made} is due.", by=acting.person).save()
    tell(acting, area.programme, f"{_told(made, policy)}{why}", area=area)


def _told(made: Ratification, policy: Policy) -> str:
    """What everybody is told of a version that comes into force."""
    cases = f" It is for cases from {say_date(made.cases_from)} on; earlier ones go on as before." if made.cases_from else ""
    before = f" It takes the place of {', '.join(made.supersedes)}." if made.supersedes else ""
    return (
        f"“{policy.title}” ({made}) is in force from {say_date(made.starts)}.{cases}{before} "
        f"It is looked at again by {say_date(made.review_due)}."
    )
