"""What `coequal lottery` does with many people: opens them, and counts them in every area."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from coequal.cli.opened import Opened, open_named, open_people
from coequal.cli.progress import people_progress
from coequal.comparison.lottery.areas import areas_on
from coequal.comparison.lottery.everybody import Totals, count_everybody
from coequal.comparison.lottery.everywhere import Lottery
from coequal.comparison.lottery.people_report import People, people_report
from coequal.facts.dates import say_date
from coequal.policies.library import Library
from coequal.populations.chosen import likely_service
from coequal.populations.publishing import say_count


def people_lottery(options: Namespace) -> dict[str, Any]:
    """The lottery of the people that somebody names. Raises `CoequalError`."""
    library, today = Library(options.library), date.today()  # noqa: DTZ011  # the user's own day
    source = open_named(options.who)
    service = options.service or likely_service(library, source.schema.names)
    vocabulary = library.vocabulary(service)
    opened = open_people(source, vocabulary, options.columns)
    policies = list(library.of_service(service))
    days = [areas_on(policies, library.organisations, on, today) for on in sorted(set(options.on or [today]))]
    lottery = Lottery(days, vocabulary, opened.columns)
    totals = count_everybody(lottery, source, opened.laid_out, partial(people_progress, people=source.rows))
    people = People(lottery, totals, options.publish)
    return {
        "service": service,
        "synthetic": opened.synthetic,
        "published": options.publish,
        "warnings": [*_day_said(options, today), *_warnings(people, opened, totals)],
        **people_report(people),
    }


def _day_said(options: Namespace, today: date) -> Iterator[str]:
    if not options.on:
        yield f"The policies are those of today, {say_date(today)}; --on takes another day."
    yield "Everybody is taken to live in each area in turn, and their own dates stay as they are."


def _warnings(people: People, opened: Opened, totals: Totals) -> Iterator[str]:
    """Values that cannot be right, and people who could not be assessed."""
    yield from opened.implausible(totals.implausible, people.count)
    if totals.contradictory:
        yield f"{_people(people, totals.contradictory)} could not be assessed: what is given of them cannot be true together."
    if totals.elsewhere:
        yield f"Not in the lottery, because another body decides wherever they live: {_people(people, totals.elsewhere)}."


def _people(people: People, number: int) -> str:
    shown = people.count(number)
    return "1 person" if shown == 1 else f"{say_count(shown)} people"
