"""One case in every area: the case as it is, put under the policy of each, with what has to be said about that."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from coequal.comparison.lottery.areas import Area, Day, areas_on
from coequal.comparison.lottery.one_couple import treated
from coequal.comparison.lottery.report import CoupleDay, couple_report
from coequal.eligibility.assess import SOUGHT
from coequal.facts.case import Case
from coequal.facts.dates import say_date
from coequal.policies.exemptions import exemptions
from coequal.policies.library import Library
from coequal.policies.model import Policy

REFERRAL = "referral date"
Along = Callable[[Sequence[Area]], Iterator[Area]]


def lottery_of(
    service: str, policies: Sequence[Policy], library: Library, case: Case, *, ons: Sequence[date], today: date, along: Along = iter
) -> dict[str, Any]:
    """The lottery of a case under the policies of a service, on some days or else on its own; `along` shows how far it has come.

    Raises `CoequalError` where the facts of the case cannot be true together.
    """
    ons, said = _days(ons, case, today)
    days = [areas_on(policies, library.organisations, on, today) for on in ons]
    found = [_in_every_area(day, case, library, along) for day in days]
    assumptions = [*said, *_moved(found[-1], library), *_other_treatment(found[-1], case)]
    elsewhere = [own.says for own in exemptions(library.vocabulary(service), case, library.organisations) if own.holds]
    return {"service": service, **couple_report(found, assumptions, elsewhere)}


def _in_every_area(day: Day, case: Case, library: Library, along: Along) -> CoupleDay:
    areas = [treated(area, case, library.area) for area in along(day.areas)]
    yardstick = treated(day.yardstick, case, library.area) if day.yardstick else None
    return CoupleDay(day, tuple(areas), yardstick)


def _days(ons: Sequence[date], case: Case, today: date) -> tuple[list[date], list[str]]:
    """The days whose policies are taken, in order of time, and what to say about them."""
    referral = case.value(REFERRAL)
    if not ons:
        if isinstance(referral, date):
            return [referral], []
        return [today], [f"The {REFERRAL} is not known, so the policies are those of today, {say_date(today)}."]
    days = sorted(set(ons))
    if days == [referral]:
        return days, []
    kept = "The dates of the case stay as they are: the same case, under the policies of the day that was named."
    return days, [kept]


def _moved(found: CoupleDay, library: Library) -> Iterator[str]:
    """That the couple is taken to live in each area in turn, where a policy asks."""
    moved = [own.area for own in found.areas if own.moved]
    if moved:
        homes = ", ".join(dict.fromkeys(library.area(area.home.codes[0]) for area in moved))
        yield f"Home is taken to be in each area in turn, whatever the case says; where a policy asks, in {homes}."


def _other_treatment(found: CoupleDay, case: Case) -> Iterator[str]:
    """That some policies do not speak of the treatment sought, so that their outcome is about another."""
    choice = case.value(SOUGHT)
    others = [own for own in found.areas if choice is not None and not own.as_it_stands.sought.is_sought(choice)]
    if others:
        names = ", ".join(sorted({own.area.name for own in others}))
        yield f"These do not speak of {choice}, so their outcome is that of their first treatment: {names}."
