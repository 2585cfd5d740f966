"""What `coequal lottery` does with one couple: reads the case, and puts it in every area."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from coequal.cli.cases import text_of
from coequal.comparison.lottery.areas import Day, areas_on
from coequal.comparison.lottery.one_couple import treated
from coequal.comparison.lottery.report import CoupleDay, couple_report
from coequal.eligibility.assess import SOUGHT
from coequal.errors import CoequalError, Place
from coequal.facts.case import Case, parse_case
from coequal.facts.dates import say_date
from coequal.policies.exemptions import exemptions
from coequal.policies.library import Library
from coequal.populations.progress import progress

REFERRAL = "referral date"


def couple_lottery(options: Namespace) -> dict[str, Any]:
    """The lottery of the case that somebody names. Raises `CoequalError`."""
    library, today = Library(options.library), date.today()  # noqa: DTZ011  # the user's own day
    text, name = text_of(options.who)
    service = options.service or _likely_service(library, text, name)
    vocabulary = library.vocabulary(service)
    case = parse_case(text, name, vocabulary.dictionary)
    ons, said = _days(options.on, case, today)
    policies = list(library.of_service(service))
    days = [areas_on(policies, library.organisations, on, today) for on in ons]
    found = [_in_every_area(day, case, library) for day in days]
    assumptions = [*said, *_moved(found[-1], library), *_other_treatment(found[-1], case)]
    elsewhere = [own.says for own in exemptions(vocabulary, case, library.organisations) if own.holds]
    return {"service": service, **couple_report(found, assumptions, elsewhere)}


def _in_every_area(day: Day, case: Case, library: Library) -> CoupleDay:
    areas = [treated(area, case, library.area) for area in progress(day.areas, "Areas looked at")]
    yardstick = treated(day.yardstick, case, library.area) if day.yardstick else None
    return CoupleDay(day, tuple(areas), yardstick)


def _likely_service(library: Library, text: bytes, name: str) -> str:
    """The service of whose facts most are named in a case. Raises `CoequalError` where that does not tell."""
    services = sorted(path.stem for path in (library.folder / "services").glob("*.yaml"))
    said = text.decode(errors="replace")
    named = {service: sum(fact in said for fact in library.vocabulary(service).dictionary.facts) for service in services}
    most = [service for service in services if named[service] == max(named.values())]
    if len(most) != 1:
        message = f"The facts do not tell which service this is about. Name it with --service: {', '.join(services)}."
        raise CoequalError(message, Place(name))
    return most[0]


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
    kept = "The couple's own dates stay as they are: the same couple, under the policies of the day that was named."
    return days, [kept]


def _moved(found: CoupleDay, library: Library) -> Iterator[str]:
    """That the couple is taken to live in each area in turn, where a policy asks."""
    moved = [own.area for own in found.areas if own.moved]
    if moved:
        homes = ", ".join(dict.fromkeys(library.area(area.home.codes[0]) for area in moved))
        yield f"The couple is taken to live in each area in turn, whatever the case says; where a policy asks, in {homes}."


def _other_treatment(found: CoupleDay, case: Case) -> Iterator[str]:
    """That some policies do not speak of the treatment sought, so that their outcome is about another."""
    choice = case.value(SOUGHT)
    others = [own for own in found.areas if choice is not None and not own.as_it_stands.sought.is_sought(choice)]
    if others:
        names = ", ".join(sorted({own.area.name for own in others}))
        yield f"These do not speak of {choice}, so their outcome is that of their first treatment: {names}."
