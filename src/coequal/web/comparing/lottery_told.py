"""Every area at once, as a page shows it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from coequal.comparison.lottery.areas import Day
from coequal.comparison.lottery.drawn import has_tiles, map_title, shown_on_map
from coequal.comparison.lottery.mapped import PART, RANGE, Report
from coequal.comparison.lottery.measures import OUTCOME
from coequal.comparison.lottery.people_page import beyond_areas, lead
from coequal.comparison.lottery.report import area_data, of_bodies
from coequal.comparison.lottery.scopes import AS_SEEN, WHATEVER
from coequal.comparison.lottery.words import interval_says
from coequal.comparison.maps.layouts import layout_on
from coequal.comparison.maps.shown import MIXED
from coequal.comparison.maps.svg import swatch
from coequal.comparison.maps.tiles import NARROW, seen_on, tiles_only
from coequal.documents.drawing import drawing
from coequal.documents.html import body
from coequal.documents.model import Picture, document
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN
from coequal.policies.library import Library
from coequal.populations.publishing import say_count, share

_SHOWN: Final = (ELIGIBLE, NOT_ELIGIBLE, FOR_JUDGEMENT, NOT_KNOWN)
_SCOPES: Final = {WHATEVER: "Whatever the unseen parts say", AS_SEEN: "As far as the policies have been seen"}
_KEYS: Final = {
    FOR_JUDGEMENT: "to judge: for most of these people somebody has to decide",
    NOT_KNOWN: "?: of most of these people it is not known, or too little of the policy has been seen",
    MIXED: "mixed (M): policies of several places answer differently",
}
_SEEN: Final = {"whole": "whole", "partial": "only in part", "second-hand": "only from others"}


@dataclass(frozen=True, slots=True)
class Row:
    """A policy in an area: where both are, how much of it has been seen, and shares of people, where they are compared."""

    body: str
    code: str
    name: str
    area: str
    version: str
    seen: str
    shares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Map:
    """The tiles in a wide window and on a telephone, what looks like what, and whether an area is shown in part, or by a range."""

    wide: Markup
    narrow: Markup
    legend: tuple[tuple[Markup, str], ...]
    in_part: bool
    in_ranges: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Everything on the page; `people` is how many were made up, where some were."""

    on: date
    compared: tuple[Row, ...]
    others: tuple[Row, ...]
    unseen: tuple[str, ...]
    bodies: int
    people: str = ""
    lead: str = ""
    measures: tuple[str, ...] = ()
    map: Map | None = None
    beyond: Markup | None = None
    warnings: tuple[str, ...] = ()


def of_areas(day: Day) -> Told:
    """The areas and their policies alone, for a service without made-up people."""
    rows = [area_data(area) for area in day.areas]
    return Told(day.on, (), tuple(_rows(rows, None)), _unseen(of_bodies(day)), len(day.bodies))


def of_people(report: Report, library: Library) -> Told:
    """What becomes of the same people in every area."""
    rows = list(_rows([*report["areas"], *report["set apart"]], report["in the lottery"]))
    return Told(
        date.fromisoformat(report["on"]),
        tuple(row for row in rows if row.shares),
        tuple(row for row in rows if not row.shares),
        _unseen(report),
        report["bodies"],
        say_count(report["people"]),
        lead(report),
        tuple(_measures(report)),
        _map(report, library) if has_tiles(library) else None,
        Markup(body(document("", "", list(beyond_areas(report))))),  # noqa: S704  # its texts are escaped where they are written out
        tuple(report["warnings"]),
    )


def _measures(report: Report) -> Iterator[str]:
    """How far areas are apart, in words; nothing where there are not two areas, or not enough people, to tell."""
    for scope, said in _SCOPES.items():
        own = report[scope]
        if own[OUTCOME] is not None:
            between = interval_says(own[OUTCOME]).replace(".0 %", " %")
            yield f"{said}: of {own['areas']} areas, two picked at random answer differently for {between} of these people."


def _rows(rows: Iterable[Report], people: int | str | None) -> Iterator[Row]:
    """A row for each area and each policy that binds there or may, by the name of the area."""
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for own in rows:
        for place in (*own["binds for"], *own["may bind for"]):
            found[short(place["name"]), place["code"]].append(_row(own, place, people))
    for place in sorted(found):
        yield from sorted(found[place], key=lambda row: row.name)


def _row(own: Report, place: Report, people: int | str | None) -> Row:
    area = own["policy"].partition("/")[0]
    compared = people is not None and own.get("compared as far as seen", True)
    counts = own.get(AS_SEEN, own).get("outcomes", {})
    shares = tuple(share(counts[outcome], people) for outcome in _SHOWN) if compared and people is not None else ()
    name = own["name"]
    return Row(short(place["name"]), place["code"], name, area, own["version"], _SEEN[own["completeness"]], shares)


def _unseen(report: Report) -> tuple[str, ...]:
    return tuple(sorted(f"{short(place['name'])} ({place['code']})" for place in report["no policy seen"]))


def short(name: str) -> str:
    """A body's name without what most of their names share."""
    return name.removeprefix("NHS ").removesuffix(" Integrated Care Board").removesuffix(" CCG")


def _map(report: Report, library: Library) -> Map:
    layout = layout_on(library.organisations, library.folder / "organisations", date.fromisoformat(report["on"]))
    shown, title = shown_on_map(report), map_title(report)
    seen = seen_on(shown, layout)
    return Map(
        _drawn(tiles_only(shown, layout, title), "wide"),
        _drawn(tiles_only(shown, layout, title, NARROW), "narrow"),
        tuple((_drawn(swatch(key), f"key-{place}"), _line(key, count)) for place, (key, count) in enumerate(seen.items())),
        any(one.label.startswith(PART) for one in shown.values()),
        any(RANGE in one.label for one in shown.values()),
    )


def _line(key: str, count: int) -> str:
    said = _KEYS.get(key, key)
    return f"{said[:1].upper()}{said[1:]} ({count} {'area' if count == 1 else 'areas'})"


def _drawn(picture: Picture, prefix: str) -> Markup:
    return Markup(drawing(picture, prefix))  # noqa: S704  # a drawing of ours, made plain
