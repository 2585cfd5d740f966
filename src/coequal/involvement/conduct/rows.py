"""What an involvement has several of: groups to hear, shares of the population, promises, papers, events."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, TypeVar

from django.db.models import Sum
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import CHANGE_INVOLVEMENT
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.involvement.conduct.changing import check_unchanged, locked, set_all, tell
from coequal.involvement.models import Audience, Event, Involvement, Paper, Promise, Quota
from coequal.involvement.models.involvements import PREPARING

Row = Audience | Quota | Promise | Paper | Event
R = TypeVar("R", bound=Row)
CALLED_OFF: Final = "called off"


def add(acting: Acting, involvement: Involvement, kind: type[R], values: Mapping[str, Any]) -> R:
    """A new row. Raises `CoequalError` where it does not fit the others."""
    with locked(acting, involvement, CHANGE_INVOLVEMENT) as found:
        made: R = kind(involvement=found, **values)
        made.save()
        _check(made)
        record(acting, f"added to an involvement: {kind._meta.verbose_name}", found, detail={"what": str(made)[:200]})  # noqa: SLF001  # Django documents it
    return made


def change(acting: Acting, row: Row, before: str, values: Mapping[str, Any], note: str = "") -> None:
    """Another content of a row. `before` is the fingerprint of what somebody had before them; `note` is for everybody.

    Raises `CoequalError` where somebody was faster, or for what people may rely on and cannot be changed any more.
    """
    with locked(acting, row.involvement, CHANGE_INVOLVEMENT) as found:
        kept = type(row).objects.get(pk=row.pk)
        check_unchanged(kept, before)
        moved = set_all(kept, values)
        if not moved:
            return
        _check(kept)
        if found.state != PREPARING:
            _tell(acting, found, kept, moved, note)
        what = f"changed of an involvement: {row._meta.verbose_name}"  # noqa: SLF001  # Django documents it
        record(acting, what, found, detail={"what": str(kept)[:200], "changed": list(moved)})


def take_out(acting: Acting, row: Row) -> None:
    """Take a row out. Raises `CoequalError` for what people may rely on, and for an event of which there are notes."""
    with locked(acting, row.involvement, CHANGE_INVOLVEMENT) as found:
        kept = type(row).objects.get(pk=row.pk)
        if _is_relied_on(found, kept):
            raise CoequalError("People can read of this already, so it stays. Change it, and say what became of it.")
        kept.delete()
        what = f"took out of an involvement: {row._meta.verbose_name}"  # noqa: SLF001  # Django documents it
        record(acting, what, found, detail={"what": str(row)[:200]})


def _is_relied_on(found: Involvement, row: Row) -> bool:
    """Whether people can read of a row already, or notes hang on it."""
    if isinstance(row, Event) and row.notes.exists():
        return True
    return found.state != PREPARING and (isinstance(row, Promise | Event) or (isinstance(row, Paper) and row.published is not None))


def publish(acting: Acting, paper: Paper) -> None:
    """Let everybody read a paper, as soon as they can read of the involvement. Nothing happens where it is published already."""
    with locked(acting, paper.involvement, CHANGE_INVOLVEMENT) as found:
        kept = Paper.objects.get(pk=paper.pk)
        if kept.published:
            return
        kept.published = timezone.now()
        kept.save(update_fields=["published"])
        if found.state != PREPARING:
            tell(acting, found, f"There is a new paper to read: {kept.title}.")
        record(acting, "published a paper of an involvement", found, detail={"what": kept.title})


def _check(row: Row) -> None:
    """Refuse what does not fit the others. Raises `CoequalError`."""
    if isinstance(row, Event):
        noted = set(row.notes.values_list("question", flat=True))
        if noted - {one["key"] for one in row.questions}:
            raise CoequalError("There are notes on a question of this event, so its words stay. Put it back as it was.")
    if isinstance(row, Quota):
        there = Quota.objects.filter(involvement=row.involvement, question=row.question)
        if there.filter(answer=row.answer).exclude(pk=row.pk).exists():
            raise CoequalError("There is a share for this answer already. Change that one.")
        total = there.aggregate(total=Sum("share"))["total"]
        if total > Decimal("1.001"):  # for shares that were rounded
            raise CoequalError(f"The shares of the answers to “{row.question}” would be {total * 100:.1f} % together. Check them.")


def _tell(acting: Acting, found: Involvement, row: Row, moved: list[str], note: str) -> None:
    """Tell everybody of a change that matters to them. Raises `CoequalError` where it needs a word of whoever makes it."""
    match row:
        case Promise() if "says" in moved:
            raise CoequalError("People were told this promise, so its words stay. Say how it stands, and explain that.")
        case Paper() if row.published:
            tell(acting, found, f"The paper “{row.title}” was changed. {note}" if note.strip() else "")
        case Event() if "stands" in moved and row.stands == CALLED_OFF:
            tell(acting, found, f"The event “{row.title}” is called off.")
        case Event() if row.stands == "planned" and {"held", "at", "place"} & set(moved):
            day = say_date(row.held) if row.held else "the day is not known yet"
            where = ", ".join(part for part in (day, row.at, row.place) if part)
            tell(acting, found, f"The event “{row.title}” has another day, time or place: {where}.")
        case _:
            return
