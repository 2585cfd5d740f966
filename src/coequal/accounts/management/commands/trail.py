"""`coequal site trail`: says whether the audit trail is whole, seals it, and hands it out."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.trail import Thing, record
from coequal.accounts.trail.files import Handed, Kept, verify_lines
from coequal.accounts.trail.model import Entry
from coequal.accounts.trail.recording import Detail
from coequal.accounts.trail.verifying import Verified, entries, entries_of, head, verify
from coequal.accounts.trail.walk import Seal
from coequal.errors import CoequalError
from coequal.pages.words import plural
from coequal.populations.progress import progress


class Command(BaseCommand):
    """Verifies the audit trail, seals it, or hands it out."""

    help = "Say whether the audit trail is whole; name what is wrong with it, and end with 1, where it is not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do instead, or how to say it."""
        parser.add_argument("--seal", action="store_true", help="print number and digest of the last entry, to be kept elsewhere")
        parser.add_argument("--since-seal", metavar="N:DIGEST", help="prove too that nothing up to a seal was rewritten or cut off")
        parser.add_argument("--json", action="store_true", dest="as_json", help="say it as JSON")
        parser.add_argument("--file", metavar="FILE", type=Path, help="compare lines of JSON that were handed out with the trail")
        parser.add_argument(
            "--alone",
            action="store_true",
            help="with --file, where the trail is elsewhere: say only whether the lines are consistent in themselves",
        )
        parser.add_argument("--export", metavar="FILE", type=Path, help="write every entry to a file, one line of JSON each")

    def handle(
        self,
        *_args: Any,
        seal: bool,
        since_seal: str | None,
        as_json: bool,
        export: Path | None,
        file: Path | None = None,
        alone: bool = False,
        **_options: Any,
    ) -> None:
        """Verify, unless something else is asked for."""
        try:
            if seal:
                self.stdout.write(json.dumps(asdict(head())) if as_json else str(head()))
            elif file:
                sealed = Seal.read(since_seal) if since_seal else None
                self._verify_file(file, sealed, None if alone else entries_of, as_json=as_json)
            elif export:
                self._export(export)
            else:
                self._verify(Seal.read(since_seal) if since_seal else None, as_json=as_json)
        except CoequalError as error:
            raise CommandError(error.message) from None

    def _verify(self, sealed: Seal | None, *, as_json: bool) -> None:
        steps = progress(entries(), f"Entries verified, of {Entry.objects.count():,}")
        found = verify(sealed, steps)
        self._note("verified the trail", {"whole": found.whole, "faults": found.count})
        self._say(found, said(found, sealed), as_json=as_json)

    def _verify_file(self, file: Path, sealed: Seal | None, kept: Kept | None, *, as_json: bool) -> None:
        try:
            with file.open(encoding="ascii", errors="replace") as lines:
                found = verify_lines(progress(lines, "Lines read"), sealed, kept)
        except OSError as error:
            raise CoequalError(f"{file} cannot be read: {error.strerror}.") from None
        except DatabaseError:
            raise CoequalError("The trail cannot be read here. Add --alone to look at the file in itself.") from None
        self._say(found, said_of_file(found, sealed), as_json=as_json)

    def _say(self, found: Verified | Handed, words: str, *, as_json: bool) -> None:
        """Say what was found. Ends with 1 where something is wrong."""
        if as_json:
            told = {"whole": found.whole, "entries": found.entries, "count": found.count, "faults": [*map(asdict, found.faults)]}
            if isinstance(found, Handed):
                told |= {"compared": found.compared, "sealed": found.sealed}
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
        else:
            self.stdout.write(words)
        if not found.whole:
            raise SystemExit(1)

    def _export(self, file: Path) -> None:
        count = 0
        try:
            with file.open("w", encoding="ascii") as lines:
                for entry in progress(entries(), "Entries written"):
                    lines.write(entry.line() + "\n")
                    count += 1
        except OSError as error:
            raise CoequalError(f"{file} cannot be written: {error.strerror}.") from None
        self._note("took the trail as a file")
        self.stdout.write(f"{plural(count, 'entry', 'entries')} written to {file}.")

    def _note(self, did: str, detail: dict[str, Detail] | None = None) -> None:
        """Record it, where the trail still takes an entry."""
        try:
            with transaction.atomic():
                record(THE_SYSTEM, did, Thing("trail"), detail=detail)
        except DatabaseError:
            self.stderr.write("This could not be recorded, because the trail takes no entry.")


def said(found: Verified, sealed: Seal | None = None) -> str:
    """What was found, in a sentence, or in a line for each fault."""
    if not found.whole:
        more = found.count - len(found.faults)
        lines = [f"The trail is not whole: {plural(found.count, 'fault')}.", *map(str, found.faults)]
        return "\n".join([*lines, *([f"{plural(more, 'more fault')} not named here."] if more else [])])
    since = f" Nothing up to entry {sealed.number:,} has changed since it was sealed." if sealed else ""
    return f"The trail is whole: {plural(found.entries, 'entry', 'entries')}, each of which follows from the one before.{since}"


def said_of_file(found: Handed, sealed: Seal | None = None) -> str:
    """What was found in a file, in a sentence, or in a line for each fault."""
    if not found.whole:
        return "\n".join([f"The file is not whole: {plural(found.count, 'fault')}.", *map(str, found.faults)])
    gaps = f" Entries of others are left out in {plural(found.gaps, 'place')}." if found.gaps else ""
    seal = ""
    if sealed:
        seal = (
            f" Entry {sealed.number:,} is as it was sealed."
            if found.sealed
            else f" Entry {sealed.number:,}, which was sealed, is not in this file: the seal says nothing of it."
        )
    how = "each as the trail here has it" if found.compared else "consistent in itself; not proven against the trail"
    count = plural(found.entries, "entry", "entries")
    return f"{count}, {how}.{gaps}{seal}" if found.compared else f"A file of {count}, {how}.{gaps}{seal}"
