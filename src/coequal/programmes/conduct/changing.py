"""How anything of a programme is changed: under a lock, by whoever may as it stands now, with an entry in the trail."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import CHANGE_AREA, CHANGE_PROGRAMME, TELL_OF_PROGRAMME
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.conduct.changing import check_unchanged, set_all
from coequal.programmes.models import Figure, Programme, ServiceArea, Update
from coequal.programmes.models.programmes import PREPARING
from coequal.programmes.stages.moves import locked_area
from coequal.programmes.telling.updates import tell


@contextmanager
def locked_programme(acting: Acting, programme: Programme, permission: Permission) -> Iterator[Programme]:
    """The programme as it stands now, which nobody else can change meanwhile, nor any service area of it. Raises `NotAllowed`."""
    with transaction.atomic():
        found = Programme.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=programme.pk)
        require(acting, permission, found)
        yield found


def change(acting: Acting, programme: Programme, before: str, values: Mapping[str, Any], note: str = "") -> None:
    """Change the purpose of a programme, or whom to ask. `before` is the fingerprint of what somebody had before them.

    `note` tells everybody what changed, where they can read of it already. Raises `CoequalError` where somebody was faster.
    """
    with locked_programme(acting, programme, CHANGE_PROGRAMME) as found:
        check_unchanged(found, before)
        moved = set_all(found, values)
        if not moved:
            return
        if found.state != PREPARING:
            tell(acting, found, note)
        record(acting, "changed what a programme says", found, detail={"changed": list(moved)})


def change_area(acting: Acting, area: ServiceArea, before: str, values: Mapping[str, Any]) -> None:
    """Change what a service area is about. `before` is the fingerprint of what somebody had before them.

    Raises `CoequalError` where somebody was faster.
    """
    with locked_area(acting, area, CHANGE_AREA) as found:
        check_unchanged(found, before)
        if moved := set_all(found, values):
            record(acting, "changed what a service area is about", found, detail={"changed": list(moved)})


def last_told(programme: Programme) -> int:
    """The number of the last thing that everybody was told, by which it is seen whether somebody was faster; 0 for nothing."""
    return programme.updates.order_by("pk").values_list("pk", flat=True).last() or 0


def update(
    acting: Acting, programme: Programme, says: str, *, area: ServiceArea | None = None, seen: int | None = None, **stated: Any
) -> Update:
    """Tell everybody something, with the day of which it speaks and its source where it has one (see `tell`).

    `seen` is the last thing told that somebody had before them (`last_told`). Raises `NotAllowed` while nobody can read of the
    programme, and `CoequalError` where nothing is said, and where something was told meanwhile.
    """
    with locked_programme(acting, programme, TELL_OF_PROGRAMME) as found:
        check_area(found, area)
        if seen is not None and seen != last_told(found):
            raise CoequalError("Everybody was told something else meanwhile. Read it first, and send yours if it is still needed.")
        made = tell(acting, found, says, area=area, **stated)
        record(acting, "told everybody something about a programme", found)
    return made


def state_figure(acting: Acting, programme: Programme, says: str, *, area: ServiceArea | None = None, **stated: Any) -> Figure:
    """A figure with its number, unit, source and the day on which that was read; without a number it was looked for and not found.

    Raises `CoequalError` for a number without a source.
    """
    with locked_programme(acting, programme, CHANGE_PROGRAMME) as found:
        check_area(found, area)
        if not says.strip():
            raise CoequalError("Say what the figure is of.")
        if stated.get("number", "").strip() and not stated.get("source", "").strip():
            raise CoequalError("Say where the figure stands. A number without a source is not kept.")
        if found.figures.filter(area=area, says=says.strip(), **stated).exists():
            raise CoequalError("This figure is there already.")
        made = Figure.objects.create(programme=found, area=area, says=says.strip(), **stated)
        record(acting, "stated a figure of a programme", found, detail={"what": made.says})
    return made


def take_out_figure(acting: Acting, figure: Figure) -> None:
    """A figure that was stated by mistake is there no more; a case for change that was published with it stays as it was."""
    with locked_programme(acting, figure.programme, CHANGE_PROGRAMME) as found:
        for kept in found.figures.filter(pk=figure.pk):  # somebody else may have been faster
            record(acting, "took a figure out of a programme", found, detail={"what": str(kept)})
            kept.delete()


def check_area(programme: Programme, area: ServiceArea | None) -> None:
    """Nothing, where a service area is of a programme. Raises `CoequalError` where it is of another one."""
    if area is not None and area.programme_id != programme.pk:
        raise CoequalError(f"{area.title} belongs to another programme. Choose a service area of this one.")
