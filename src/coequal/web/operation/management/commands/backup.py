"""`coequal site backup`: writes a copy of the installation to one file, while it runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coequal.errors import CoequalError
from coequal.pages.words import plural
from coequal.web.operation.backup.whole import take


class Command(BaseCommand):
    """Writes a backup."""

    help = "Write database and table of practices, as they are at one moment, to one file. The site may go on meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and whether with the keys."""
        parser.add_argument("to", metavar="FOLDER_OR_FILE", type=Path, help="a folder, or a file that is not there yet")
        parser.add_argument(
            "--with-keys", action="store_true", help="put the keys in too: whoever has the file then reads all of it"
        )

    def handle(self, *_args: Any, to: Path, with_keys: bool, **_options: Any) -> None:
        """Write it, and say what has to be kept beside it."""
        try:
            file, said = take(to.absolute(), with_keys=with_keys)
        except CoequalError as error:
            raise CommandError(error.message) from None
        except OSError as error:
            raise CommandError(f"{to} cannot be written: {error.strerror}. Nothing of it was kept.") from None
        tables, rows = plural(len(said.tables), "table"), plural(said.rows, "row")
        self.stdout.write(f"{file}: {tables} with {rows}, {plural(file.stat().st_size, 'byte')}.")
        if with_keys:
            self.stderr.write(
                "WARNING: the keys are in it. Whoever has this file can read everything that is personal. Lock it away."
            )
        else:
            self.stdout.write(
                f"The keys are not in it. Without {settings.PERSONAL_KEYS} nothing personal in it can ever be read: "
                "keep a copy of that file elsewhere, never beside this one."
            )
