"""What `coequal lottery` does with many people: opens them, and counts them in every area."""

from argparse import Namespace
from datetime import date
from functools import partial
from typing import Any

from coequal.comparison.lottery.of_people import people_lottery
from coequal.facts.dates import say_date
from coequal.policies.library import Library
from coequal.populations.chosen import likely_service
from coequal.populations.opened import open_named, open_people
from coequal.populations.progress import people_progress


def named_lottery(options: Namespace) -> dict[str, Any]:
    """The lottery of the people that somebody names. Raises `CoequalError`."""
    library, today = Library(options.library), date.today()  # noqa: DTZ011  # the user's own day
    source = open_named(options.who)
    service = options.service or likely_service(library, source.schema.names)
    return people_lottery(
        library,
        service,
        open_people(source, library.vocabulary(service), options.columns),
        sorted(set(options.on or [today])),
        today=today,
        public=options.publish,
        said=[] if options.on else [f"The policies are those of today, {say_date(today)}; --on takes another day."],
        progress=partial(people_progress, people=source.rows),
    )
