"""What is given on the command line with an official list of commissioners."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from coequal.errors import CoequalError
from coequal.organisations.official_moves import Move
from coequal.organisations.official_updates import Said

_Value = TypeVar("_Value")
_ONLY_WITH: Final = {
    "--into": "into",
    "--update": "update",
    "--dry-run": "dry_run",
    "--followed-by": "followed",
    "--moved": "moved",
}


def arguments(command: ArgumentParser) -> None:
    """What goes with a list of commissioners."""
    command.add_argument(
        "--commissioners",
        metavar="FILE",
        type=Path,
        help="ODS's eccg.csv, or a look-up of the ONS with columns such as ICB22CDH: what in it is new here, and what differs",
    )
    command.add_argument(
        "--into",
        metavar="DIR",
        type=Path,
        help="a library folder of your own, into which what is new is written; else it is only shown",
    )
    command.add_argument(
        "--update",
        metavar="CODE",
        nargs="*",
        help="write what differs, too, as rows of your own that stand instead of the library's: of these codes, or of all",
    )
    command.add_argument(
        "--followed-by",
        dest="followed",
        metavar="OLD=NEW[,NEW]",
        type=_followed,
        action="append",
        default=[],
        help="with --update: who followed a body that closed, which no file says",
    )
    command.add_argument(
        "--moved",
        metavar="AREA=BODY[,BODY][@DATE]",
        type=_moved,
        action="append",
        default=[],
        help="with --update: to whom an area came, and on which day where its board did not close",
    )
    command.add_argument("--dry-run", action="store_true", help="with --into: say what would be written, and write nothing")


def refuse_alone(options: Namespace) -> None:
    """Raises `CoequalError` where something was given that goes with other options only."""
    for name, given in _ONLY_WITH.items():
        value = getattr(options, given)
        if value not in (None, False, []) or (given == "update" and value is not None):
            if not options.commissioners:
                raise CoequalError(f"{name} goes with --commissioners.")
            if given in {"followed", "moved"} and options.update is None:
                raise CoequalError(f"{name} goes with --update.")
            if given == "dry_run" and not options.into:
                raise CoequalError(f"{name} goes with --into.")


def said(options: Namespace) -> Said:
    """What a person says beside the list. Raises `CoequalError` where they say it twice."""
    return Said(_each_once(options.followed, "--followed-by"), _each_once(options.moved, "--moved"))


def _each_once(given: Iterable[tuple[str, _Value]], option: str) -> dict[str, _Value]:
    found: dict[str, _Value] = {}
    for code, value in given:
        if code in found:
            raise CoequalError(f"{code} stands twice after {option}. Say it once.")
        found[code] = value
    return found


def _followed(text: str) -> tuple[str, tuple[str, ...]]:
    old, _, new = text.partition("=")
    if old and (codes := tuple(new.split(","))) and all(codes):
        return old, codes
    raise ArgumentTypeError(f'"{text}" is not like QHL=X1X1X or QHL=X1X1X,Y1Y1Y')


def _moved(text: str) -> tuple[str, Move]:
    said, dated, day = text.partition("@")
    with suppress(ValueError, ArgumentTypeError):
        area, bodies = _followed(said)
        return area, Move(bodies, date.fromisoformat(day) if dated else None)
    raise ArgumentTypeError(f'"{text}" is not like 26A=X1X1X or 26A=X1X1X@2027-04-01')
