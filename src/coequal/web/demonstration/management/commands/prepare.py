"""`coequal site prepare`: makes what the site needs, and results that every page has something to show from."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from coequal.errors import CoequalError
from coequal.web.demonstration.aligned.playing import histories
from coequal.web.demonstration.analyses import analyses
from coequal.web.demonstration.asked.story import asked
from coequal.web.demonstration.decided.story import decided
from coequal.web.demonstration.drafts import drafts
from coequal.web.demonstration.involvements import involvements
from coequal.web.demonstration.registered import registered
from coequal.web.demonstration.retained import retained
from coequal.web.demonstration.staff import logins, staff
from coequal.web.demonstration.steps import comparisons, lotteries, people
from coequal.web.operation.home import alone, make_home

PEOPLE: Final = 20_000


class Command(BaseCommand):
    """Prepares the site; what is there already and still fits is kept, so that it may be stopped and run again."""

    help = "Make the site's key, tables and files, made-up people, and the comparisons that people are likely to look at."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many people, and whether staff are invented too."""
        parser.add_argument("--people", type=int, default=PEOPLE, metavar="N", help=f"how many to make up; else {PEOPLE:,}")
        parser.add_argument(
            "--demonstration",
            action="store_true",
            help="invent staff who can sign in, and what they do; record real programmes; print passwords; never for real work",
        )

    def handle(self, *_args: Any, people: int, demonstration: bool, **_options: Any) -> None:
        """Take the steps, and say what each did."""
        try:
            with alone():
                make_home()
                for step in _steps(people, demonstration):
                    self.stdout.write(step())
        except CoequalError as error:
            raise CommandError(str(error)) from None
        self.stdout.write("The site is ready. “coequal site serve” starts it.")
        if demonstration:
            self.stdout.write(logins())


def _steps(count: int, demonstration: bool) -> tuple[Callable[[], str], ...]:
    invented = (staff, drafts, analyses, involvements, decided, histories, asked, registered, retained) if demonstration else ()
    return (lambda: people(count), *invented, comparisons, lotteries)  # what is compared is compared as it was decided
