"""`coequal practices`: where a GP practice belongs, and importing official lists of practices and of commissioners."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from coequal.cli import commissioners_given
from coequal.cli import usual as shared
from coequal.cli.commissioners_import import import_commissioners
from coequal.cli.practices_import import import_files
from coequal.cli.text import columns, paragraph
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.organisations.bodies import Body
from coequal.organisations.practices import HOW_TO_IMPORT, IMPORTED, Practice
from coequal.policies.library import Library


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("code", metavar="CODE", nargs="?", help="the ODS code of a practice; without one, all in brief")
    command.add_argument("--on", type=_day, metavar="DATE", help="a day such as 2022-07-01; without one, today")
    command.add_argument(
        "--import",
        dest="files",
        metavar="FILE",
        nargs="+",
        type=Path,
        help="ODS's epraccur.csv, and older ones beside it for what came before; replaces what was imported earlier",
    )
    commissioners_given.arguments(command)
    shared.as_json(command)


def run(options: Namespace) -> int:
    """Print one practice, or all in brief, or what was imported."""
    commissioners_given.refuse_alone(options)
    if options.commissioners and (options.files or options.code or options.on):
        raise CoequalError("--commissioners goes with neither a CODE nor --on nor --import.")
    if options.files and (options.code or options.on):
        raise CoequalError("Import first, then ask: --import goes with neither a CODE nor --on.")
    if options.commissioners:
        told, lines = import_commissioners(options, _today())
    elif options.files:
        told, lines = import_files(Library(options.library), options.files, _today())
    elif options.code:
        told, lines = _one(Library(options.library), options.code.upper(), options.on)
    else:
        told, lines = _all(Library(options.library), options.on or _today())
    print(json.dumps(told, indent=2, ensure_ascii=False) if options.json else "\n".join(lines))
    return 0


def _one(library: Library, code: str, asked: date | None) -> tuple[dict[str, Any], list[str]]:
    """One practice: its memberships, and who commissions for it on a day."""
    on = asked or _today()
    practice = library.practices.get(code)
    belonging = library.practices.area(code, on)
    in_charge = {area: _commissioners(library, area, on) for area in belonging.areas}
    told = {
        "code": code,
        "name": practice.name,
        "opened": _iso(practice.opened),
        "closed": _iso(practice.closed),
        "memberships": [{"area": one.area, "from": _iso(one.since), "until": _iso(one.until)} for one in practice.memberships],
        "on": _iso(on),
        "areas": list(belonging.areas),
        "commissioners": {area: [body.code for body in bodies] for area, bodies in in_charge.items()},
        "says": list(belonging.says),
        "table": library.practices.described,
    }
    rows = [["FROM", "UNTIL", "AREA"], *(_row(library, practice, number) for number in range(len(practice.memberships)))]
    day = say_date(on) if asked else f"{say_date(on)}, today"
    said = [*belonging.says, *(_in_charge(library.area(area), day, bodies) for area, bodies in in_charge.items())]
    head = [f"{practice.name} ({code})", f"from {library.practices.described}", ""]
    return told, [*head, columns(rows), *(f"\n{paragraph(sentence)}" for sentence in said)]


def _row(library: Library, practice: Practice, number: int) -> list[str]:
    membership = practice.memberships[number]
    goes_on = number == len(practice.memberships) - 1
    until = say_date(membership.until) if membership.until else "goes on" if goes_on else "not known"
    return [say_date(membership.since) if membership.since else "not known", until, library.area(membership.area)]


def _commissioners(library: Library, area: str, on: date) -> tuple[Body, ...]:
    known = library.organisations.areas.get(area)
    return known.commissioners(on) if known else ()


def _in_charge(place: str, day: str, bodies: tuple[Body, ...]) -> str:
    names = " and ".join(body.name if body.role == "PCT" else f"{body.name} ({body.code})" for body in bodies)
    parts = ", each for a part; which part the practice is in is not recorded here" if len(bodies) > 1 else ""
    return f"In charge of {place} on {day}: {names or 'nobody that this library knows'}{parts}."


def _all(library: Library, on: date) -> tuple[dict[str, Any], list[str]]:
    """How many practices were open in each area on a day."""
    practices = library.practices
    counted = Counter(practices.area(code, on).areas for code, practice in practices.by_code.items() if _open(practice, on))
    listed = sorted(counted.items())
    told = {
        "table": practices.described,
        "on": _iso(on),
        "practices": len(practices.by_code),
        "open": counted.total(),
        "areas": [{"areas": list(areas), "practices": count} for areas, count in listed],
    }
    head = f"{len(practices.by_code)} practices in {practices.described}; {counted.total()} were open on {say_date(on)}."
    rows = [["AREA", "PRACTICES"], *([" or ".join(map(library.area, areas)), str(count)] for areas, count in listed)]
    hint = [] if practices.described.startswith(f"the table {IMPORTED}") else ["", paragraph(HOW_TO_IMPORT)]
    return told, [paragraph(head), *(["", columns(rows)] if listed else []), *hint]


def _open(practice: Practice, on: date) -> bool:
    return not ((practice.opened and on < practice.opened) or (practice.closed and practice.closed < on))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f'"{text}" is not a date such as 2022-07-01') from None


def _today() -> date:
    return date.today()  # noqa: DTZ011  # the user's own day


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
