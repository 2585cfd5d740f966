"""`coequal site migrate`: as Django's own, but a step back that loses something has to be asked for."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate

from coequal.web.operation.losing import losses


class Command(migrate.Command):
    """Brings the tables up to date, or back to how an earlier version had them."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What Django's takes, and that something may be lost."""
        super().add_arguments(parser)  # type: ignore[arg-type]  # Django's is a parser too
        parser.add_argument("--lose-data", action="store_true", help="go back although what is named is lost; take a backup first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the steps. Refuses one back that loses rows, and names them."""
        app, name = options["app_label"], options["migration_name"]
        if app and name and not options.get("lose_data") and not options["plan"] and (lost := losses(app, name)):
            raise CommandError(
                f"Going back would lose what is kept in {len(lost)} places: {'; '.join(lost)}. Nothing was changed. "
                "Take a backup (“coequal site backup”), then add --lose-data."
            )
        super().handle(*args, **options)
