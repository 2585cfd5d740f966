"""From preparing to asking: what is still in the way, announcing, holding, going on, and closing before time."""

from collections.abc import Iterator

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import ANNOUNCE, CLOSE, HOLD
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.conduct.changing import locked, tell
from coequal.involvement.conduct.days import faults
from coequal.involvement.conduct.formats import GATE, is_said_why, lacking
from coequal.involvement.law.gate import CLOSING, OPENING
from coequal.involvement.law.gates import GATES, missing
from coequal.involvement.models import Involvement, Pause
from coequal.involvement.models.involvements import ON_HOLD


def obstacles(involvement: Involvement) -> Iterator[tuple[str, str]]:
    """What is still in the way of announcing: which part of the preparation it belongs to, and what to do."""
    if not involvement.purpose.strip():
        yield "about", "Say why people are asked."
    if not involvement.proposals.strip():
        yield "about", "Say what is proposed, and the reasons for it."
    if not involvement.questions.strip():
        yield "about", "Say whom people can ask."
    if involvement.opens is None or involvement.closes is None:
        yield "days", "Set the first day and the last."
    else:
        if involvement.opens < timezone.localdate():
            yield "days", "The first day has passed. Choose today or a later day."
        yield from (("days", fault) for fault in faults(involvement.body, involvement.opens, involvement.closes))
    if not involvement.papers.filter(published__isnull=False).exists():
        yield "papers", "Publish the papers that people read before they answer: in usual print, in easy read and in large print."
    elif (without := lacking(involvement)) and not is_said_why(involvement):
        named = GATES[GATE].title
        yield "papers", f"Publish the papers in {', '.join(without)}; or say under “{named}” why not, and what people get instead."
    for gate in missing(involvement, OPENING):
        yield "gates", f"See to {gate.read}: {gate.title}." if gate.read else f"Answer what the law asks: {gate.title}."


def announce(acting: Acting, involvement: Involvement) -> None:
    """Let everybody read of it; people are asked from its first day on. Raises `CoequalError` while something is in the way."""
    with locked(acting, involvement, ANNOUNCE) as found:
        if stands := [says for _, says in obstacles(found)]:
            raise CoequalError(f"It cannot be announced yet. {' '.join(stands)}")
        found.announced = timezone.now()
        found.save(update_fields=["announced"])
        record(acting, "announced an involvement", found, detail={"opens": str(found.opens), "closes": str(found.closes)})


def hold(acting: Acting, involvement: Involvement, reason: str) -> None:
    """Put it on hold, with a reason that everybody can read. Raises `CoequalError` without one."""
    if not reason.strip():
        raise CoequalError("Say why it is put on hold. Everybody can read the reason.")
    with locked(acting, involvement, HOLD) as found:
        if found.state == ON_HOLD:
            raise CoequalError("It is on hold already.")
        Pause.objects.create(involvement=found, since=timezone.localdate(), reason=reason.strip())
        record(acting, "put an involvement on hold", found)


def resume(acting: Acting, involvement: Involvement, why: str) -> None:
    """Go on with it, and say why. Its days stay as they are: where they have passed, it is closed."""
    if not why.strip():
        raise CoequalError("Say why it goes on. Everybody can read that.")
    with locked(acting, involvement, HOLD) as found:
        pause = found.pauses.filter(until=None).first()
        if pause is None:
            raise CoequalError("It is not on hold.")
        pause.until, pause.resumed = timezone.localdate(), why.strip()
        pause.save(update_fields=["until", "resumed"])
        record(acting, "went on with an involvement that was on hold", found)


def close(acting: Acting, involvement: Involvement, why: str) -> None:
    """Close it before its last day, and tell everybody why. Raises `CoequalError` while what the law asks is not answered."""
    with locked(acting, involvement, CLOSE) as found:
        if stands := missing(found, CLOSING):
            named = "; ".join(gate.title for gate in stands)
            raise CoequalError(
                f"Before it closes, answer what the law asks: {named}. If it has to stop at once, put it on hold instead."
            )
        tell(acting, found, why)
        found.pauses.filter(until=None).update(until=timezone.localdate(), resumed=why.strip())
        found.ended = timezone.now()
        found.save(update_fields=["ended"])
        record(acting, "closed an involvement before its time", found)
