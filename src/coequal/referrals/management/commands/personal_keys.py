"""`coequal site personal_keys`: makes and retires the keys of personal data, and seals again what is kept."""

from argparse import ArgumentParser
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coequal.errors import CoequalError
from coequal.pages.words import plural
from coequal.populations.progress import progress
from coequal.referrals.personal.keys import MARKS, SEALS, open_to_others
from coequal.referrals.personal.rotating import Used, add_key, broken_off, reseal, retire, uses

_NEED: Final = {SEALS: ("value sealed", "values sealed"), MARKS: ("number marked", "numbers marked")}


class Command(BaseCommand):
    """Says which keys there are, makes a new one, seals again with it, and takes an old one away."""

    help = "Say which keys of personal data there are and how much needs each, or change them. It never shows a key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
        steps.add_parser("status", help="the keys and how much needs each; ends with 1 where one is missing or a change broke off")
        new = steps.add_parser("new", help="make a key that seals whatever is kept from now on")
        new.add_argument("--marks", action="store_true", help="make one that marks NHS numbers instead")
        steps.add_parser("reseal", help="seal and mark again, with the newest keys, whatever has older ones; may be stopped")
        steps.add_parser("retire", help="take away a key that nothing needs any more").add_argument("id", metavar="ID")

    def handle(self, *_args: Any, step: str, **options: Any) -> None:
        """Do it, and say what came of it."""
        try:
            match step:
                case "status":
                    self._status()
                case "new":
                    key = add_key(MARKS if options["marks"] else SEALS)
                    self.stdout.write(
                        f"{key.id} is the newest key that {key.kind}. Copy {settings.PERSONAL_KEYS} now, to another disk."
                    )
                case "reseal":
                    self._reseal()
                case _:
                    retire(options["id"])
                    self.stdout.write(
                        f"{options['id']} is out of the file. Keep it as long as a copy of the database that needs it."
                    )
        except CoequalError as error:
            raise CommandError(str(error)) from None

    def _status(self) -> None:
        found = uses()
        for used in found:
            self.stdout.write(said(used))
        if open_to_others(settings.PERSONAL_KEYS):
            self.stdout.write(f"Others on this machine can read {settings.PERSONAL_KEYS}. Let only its owner read it.")
        changes = broken_off()
        for change in changes:
            self.stdout.write(f"A change was broken off ({change.replace('-', ' ')}). The next change of keys ends it.")
        if changes or any(used.key is None for used in found):
            raise SystemExit(1)

    def _reseal(self) -> None:
        whole, left = 0, 0
        for row in progress(reseal(), "Rows sealed again"):
            whole += row.sealed
            left += len(row.unopened)
            for column in row.unopened:
                self.stderr.write(f"{row.where} does not open in {column}.")
        self.stdout.write(f"{plural(whole, 'row')} sealed again.")
        if left:
            raise CoequalError(
                f"{plural(left, 'value does', 'values do')} not open, and stay as they are; everything beside them was sealed "
                "again. “coequal site personal_keys status” says whether a key is missing."
            )


def said(used: Used) -> str:
    """A key in a line: its name, since when, and how much needs it."""
    needed = plural(used.needed_by, *_NEED[used.kind])
    if used.key is None:
        return f"{used.id} {used.kind}, and is missing: {needed} with it cannot be read. Put it back, from a copy of the file."
    return f"{used.id} {used.kind}, since {used.key.made:%Y-%m-%d %H:%M} UTC: {needed}"
