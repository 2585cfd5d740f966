"""What `coequal lottery` does with many people: opens them, and counts them in every area."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from coequal.cli.progress import people_progress
from coequal.comparison.lottery.areas import areas_on
from coequal.comparison.lottery.everybody import Totals, count_everybody
from coequal.comparison.lottery.everywhere import Lottery
from coequal.comparison.lottery.people_report import People, people_report
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.policies.library import Library
from coequal.populations.chosen import likely_service
from coequal.populations.columns import implausible_said, usual_type
from coequal.populations.mapping import Names, layouts, read_mapping
from coequal.populations.publishing import say_count
from coequal.populations.reading import Layouts
from coequal.populations.sources import CsvFile, check_names, is_synthetic, open_file


def people_lottery(options: Namespace) -> dict[str, Any]:
    """The lottery of the people that somebody names. Raises `CoequalError`."""
    library, today = Library(options.library), date.today()  # noqa: DTZ011  # the user's own day
    source = open_file(Path(options.who))
    check_names(source.schema, source.name)
    service = options.service or likely_service(library, source.schema.names)
    vocabulary = library.vocabulary(service)
    names = read_mapping(options.columns, vocabulary.dictionary) if options.columns else Names()
    laid_out = layouts(vocabulary.dictionary, source.schema.names, names)
    if not laid_out:
        message = f"{source.name} has no column that is called after a fact of {service}. --columns says which holds which."
        raise CoequalError(message)
    if isinstance(source, CsvFile):
        source.expect({layout.column: usual_type(layout) for layout in laid_out.values()})
    policies = list(library.of_service(service))
    days = [areas_on(policies, library.organisations, on, today) for on in sorted(set(options.on or [today]))]
    lottery = Lottery(days, vocabulary, {layout.standard for layout in laid_out.values()})
    totals = count_everybody(lottery, source, laid_out, partial(people_progress, people=source.rows))
    people = People(lottery, totals, options.publish)
    return {
        "service": service,
        "synthetic": is_synthetic(source.schema),
        "published": options.publish,
        "warnings": [*_day_said(options, today), *_warnings(people, laid_out, totals)],
        **people_report(people),
    }


def _day_said(options: Namespace, today: date) -> Iterator[str]:
    if not options.on:
        yield f"The policies are those of today, {say_date(today)}; --on takes another day."
    yield "Everybody is taken to live in each area in turn, and their own dates stay as they are."


def _warnings(people: People, laid_out: Layouts, totals: Totals) -> Iterator[str]:
    """Values that cannot be right, and people who could not be assessed."""
    for column, number in totals.implausible.items():
        yield implausible_said(laid_out[column], people.count(number))
    if totals.contradictory:
        yield f"{_people(people, totals.contradictory)} could not be assessed: what is given of them cannot be true together."
    if totals.elsewhere:
        yield f"Not in the lottery, because another body decides wherever they live: {_people(people, totals.elsewhere)}."


def _people(people: People, number: int) -> str:
    shown = people.count(number)
    return "1 person" if shown == 1 else f"{say_count(shown)} people"
