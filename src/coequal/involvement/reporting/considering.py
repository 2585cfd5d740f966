"""What decision-makers made of each theme: what they considered, what they answer, and what it changed in which clause."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import CONSIDER
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.coding.frames import Theme, every, now, themes
from coequal.involvement.conduct.changing import tell
from coequal.involvement.law import gates
from coequal.involvement.law.gate import DECIDING
from coequal.involvement.models import Consideration, Frame, Involvement
from coequal.involvement.reporting.themes import said_of

CHANGED: Final = "changed"
NOT_CHANGED: Final = "not changed"
STILL_OPEN: Final = "still open"
OUTCOMES: Final[Mapping[str, str]] = MappingProxyType(
    {  # each in words: of the policy and of this theme, because a proposal that people agree with stays, and is adopted
        CHANGED: "The policy changed because of this",
        NOT_CHANGED: "Nothing in the policy changed because of this",
        STILL_OPEN: "Still open",
    }
)


@dataclass(frozen=True, slots=True)
class Considered:
    """What is said of a theme: what was considered, by whom and when, the answer, and what it changed."""

    considered: str
    considered_by: str
    considered_on: date | None
    answer: str
    outcome: str
    policy: str = ""  # `area/service@version`
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A theme of a frame, with what was made of it; None where nothing is recorded."""

    frame: Frame
    theme: Theme
    consideration: Consideration | None
    into: str = ""  # the title of the theme with which it was brought together since; empty where it stands by itself

    @property
    def is_answered(self) -> bool:
        """Whether it is said what was considered, by whom and when, and what came of it; what is still open is no answer."""
        return self.consideration is not None and self.consideration.outcome in {CHANGED, NOT_CHANGED}

    @property
    def is_public(self) -> bool:
        """Whether everybody can read it."""
        return self.consideration is not None and self.consideration.published is not None


class Beside(CoequalError):
    """Somebody else has changed what was made of a theme meanwhile."""


def lines(involvement: Involvement) -> list[Line]:
    """Every theme that stands in a frame of an involvement, in their order."""
    kept = {(one.frame_id, one.theme): one for one in Consideration.objects.filter(involvement=involvement)}
    frames = Frame.objects.filter(involvement=involvement).order_by("pk")
    return [Line(frame, theme, kept.get((frame.pk, theme.key))) for frame in frames for theme in themes(frame)]


def published(involvement: Involvement) -> list[Line]:
    """Every theme of which is published what was made of it, in their order; those too that went into another one since."""
    kept = Consideration.objects.filter(involvement=involvement).exclude(published=None)
    answers = {(one.frame_id, one.theme): one for one in kept}
    frames = Frame.objects.filter(involvement=involvement).order_by("pk")
    return [line for frame in frames for line in _answered(frame, answers)]


def _answered(frame: Frame, answers: Mapping[tuple[int, str], Consideration]) -> Iterator[Line]:
    """The themes of a frame that are answered; the frame is read once, however many they are."""
    known, stands = {theme.key: theme for theme in every(frame)}, now(frame)
    for key, theme in known.items():
        if answer := answers.get((frame.pk, key)):
            yield Line(frame, theme, answer, known[stands[key]].title if stands[key] != key else "")


def doubts(involvement: Involvement) -> Iterator[str]:
    """What whoever publishes what was made of themes should have looked at first; none of it stands in the way."""
    for gate in gates.missing(involvement, before=DECIDING):
        yield f"Before anything is decided, this has to be answered: {gate.title}."
    found = [line for line in lines(involvement) if line.consideration]
    still_open = sum(1 for line in found if not line.is_answered)
    if still_open:
        yield f"Themes of which it is said that they are still open: {still_open}. Everybody will read that."


def unanswered(involvement: Involvement) -> list[Line]:
    """The themes of which it is not said yet what decision-makers made of them."""
    return [line for line in lines(involvement) if not line.is_answered]


def line_of(involvement: Involvement, frame: str, theme: str) -> Line | None:
    """A theme by the reference of its frame and its key; None where there is none such."""
    return next((one for one in lines(involvement) if (one.frame.reference, one.theme.key) == (frame, theme)), None)


def keep(acting: Acting, line: Line, said: Considered, mark: int) -> Consideration:
    """Keep what is said of a theme; `mark` is that of what it was written on, 0 where there was nothing.

    Raises `NotAllowed`, and `Beside` where somebody else has changed it meanwhile: then nothing is changed.
    """
    with transaction.atomic():
        held = Involvement.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=line.frame.involvement_id)
        require(acting, CONSIDER, held)
        stands, _made = Consideration.objects.get_or_create(involvement=held, frame=line.frame, theme=line.theme.key)
        if stands.mark != mark:
            raise Beside("Somebody else has changed this meanwhile. What they wrote stands beside yours. Keep one text for both.")
        for name, value in _fields(said).items():
            setattr(stands, name, value)
        if stands.published:
            stands.said = str(said_of(line.frame)[line.theme.key])
        stands.mark += 1
        stands.save()
        told = {"frame": line.frame.reference, "theme": line.theme.key, "outcome": said.outcome}
        record(acting, "said what was made of a theme", held, detail={**told, "published": stands.published is not None})
    return stands


def open_promises(involvement: Involvement) -> list[str]:
    """The promises of which it is not said yet whether they were kept, or why not."""
    return [one.says for one in involvement.promises.filter(stands="open")]


def publish(acting: Acting, involvement: Involvement, why: str = "") -> int:
    """Publish what was made of every theme of which that is said, with how many texts spoke of it; says of how many themes.

    Where promises are still open, everybody is told `why` it is published all the same. Raises `NotAllowed`, and `CoequalError`
    where promises are open and nothing is said of why.
    """
    with transaction.atomic():
        held = Involvement.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=involvement.pk)
        require(acting, CONSIDER, held)
        ready = [line for line in lines(held) if not line.is_public]
        counts = {frame: said_of(frame) for frame in {line.frame for line in ready if line.consideration}}
        still = open_promises(held)
        if counts and still and not why.strip():
            raise CoequalError(
                f"It is still open whether this was kept: {'; '.join(still)}. Say first how each promise stands, "
                "or say here why the answers are published all the same."
            )
        done = 0
        for line in ready:
            if one := line.consideration:
                one.published, one.said = timezone.now(), str(counts[line.frame][line.theme.key])
                one.save(update_fields=["published", "said"])
                done += 1
        if done:
            if still:
                named = "; ".join(still)
                tell(acting, held, f"What came of the themes is published while this is still promised: {named}. {why.strip()}")
            open_still: dict[str, str | int] = {"promises still open": len(still), "why": why.strip()[:300]} if still else {}
            record(acting, "published what was made of themes", held, detail={"themes": done, **open_still})
    return done


def _fields(said: Considered) -> Mapping[str, object]:
    """What is kept of it; only a change has a policy and a clause."""
    changed = said.outcome == CHANGED
    return {
        "considered": said.considered,
        "considered_by": said.considered_by,
        "considered_on": said.considered_on,
        "answer": said.answer,
        "outcome": said.outcome,
        "policy": said.policy if changed else "",
        "clause": said.clause if changed else "",
    }
