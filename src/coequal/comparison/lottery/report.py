"""The lottery of one couple as plain data for JSON, and what that of many people has in common with it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from coequal.comparison.lottery.areas import Area, Day
from coequal.comparison.lottery.beside import beside_for_one
from coequal.comparison.lottery.measures import Sums, measures, nobody_yet
from coequal.comparison.lottery.one_couple import Treated, Under, in_order, sums
from coequal.comparison.lottery.scopes import AS_SEEN, SCOPES
from coequal.eligibility.report import amounts_data
from coequal.organisations.bodies import Body

Report = dict[str, Any]
BESIDE_NICE = "beside NICE"


@dataclass(frozen=True, slots=True)
class CoupleDay:
    """A couple in every area of a day, and under the yardstick if there is one."""

    day: Day
    areas: tuple[Treated, ...]
    yardstick: Treated | None


def couple_report(days: Sequence[CoupleDay], assumptions: Sequence[str] = (), elsewhere: Sequence[str] = ()) -> Report:
    """One couple on one day or several; all but `over time` is about the last.

    `elsewhere` says who decides instead of any area; where somebody does, the couple is not in the lottery.
    """

    def measured(found: Sums) -> Report:
        return measures(nobody_yet(found.areas) if elsewhere else found)

    last = days[-1]
    there = last.yardstick.as_far_as_seen.outcome if last.yardstick else None
    ordered = in_order(last.areas)
    apart = [{**_stands_and_seen(own), **_near(own, there)} for own in ordered if own.area.apart]
    return {
        "on": last.day.on.isoformat(),
        "decided elsewhere": list(elsewhere),
        "assumptions": list(assumptions),
        **{scope: measured(sums(last.areas, scope)) for scope in SCOPES},
        "areas": [{**area_data(own.area), **_under(own.as_it_stands), **_near(own, there)} for own in ordered if own.area.counts],
        "set apart": [*apart, *([_stands_and_seen(last.yardstick)] if last.yardstick else [])],
        **of_bodies(last.day),
        **over_time([(own.day, [sums(own.areas, scope) for scope in SCOPES]) for own in days], measured),
    }


def area_data(area: Area) -> Report:
    """The policy of an area, for whom it binds or may and, where it is set apart, why."""
    return {
        "policy": area.policy.id,
        "version": area.policy.version,
        "name": area.policy.area,
        "completeness": area.policy.completeness,
        "binds for": list(map(_body, area.binds_for)),
        "may bind for": list(map(_body, area.may_bind_for)),
        **({"why": list(area.apart), "compared as far as seen": area.counts_as_seen} if area.apart else {}),
    }


def of_bodies(day: Day) -> Report:
    """The bodies of a day of whose policy nothing is known, or nothing for some of their places; and policies of no body."""
    return {
        "bodies": len(day.bodies),
        "no policy seen": list(map(_body, day.no_policy_seen)),
        "seen for a part": list(map(_body, day.seen_for_a_part)),
        "of no body": [{"policy": own.id, "version": own.version, "name": own.area} for own in day.of_no_body],
    }


def over_time(days: Iterable[tuple[Day, Sequence[Sums]]], measured: Callable[[Sums], Report]) -> Report:
    """The measures of each day beside one another, in the order of time, where there are several."""
    found = [
        {"on": day.on.isoformat(), **{scope: measured(own) for scope, own in zip(SCOPES, of_day, strict=True)}}
        for day, of_day in days
    ]
    return {"over time": sorted(found, key=lambda own: str(own["on"]))} if len(found) > 1 else {}


def _body(body: Body) -> Report:
    return {"code": body.code, "name": body.name}


def _stands_and_seen(own: Treated) -> Report:
    return {**area_data(own.area), **_under(own.as_it_stands), AS_SEEN: _under(own.as_far_as_seen)}


def _near(own: Treated, there: str | None) -> Report:
    """How the area stands to the yardstick's outcome, both as far as seen."""
    return {} if there is None else {BESIDE_NICE: beside_for_one(own.as_far_as_seen.outcome, there)}


def _under(under: Under) -> Report:
    return {
        "outcome": under.outcome,
        "treatments": {
            treatment.id: {"outcome": outcome, **amounts_data(amounts)} for treatment, outcome, amounts in under.treatments
        },
        "because": [f"{own.criterion}: {own.reason}" for own in under.reasons],
        "readings": [{"criterion": own.criterion.cited, "label": own.label, "outcome": own.outcome} for own in under.readings],
    }
