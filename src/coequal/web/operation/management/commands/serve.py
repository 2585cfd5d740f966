"""`coequal site serve`: serves the site with gunicorn, or while it is being developed with Django's own server."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from coequal.errors import CoequalError
from coequal.web.operation.beside import Beside, work_command
from coequal.web.operation.home import check_static_files
from coequal.web.operation.server import serve


class Command(BaseCommand):
    """Serves the site until it is stopped."""

    help = "Serve the site until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, and with how many workers."""
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on; else this machine alone")
        parser.add_argument("--port", type=int, default=8000, help="the port to listen on; else 8000")
        parser.add_argument("--workers", type=int, default=2, help="how many processes answer; else 2")
        parser.add_argument("--no-worker", action="store_true", help="start no “coequal site work” beside it")

    def handle(self, *_args: Any, host: str, port: int, workers: int, no_worker: bool, **_options: Any) -> None:
        """Serve."""
        try:
            check_static_files()
        except CoequalError as error:
            raise CommandError(error.message) from None
        shown = f"http://{host}:{port}/"
        self.stdout.write(f"coequal is at {shown} (stop it with Ctrl+C)")
        if settings.DEBUG:
            self.stdout.write("While developing, “coequal site work” has to be started beside it.")
            call_command("runserver", f"{host}:{port}", use_reloader=True)
        else:
            serve(f"{host}:{port}", workers, None if no_worker else Beside(work_command()))
