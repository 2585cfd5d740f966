"""`coequal site work`: does what is worked out in the background, such as analyses, until it is stopped."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from coequal.web.operation.working import Work


class Command(BaseCommand):
    """Does the jobs of the site until it is stopped."""

    help = "Work on what runs in the background, such as analyses, until stopped. “serve” starts one of these by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Under which process."""
        parser.add_argument("--under", type=int, metavar="PID", help="leave when the process with this number has ended")
        parser.add_argument("--run", metavar="A-…", help="work this one analysis out, and leave; a worker starts this for each")

    def handle(self, *_args: Any, under: int | None, run: str | None, **_options: Any) -> None:
        """Work."""
        work = Work(under)
        work.heed_signals()
        if run is None:
            work.run()
        else:
            work.one(run)
