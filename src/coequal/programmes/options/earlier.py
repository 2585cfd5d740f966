"""What was said of an option before and does not stand any more: where it was put, how it was judged, what it was thought to do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import TypeVar

from coequal.programmes.models import Impact, Judgement, Option, Placing
from coequal.programmes.models.options import DROPPED

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Earlier:
    """Something that was said and that something else took the place of: when it was said, what it was, and why."""

    at: datetime
    says: str
    why: str


def earlier(option: Option) -> list[Earlier]:
    """All of it, the earliest first; nothing of an option of which everything stands as it was first said."""
    return sorted([*_placed(option), *_judged(option), *_written(option)], key=attrgetter("at"))


def _placed(option: Option) -> Iterator[Earlier]:
    placings: list[Placing] = list(option.placings.all())
    for one in placings[:-1]:
        yield Earlier(one.at, "It was dropped" if one.place == DROPPED else f"It was put on the {one.place}", one.why)


def _judged(option: Option) -> Iterator[Earlier]:
    rows: Iterable[Judgement] = option.judgements.select_related("hurdle")
    for one in _replaced((each.hurdle_id, each) for each in rows):
        yield Earlier(one.at, f"Judged by the hurdle “{one.hurdle.title}”: {one.answer}", one.why)


def _written(option: Option) -> Iterator[Earlier]:
    rows: Iterable[Impact] = option.impacts.all()
    for one in _replaced(((each.kind, each.matter), each) for each in rows):
        measures = f" What is done about it: {one.measures}" if one.measures else ""
        yield Earlier(one.at, f"Impact on {one.kind}, {one.matter}: {one.effect}", f"{one.says}{measures}")


def _replaced(rows: Iterable[tuple[object, T]]) -> Iterator[T]:
    """Each row after which another of the same key came."""
    latest: dict[object, T] = {}
    for key, row in rows:
        if key in latest:
            yield latest[key]
        latest[key] = row
