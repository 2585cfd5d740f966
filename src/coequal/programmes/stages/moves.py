"""How a service area is moved on: under a lock, by whoever may, through gates that are met or are let pass before everybody."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permission import NotAllowed, Permission
from coequal.accounts.permissions import HOLD_AREA, MOVE_AREA, OVERRIDE_GATE
from coequal.accounts.trail import record
from coequal.accounts.trail.recording import Detail
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.programmes.models import Move, Override, Programme, Ratification, ServiceArea, programmes
from coequal.programmes.stages import kinds
from coequal.programmes.stages.agenda import unsettled
from coequal.programmes.stages.gate import Gate, Met
from coequal.programmes.stages.standing import Standing, possible, standing_of
from coequal.programmes.stages.table import BY_KEY
from coequal.programmes.telling.updates import announce

_SAID: Final = {
    kinds.OPEN: "The stage “{title}” has opened.",
    kinds.COMPLETE: "The stage “{title}” is complete.",
    kinds.PASS_OVER: "The stage “{title}” is passed over.",
    kinds.GO_BACK: "We go back to the stage “{title}”. What came after it has to be done anew.",
    kinds.HOLD: "It is on hold.",
    kinds.RESUME: "It goes on.",
    kinds.END: "It has ended.",
}
_NOT_ASKED: Final = "This is a record of the past, in which it is not known whether this was there."


@dataclass(frozen=True, slots=True)
class Stated:
    """How a source states a step of the past: the day in its words where it is not exact, and which policy came into force."""

    source: str
    url: str = ""
    printed: str = ""
    policy: str = ""


@contextmanager
def held_area(area: ServiceArea) -> Iterator[ServiceArea]:
    """The service area as it stands now, which nobody else can change meanwhile, nor its programme; who may is not asked here."""
    with transaction.atomic():
        programme = Programme.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=area.programme_id)
        found = ServiceArea.objects.select_for_update().get(pk=area.pk)
        found.programme = programme
        yield found


@contextmanager
def locked_area(acting: Acting, area: ServiceArea, permission: Permission) -> Iterator[ServiceArea]:
    """A service area that is moved on, which nobody else can change meanwhile.

    Raises `NotAllowed`, and `CoequalError` while its programme is on hold or where that has ended.
    """
    with held_area(area) as found:
        require(acting, permission, found)
        if why := stopped(found.programme):
            raise CoequalError(why)
        yield found


def stopped(programme: Programme) -> str:
    """Why nothing of a programme is moved on now; nothing where it can be."""
    if programme.state == programmes.ON_HOLD:
        return "The whole programme is on hold, so nothing of it is moved on. Go on with the programme first."
    return "The programme has ended. What was recorded of it stays as it is." if programme.state == programmes.ENDED else ""


def asked(area: ServiceArea, stage: str, on: date) -> list[tuple[Gate, Met]]:
    """Each gate before a stage, with what the record says; of a record of the past nothing can be checked, and that is said."""
    past = area.programme.history_only
    return [(gate, Met(None, _NOT_ASKED) if past else gate.check(area, on)) for gate in BY_KEY[stage].opens_when]


def last_of(area: ServiceArea) -> int:
    """The number of the last move of a service area, by which it is seen whether somebody was faster; 0 where there is none."""
    last = area.moves.last()
    return last.pk if last else 0


def move(
    acting: Acting,
    area: ServiceArea,
    kind: str,
    stage: str = "",
    *,
    on: date | None = None,
    why: str = "",
    overrides: Mapping[str, str] | None = None,
    expects: int | None = None,
    stated: Stated | None = None,
) -> Move:
    """A step of a service area, today where no day is given.

    `overrides` says for gates that are not met, by their keys, why they are let pass; `expects` is the last move that somebody
    had before them; `stated` is how a source states a step of the past. Raises `NotAllowed`, and `CoequalError` for what is not
    possible now, for days out of order, for a missing reason, for gates that are not met, and where somebody was faster.
    """
    permission = HOLD_AREA if kind in {kinds.HOLD, kinds.RESUME, kinds.END} else MOVE_AREA
    with locked_area(acting, area, permission) as found:
        if expects is not None and last_of(found) != expects:
            raise CoequalError("Somebody else was faster, and this stands elsewhere by now. Open the page again, and look at it.")
        day = on or timezone.localdate()
        standing = standing_of(found)
        _check_possible(standing, kind, stage)
        _check_role(acting, found, stage)
        check_day(standing, day)
        _check_said(found, kind, stage, why, stated)
        _check_settled(found, kind, stage)
        missing = _missing(found, kind, stage, day)
        _check_let_pass(acting, found, missing, overrides or {})
        told = {"printed": stated.printed, "source": stated.source, "url": stated.url, "policy": stated.policy} if stated else {}
        made = Move(area=found, kind=kind, stage=stage, on=day, why=why.strip(), by=acting.person, **told)
        made.save()
        for gate, met in missing:
            Override(move=made, gate=gate.key, missing=met.says, why=(overrides or {})[gate.key].strip(), by=acting.person).save()
        announce(acting, found.programme, says(made), area=found, on=day)
        detail: dict[str, Detail] = {"kind": kind, "stage": stage, "on": str(day), "let pass": [gate.key for gate, _ in missing]}
        record(acting, "moved a service area", found, detail=detail)
    return made


def open_in_force(acting: Acting, area: ServiceArea, ratification: Ratification) -> Move:
    """That a version came into force, in the transaction of whoever ratifies it, which holds the lock, records it and tells of it.

    Completes the decision where that is still open. Raises `CoequalError` where nothing can come into force now, or a
    ratification is of another service area.
    """
    if ratification.decision.motion.area_id != area.pk:
        raise CoequalError(f"What was ratified is not of {area.title}. Ratify the decision on that one.")
    today = timezone.localdate()
    if standing_of(area).stage == kinds.DECISION:
        Move(area=area, kind=kinds.COMPLETE, stage=kinds.DECISION, on=today, by=acting.person).save()
    standing = standing_of(area)
    _check_possible(standing, kinds.OPEN, kinds.IN_FORCE, ratified=True)
    made = Move(
        area=area,
        kind=kinds.OPEN,
        stage=kinds.IN_FORCE,
        on=today,
        policy=str(ratification),
        starts=ratification.starts,
        ratification=ratification,
        by=acting.person,
    )
    made.save()
    return made


def check_day(standing: Standing, day: date) -> None:
    """Refuse days out of order. Raises `CoequalError`."""
    if day > timezone.localdate():
        raise CoequalError("The day must not be in the future. Plan the stage in place of that.")
    if standing.moves and day < standing.moves[-1].on:
        raise CoequalError(f"The day must not be before that of the last step, {say_date(standing.moves[-1].on)}.")


def says(made: Move) -> str:
    """What a move is told as: what happens, why, and what was let pass."""
    title = BY_KEY[made.stage].title if made.stage else ""
    passed = [f"It goes on without this: {BY_GATE[one.gate].says}. {one.why}" for one in made.overrides.all()]
    return " ".join(filter(None, (_SAID[made.kind].format(title=title), made.why, *passed)))


BY_GATE: Final[Mapping[str, Gate]] = {gate.key: gate for stage in BY_KEY.values() for gate in stage.opens_when}


def _check_possible(standing: Standing, kind: str, stage: str, *, ratified: bool = False) -> None:
    """Refuse a step that cannot be taken from where a service area stands. Raises `CoequalError`."""
    if (kind, stage) in possible(standing):
        return
    can = "; ".join(f"{one} {BY_KEY[key].title.lower()}" if key else one for one, key in possible(standing)) or "nothing"
    where = f"{standing.state}, at “{BY_KEY[standing.stage].title}”" if standing.stage else standing.state
    what = "Nothing can come into force from here" if ratified else "This step cannot be taken from here"
    raise CoequalError(f"{what}: it is {where}. What can be done now: {can}.")


def _check_role(acting: Acting, area: ServiceArea, stage: str) -> None:
    """Refuse somebody without a role that a stage asks for. Raises `NotAllowed`."""
    if not stage:
        return
    roles, code = BY_KEY[stage].by, area.organisation.code
    if not any(post.role in roles and post.organisation == code for post in acting.posts):
        raise NotAllowed(f"The stage “{BY_KEY[stage].title}” is for the role {' or '.join(roles)}. Ask one of them.")


def check_stated(area: ServiceArea, stated: Stated | None) -> None:
    """Refuse a step of the past that no source states, and a source for what is done now. Raises `CoequalError`."""
    past = area.programme.history_only
    if past and (stated is None or not stated.source.strip()):
        raise CoequalError("This is a record of the past. Say which source states this step.")
    if stated is not None and not past:
        raise CoequalError("Only in a record of the past does a source stand for a step. Leave it out.")


def _check_said(area: ServiceArea, kind: str, stage: str, why: str, stated: Stated | None) -> None:
    """Refuse a step without its reason or its source. Raises `CoequalError`."""
    past = area.programme.history_only
    if kind in kinds.EXPLAINED and not why.strip():
        raise CoequalError("Say why. Everybody can read the reason.")
    check_stated(area, stated)
    if (kind, stage) == (kinds.OPEN, kinds.IN_FORCE) and not (stated and stated.policy.strip()):
        raise CoequalError(
            "Say which policy came into force."
            if past
            else "A policy comes into force by ratifying the decision that adopts it, and in no other way."
        )


def _check_settled(area: ServiceArea, kind: str, stage: str) -> None:
    """Refuse to complete the stage of decision before a meeting decided. Raises `CoequalError`."""
    if (kind, stage) == (kinds.COMPLETE, kinds.DECISION) and not area.programme.history_only and (why := unsettled(area)):
        raise CoequalError(f"This stage cannot be complete yet. {why} Take down what the meeting decides.")


def _missing(area: ServiceArea, kind: str, stage: str, on: date) -> list[tuple[Gate, Met]]:
    """The gates that are not met, or of which that is not known."""
    if kind not in kinds.OPENING or area.programme.history_only:
        return []
    return [(gate, met) for gate, met in asked(area, stage, on) if not met.answer]


def _check_let_pass(acting: Acting, area: ServiceArea, missing: Sequence[tuple[Gate, Met]], overrides: Mapping[str, str]) -> None:
    """Refuse what is missing, unless somebody entitled to lets it pass with a reason. Raises `CoequalError`, `NotAllowed`."""
    stands = [met.says for gate, met in missing if gate.absolute or not overrides.get(gate.key, "").strip()]
    if stands:
        raise CoequalError(f"It cannot be opened yet. {' '.join(stands)}")
    if missing:
        require(acting, OVERRIDE_GATE, area)
