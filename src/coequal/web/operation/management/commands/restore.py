"""`coequal site restore`: puts a backup back where nothing is yet, and says whether all of it is there."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coequal.accounts.management.commands.trail import said as said_of_trail
from coequal.errors import CoequalError
from coequal.pages.words import plural
from coequal.web.operation.backup.manifest import Manifest
from coequal.web.operation.backup.whole import look, put_back
from coequal.web.operation.home import alone, close_to_others


class Command(BaseCommand):
    """Restores a backup."""

    help = "Put a backup back in a folder and a database that hold nothing yet; whole, or not at all."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which, and whether only to look."""
        parser.add_argument("file", metavar="FILE", type=Path, help="a file that “coequal site backup” has written")
        parser.add_argument("--only-check", action="store_true", help="change nothing: say whether the file is whole")

    def handle(self, *_args: Any, file: Path, only_check: bool, **_options: Any) -> None:
        """Restore it, check it, and say what is to be done next. Ends with 1 where its trail is not whole, or keys are lacking."""
        try:
            if only_check:
                self.stdout.write(f"{file} is whole: {_said(look(file))}.")
                return
            with alone():
                found = put_back(file)
                close_to_others()
        except CoequalError as error:
            raise CommandError(error.message) from None
        except OSError as error:
            raise CommandError(f"{error.filename or file}: {error.strerror}. Nothing was restored.") from None
        self.stdout.write(f"Restored, and the same as when it was saved: {_said(found.manifest)}.")
        self.stdout.write(said_of_trail(found.trail))
        if found.lacking:
            self.stderr.write(
                f"{settings.PERSONAL_KEYS} lacks keys ({', '.join(found.lacking)}). Put the file of keys there from its copy; "
                "until then nothing personal opens."
            )
        self.stdout.write("Next: “coequal site prepare”, “coequal site doctor”, then “coequal site serve”.")
        if found.lacking or not found.trail.whole:
            raise SystemExit(1)


def _said(manifest: Manifest) -> str:
    tables, rows = plural(len(manifest.tables), "table"), plural(manifest.rows, "row")
    return f"{tables} with {rows}, of version {manifest.software}, made {manifest.made}"
