"""The desk of one service area: where it stands, what is in the way of the next step, and every part of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import CHANGE_AREA, HOLD_AREA, MOVE_AREA, SEE_PROGRAMMES
from coequal.pages.words import plural
from coequal.programmes.conduct.timeline import timeline
from coequal.programmes.models import ServiceArea
from coequal.programmes.models.programmes import ENDED, ON_HOLD, PREPARING
from coequal.programmes.stages import kinds
from coequal.programmes.stages.gate import Gate
from coequal.programmes.stages.moves import asked
from coequal.programmes.stages.standing import Standing, possible, standing_of
from coequal.programmes.stages.table import BY_KEY
from coequal.web.aligning.named import area_named
from coequal.web.aligning.pages import about, desk_of
from coequal.web.aligning.ways import ways_of

_ALLOWED: Final[dict[str, Permission]] = {"change": CHANGE_AREA, "move": MOVE_AREA, "stop": HOLD_AREA}
STOPS: Final = (kinds.HOLD, kinds.RESUME, kinds.END)
WORDS: Final = {
    kinds.OPEN: "Open “{title}”",
    kinds.COMPLETE: "Complete “{title}”",
    kinds.PASS_OVER: "Pass over “{title}”",
    kinds.GO_BACK: "Go back to “{title}”",
    kinds.HOLD: "Put it on hold",
    kinds.RESUME: "Go on with it",
    kinds.END: "End it",
}
ANSWERS: Final = {True: ("there", "green"), False: ("missing", "orange"), None: ("not known", "grey")}


@dataclass(frozen=True, slots=True)
class Asked:
    """A gate with what the record says: a word with its colour, and the pages on which it is put right."""

    gate: Gate
    answer: bool | None
    says: str
    ways: list[tuple[str, str]]

    @property
    def word(self) -> str:
        """Whether it is there, in a word."""
        return ANSWERS[self.answer][0]

    @property
    def colour(self) -> str:
        """The colour of the word."""
        return ANSWERS[self.answer][1]


@dataclass(frozen=True, slots=True)
class Step:
    """A step that can be taken: its words and its page."""

    kind: str
    words: str
    address: str


@needs(SEE_PROGRAMMES, of=area_named)
@require_safe
def desk(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """Where it stands, what is in the way of the next step, and the ways on."""
    acting, standing = request.acting, standing_of(area)
    may = {name: acting.may(permission, area) for name, permission in _ALLOWED.items()}
    coming = _coming(standing)
    found = list(steps(area, standing)) if area.programme.state not in {ON_HOLD, ENDED} else []
    page = {
        **about(area),
        "standing": standing,
        "open": BY_KEY.get(standing.stage),
        "following": BY_KEY.get(coming),
        "asked": gates_before(area, coming) if coming else [],
        "onward": [one for one in found if one.kind in {kinds.OPEN, kinds.COMPLETE} and may["move"]],
        "otherwise": [one for one in found if one.kind in {kinds.PASS_OVER, kinds.GO_BACK} and may["move"]],
        "stops": [one for one in found if one.kind in STOPS and may["stop"]],
        "may": may,
        "parts": list(_parts(area)),
        "timeline": timeline(area),
        "events": [(event, event.expected.last()) for event in area.outsideevents.filter(happened=None)],
        "waits": _waits(area),
    }
    return render(request, "aligning/area.html", page)


def _coming(standing: Standing) -> str:
    """The stage that comes next, also while the one before it is open; nothing after the last one."""
    if not standing.stage:
        return standing.following
    return (*kinds.KEYS, "")[kinds.KEYS.index(standing.stage) + 1]


def _waits(area: ServiceArea) -> str:
    """Why nothing is moved on although nothing of the service area itself is in the way; nothing where nothing stops it."""
    said = {
        ON_HOLD: "The whole programme is on hold, so nothing of it is moved on.",
        ENDED: "The programme has ended, so nothing of it is moved on.",
        PREPARING: "Nobody but staff can read of the programme yet.",
    }
    return said.get(area.programme.state, "")


def gates_before(area: ServiceArea, stage: str) -> list[Asked]:
    """Each gate before a stage, with what the record says today."""
    return [Asked(gate, met.answer, met.says, ways_of(gate, area)) for gate, met in asked(area, stage, timezone.localdate())]


def steps(area: ServiceArea, standing: Standing) -> Iterator[Step]:
    """Every step that can be taken from where a service area stands, but for coming into force, which ratifying does."""
    for kind, stage in possible(standing):
        if (kind, stage) != (kinds.OPEN, kinds.IN_FORCE) or area.programme.history_only:
            yield Step(kind, words_of(kind, stage), address_of(area, kind, stage))


def words_of(kind: str, stage: str) -> str:
    """A step in words."""
    return WORDS[kind].format(title=BY_KEY[stage].title if stage else "")


def address_of(area: ServiceArea, kind: str, stage: str) -> str:
    """The page on which a step is taken."""
    named = kind.replace(" ", "-")
    if kind in STOPS:
        return desk_of(area, "stop", kind=named)
    return desk_of(area, "step", kind=named, stage=stage)


def _parts(area: ServiceArea) -> Iterator[tuple[str, str, str]]:
    """Every part of a service area: its address, its name, and how much there is of it."""
    linked = (area.involvements.count(), area.analyses.count())
    editions = area.caseforchanges.count()
    yield desk_of(area, "stages"), "Every stage, with the days that were planned and the real ones", ""
    yield (
        desk_of(area, "links"),
        "Involvements and analyses",
        f"{plural(linked[0], 'involvement')}, {plural(linked[1], 'analysis', 'analyses')}",
    )
    yield desk_of(area, "case"), "The case for change", plural(editions, "edition") if editions else "not published yet"
    yield reverse("prioritising:rounds", kwargs={"reference": area.reference}), "Rounds of scoring", f"{area.rounds.count():,}"
    yield reverse("prioritising:options", kwargs={"reference": area.reference}), "Options", f"{area.options.count():,}"
    yield desk_of(area, "proposal"), "The text that is proposed", str(area.proposal or "not chosen yet")
    yield desk_of(area, "outside"), "What it waits for outside", f"{area.outsideevents.count():,}"
