"""The lottery of many people as plain data for JSON: counts and, made from the counts as they are shown, shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from coequal.comparison.lottery.areas import Area, Day
from coequal.comparison.lottery.everybody import Totals
from coequal.comparison.lottery.everywhere import Lottery
from coequal.comparison.lottery.measures import DEPENDS, FUNDED, OUTCOME, Sums, measures
from coequal.comparison.lottery.report import BESIDE_NICE, Report, area_data, of_bodies, over_time
from coequal.comparison.lottery.scopes import AS_SEEN, SCOPES
from coequal.populations.publishing import published

FEWEST_PUBLISHED = 100  # people over whom a measure is published, rounded to whole per cent
_TOO_FEW = f"Measures over fewer than {FEWEST_PUBLISHED} people are not published."


@dataclass(frozen=True, slots=True)
class People:
    """Where counts come from, and how they are shown: as they are or, `safely`, as they may be published."""

    lottery: Lottery
    totals: Totals
    safely: bool = False

    def count(self, number: int) -> int | str:
        """A count as it is shown."""
        return published(number) if self.safely else number

    def measures(self, sums: Sums) -> Report:
        """The measures as they are shown."""
        found = measures(sums)
        return _safely(found, sums) if self.safely else found

    def spread(self, sums: Sums) -> Report:
        """In how many areas how many couples are eligible, without the numbers of areas in which nobody is."""
        return {str(areas): self.count(number) for areas, number in enumerate(sums.eligible_in) if number}

    def scopes_of(self, number: int) -> list[Sums]:
        """The sums of one of the days, in the order of the scopes."""
        return self.totals.sums[len(SCOPES) * number : len(SCOPES) * (number + 1)]


def people_report(people: People) -> Report:
    """Many people on one day or several; all but `over time` is about the last."""
    days, totals = people.lottery.days, people.totals
    last = days[-1]
    of = partial(_area, people, last)
    scopes = zip(SCOPES, people.scopes_of(len(days) - 1), strict=True)
    found = {
        "on": last.on.isoformat(),
        "people": people.count(totals.people),
        "in the lottery": people.count(totals.people - totals.contradictory - totals.elsewhere),
        "contradictory": people.count(totals.contradictory),
        "decided elsewhere": people.count(totals.elsewhere),
        **{scope: {**people.measures(sums), "eligible in": people.spread(sums)} for scope, sums in scopes},
        "areas": [of(area) for area in last.areas if area.counts],
        "set apart": [*(of(area) for area in last.areas if area.apart), *([of(last.yardstick)] if last.yardstick else [])],
        **of_bodies(last),
    }
    numbered = [(day, people.scopes_of(number)) for number, day in enumerate(days)]
    return {**found, **over_time(numbered, people.measures)}


def _area(people: People, day: Day, area: Area) -> Report:
    """The counts of one area."""
    counts = people.totals.counts
    stands, seen = people.lottery.of(area, seen=False), people.lottery.of(area, seen=True)
    found: Report = {**area_data(area), "outcomes": _counted(people, stands.outcomes)}
    if area.apart:
        found[AS_SEEN] = {"outcomes": _counted(people, seen.outcomes)}
    found["funded"] = [
        {"treatment": treatment, "amount": name, "number": number, "people": people.count(counts[term])}
        for ((treatment, name), number), term in seen.funded.items()
        if counts[term]
    ]
    near = None if area is day.yardstick else people.lottery.beside(day, area)
    return {**found, BESIDE_NICE: _counted(people, near)} if near else found


def _counted(people: People, terms: Mapping[str, int]) -> Report:
    return {name: people.count(people.totals.counts[term]) for name, term in terms.items()}


def _safely(found: Report, sums: Sums) -> Report:
    """Measures as they may be published: of enough people, in whole per cent, the share of couples from published counts."""
    if sums.couples < FEWEST_PUBLISHED:
        return {"areas": sums.areas, OUTCOME: None, FUNDED: None, DEPENDS: None, "because": found.get("because", _TOO_FEW)}
    return {name: _rounded(own) if isinstance(own, dict) else own for name, own in found.items()}


def _rounded(interval: dict[str, Any]) -> dict[str, float]:
    return {end: round(share, 2) for end, share in interval.items()}
