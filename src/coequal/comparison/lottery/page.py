"""What the lottery of one couple and that of many people show alike: measures, what is set apart, and what is not known."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from coequal.comparison.lottery.measures import DEPENDS, FUNDED, OUTCOME
from coequal.comparison.lottery.scopes import AS_SEEN, COUNTED, SCOPES, WHATEVER
from coequal.comparison.lottery.trend import trend
from coequal.comparison.lottery.words import MEASURE_SAYS, SCOPE_SAYS, bodies_say, interval_says, number_of, row_says
from coequal.documents.model import Block, Heading, Listing, Paragraph, Table
from coequal.facts.dates import say_date

Report = dict[str, Any]
Says = Callable[[str, Mapping[str, float] | None], str]  # a measure by its name, in words
_CAPTIONS = {
    COUNTED: "Areas whose policy we have seen whole",
    WHATEVER: "All areas with a policy that binds, whatever is unseen of it",
    AS_SEEN: "Areas as far as their policies have been seen",
}
MOST_NAMED = 12
NOT_A_DECISION = "Software assesses, people decide: these are no decisions about anybody, and the boards' own documents stand."


def day_says(report: Report) -> str:
    """The day of a report in words."""
    return say_date(date.fromisoformat(report["on"]))


def totals_block(report: Report) -> Iterator[Block]:
    """How many policies there are, and which of them are compared: numbers that add up to those of the tables and the map."""
    local = [own for own in report["set apart"] if own["binds for"] or own["may bind for"]]
    whole, seen = len(report["areas"]), sum(own["compared as far as seen"] for own in local)
    blank = sum(bool(own["binds for"]) for own in local) - seen
    if not (all_of_them := whole + len(local)):
        yield from _of_no_body(report)
        return
    bind = "binds or may bind" if all_of_them == 1 else "bind or may bind"
    bodies = f"{report['bodies'] - len(report['no policy seen'])} of {number_of(report['bodies'], 'body', 'bodies')}"
    yield Paragraph(
        f"{_policies(all_of_them)} {bind} for areas of {bodies} that commission: "
        f"{whole} seen whole; {seen} seen in part, and compared as far as seen; {blank} of which no condition has been seen, and "
        f"{len(local) - seen - blank} that may bind but not surely, both not compared."
    )


def _of_no_body(report: Report) -> Iterator[Block]:
    """The policies that are nobody's here."""
    if strange := report["of no body"]:
        names = _names(sorted(row_says(own, strange) for own in strange))
        belong, them = ("belongs", "it") if len(strange) == 1 else ("belong", "them")
        what = f"{_policies(len(strange))} of this library {belong} to no body that is known here"
        yield Paragraph(f"{what}, so nobody is put under {them}: {names}.")


def _policies(count: int) -> str:
    return number_of(count, "policy", "policies")


def measures_block(report: Report, says: Says) -> Iterator[Block]:
    """The measures, a column for each scope, and why one is lacking."""
    yield Heading("How far areas are apart")
    scopes = (f"{SCOPE_SAYS[scope].capitalize()} ({number_of(report[scope]['areas'], 'area', 'areas')})" for scope in SCOPES)
    head = ("Measure", *scopes)
    rows = [(MEASURE_SAYS[name], *(says(name, report[scope][name]) for scope in SCOPES)) for name in (OUTCOME, FUNDED, DEPENDS)]
    yield Table("Chances and shares, from the least to the most that they may be", head, tuple(rows), frozenset((1, 2, 3)))
    for scope in SCOPES:
        if why := report[scope].get("because"):
            yield Paragraph(f"{SCOPE_SAYS[scope].capitalize()}: {why}")
    yield Paragraph(
        "Seen whole: areas whose policy binds and of which we have seen everything. All, whatever is unseen: every area with a "
        "policy that binds; what is said here holds whatever its unseen part says. As far as seen: as if there were nothing in a "
        "policy but what we have seen, so it misleads where much is unseen. An answer that is not known makes an interval wider."
    )


def apart_block(report: Report) -> Iterator[Block]:
    """What is set apart, and why: those for one reason together."""
    rows = report["set apart"]
    if rows:
        yield Heading("Set apart, and why")
        said = together((" ".join(row["why"]), row_says(row, rows)) for row in rows)
        yield Listing(tuple(f"{_names(sorted(names))}. {why}" for why, names in said))


def _names(names: Sequence[str]) -> str:
    """Names in a row, not more than anybody would read: those that are compared stand in a table too."""
    if len(names) <= MOST_NAMED:
        return "; ".join(names)
    return f"{'; '.join(names[:MOST_NAMED])}; and {len(names) - MOST_NAMED} others"


def together(said: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Those of whom the same is said, in the order in which it is first said."""
    found: dict[str, list[str]] = {}
    for what, of in said:
        found.setdefault(what, []).append(of)
    return list(found.items())


def in_one_couple(name: str, measure: Mapping[str, float] | None) -> str:
    """A measure of one couple, for which the outcome depends on the area or does not."""
    if name != DEPENDS or measure is None:
        return interval_says(measure)
    if measure["least"] == measure["most"]:
        return "yes" if measure["most"] else "no"
    return "cannot be told"


def in_many(name: str, measure: Mapping[str, float] | None) -> str:
    """A measure of many people."""
    return f"{interval_says(measure)} of people" if name == DEPENDS and measure else interval_says(measure)


def bodies_block(report: Report) -> Iterator[Block]:
    """The bodies of whose policy nothing is known here; and policies of no body, which stand first where there are no others."""
    none, part = report["no policy seen"], report["seen for a part"]
    placed = report["areas"] or any(own["may bind for"] or own["binds for"] for own in report["set apart"])
    strange = list(_of_no_body(report)) if placed else []
    if none or part or strange:
        yield Heading("No policy seen")
    if none:
        what = f"Of {report['bodies']} bodies that commission, we have seen no policy of {len(none)}"
        yield Paragraph(f"{what}: {bodies_say(none)}." if len(none) <= MOST_NAMED else f"{what}.")
    if part:
        yield Paragraph(f"For some of their places only: {bodies_say(part)}.")
    yield from strange


def time_block(report: Report, says: Says) -> Iterator[Block]:
    """The measures over time, as a table and, of the chance that two areas differ, as a drawing."""
    if "over time" not in report:
        return
    yield Heading("Over time")
    yield Paragraph(
        "Days can be compared only as far as they rest on the same areas. The number of areas stands beside each figure: "
        "where it changes, a figure may change with it although no policy did."
    )
    for scope in SCOPES:
        rows = [_time_row(own, own[scope], says) for own in report["over time"]]
        head = ("Day", "Areas", "Outcome", "Outcome or amount", "Depends on the area")
        yield Table(_CAPTIONS[scope], head, tuple(rows), frozenset((1, 2, 3, 4)))
        picture = trend(f"Chance that two areas differ in the outcome, {SCOPE_SAYS[scope]}", _points(report["over time"], scope))
        if picture:
            yield picture


def _time_row(own: Report, scope: Report, says: Says) -> tuple[str, ...]:
    return (day_says(own), str(scope["areas"]), *(says(name, scope[name]) for name in (OUTCOME, FUNDED, DEPENDS)))


def _points(days: Sequence[Report], scope: str) -> list[tuple[date, int, float, float]]:
    return [
        (date.fromisoformat(own["on"]), own[scope]["areas"], own[scope][OUTCOME]["least"], own[scope][OUTCOME]["most"])
        for own in days
        if own[scope][OUTCOME] is not None
    ]
