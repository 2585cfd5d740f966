"""The lottery of the people of a source, under the policies of some days, as a whole report."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from coequal.comparison.lottery.areas import areas_on
from coequal.comparison.lottery.everybody import Totals, count_everybody
from coequal.comparison.lottery.everywhere import Lottery
from coequal.comparison.lottery.people_report import People, people_report
from coequal.policies.library import Library
from coequal.populations.opened import Opened
from coequal.populations.publishing import say_count
from coequal.populations.tally import Progress

_LIVE: Final = "Everybody is taken to live in each area in turn, and their own dates stay as they are."


def people_lottery(
    library: Library,
    service: str,
    opened: Opened,
    days: Sequence[date],
    *,
    today: date,
    public: bool,
    said: Sequence[str] = (),
    progress: Progress = iter,
) -> dict[str, Any]:
    """The report over every version of a library's policies for a service; where it is `public`, as it may be published.

    `said` stands before what is said of the people. Raises `CoequalError` where the areas of a day are not known.
    """
    policies = list(library.of_service(service))
    found = [areas_on(policies, library.organisations, on, today) for on in days]
    lottery = Lottery(found, library.vocabulary(service), opened.columns)
    totals = count_everybody(lottery, opened.source, opened.laid_out, progress)
    people = People(lottery, totals, public)
    return {
        "service": service,
        "synthetic": opened.synthetic,
        "published": public,
        "warnings": [*said, _LIVE, *_warnings(people, opened, totals)],
        **people_report(people),
    }


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
