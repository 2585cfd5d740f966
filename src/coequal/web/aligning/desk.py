"""The desk of one programme: where it stands, its service areas, and what is in the way of letting everybody read of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import (
    CHANGE_PROGRAMME,
    END_PROGRAMME,
    HOLD_PROGRAMME,
    PUBLISH_PROGRAMME,
    SEE_PROGRAMMES,
    TELL_OF_PROGRAMME,
)
from coequal.programmes.conduct.beginning import obstacles
from coequal.programmes.conduct.commissioners import successions
from coequal.programmes.models import Programme, ServiceArea
from coequal.programmes.models.programmes import ON_HOLD, PREPARING
from coequal.programmes.stages.standing import Standing, standing_of
from coequal.programmes.stages.table import BY_KEY
from coequal.programmes.telling.delivering import waiting
from coequal.web.aligning.named import programme_named
from coequal.web.aligning.pages import COLOURS, about, desk_of
from coequal.web.shelf import Shelf, shelf

_ALLOWED: Final[dict[str, Permission]] = {
    "change": CHANGE_PROGRAMME,
    "tell": TELL_OF_PROGRAMME,
    "publish": PUBLISH_PROGRAMME,
    "hold": HOLD_PROGRAMME,
    "end": END_PROGRAMME,
}
WHERE: Final = {
    "Say what is done, and why.": "about",
    "Say whom people can ask.": "about",
    "Say whose programme it is.": "commissioners",
    "Name at least one service area.": "areas",
}  # where each thing is put right that is in the way of publishing


@dataclass(frozen=True, slots=True)
class Line:
    """A service area of a programme: where it stands, and the stage that is open or comes next."""

    area: ServiceArea
    standing: Standing
    colour: str

    @property
    def at(self) -> str:
        """The stage, in words."""
        if self.standing.stage:
            return f"“{BY_KEY[self.standing.stage].title}” is open"
        return f"“{BY_KEY[self.standing.following].title}” is next" if self.standing.following else "every stage is done"


@needs(SEE_PROGRAMMES, of=programme_named)
@require_safe
def desk(request: StaffRequest, programme: Programme) -> HttpResponse:
    """Where it stands, and the ways on."""
    acting, shown = request.acting, about(programme)
    page = {
        **shown,
        "lines": list(lines(programme)),
        "parts": list(_parts(programme)),
        "in_the_way": list(in_the_way(programme)) if shown["state"] == PREPARING else [],
        "successions": list(successions(programme, shelf().library.organisations, Shelf.today())),
        "pause": programme.holds.filter(until=None).first() if shown["state"] == ON_HOLD else None,
        "former": programme.formernames.all(),
        "latest": list(programme.updates.select_related("area"))[-5:],
        "waiting": waiting(programme),
        "may": {name: acting.may(permission, programme) for name, permission in _ALLOWED.items()},
    }
    return render(request, "aligning/desk.html", page)


def lines(programme: Programme) -> Iterator[Line]:
    """Each service area of a programme with where it stands."""
    for area in programme.areas.prefetch_related("moves"):
        standing = standing_of(area)
        yield Line(area, standing, COLOURS[standing.state])


def in_the_way(programme: Programme) -> Iterator[tuple[str, str]]:
    """What is still in the way of publishing a programme: the address where it is put right, and what it is."""
    for says in obstacles(programme):
        yield desk_of(programme, WHERE[says]), says


def _parts(programme: Programme) -> Iterator[tuple[str, str, str]]:
    """Every part of a programme: its address, its name, and how much there is of it."""
    here = (
        ("commissioners", "Whose programme it is", programme.commissioners.count()),
        ("figures", "Figures and their sources", programme.figures.count()),
        ("updates", "What everybody is told", programme.updates.count()),
    )
    for view, words, count in here:
        yield desk_of(programme, view), words, f"{count:,}"
