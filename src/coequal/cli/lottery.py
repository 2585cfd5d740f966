"""`coequal lottery`: one case, or many people, in every area."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coequal.cli import usual as shared
from coequal.cli.extras import needs
from coequal.errors import CoequalError

if TYPE_CHECKING:
    from coequal.documents.model import Document

_PEOPLE = (".parquet", ".csv", ".arrow", ".feather")
_ENDINGS = {"report": shared.REPORTS, "map": (".svg", ".png")}  # of the files that are written, known before anybody is counted
_FOR_PEOPLE = {"columns": "--columns says which column holds which fact", "publish": "--publish is about counts of people"}


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument(
        "who", metavar="CASE|PEOPLE", help="a case in a YAML or JSON file, or -; or people in a Parquet, CSV or Arrow file"
    )
    command.add_argument("--service", metavar="S", help="such as assisted-conception, where the facts do not tell")
    command.add_argument(
        "--on",
        type=shared.day,
        action="append",
        default=[],
        metavar="DATE",
        help="the policies of this day; may be repeated, to see whether areas have come nearer to one another",
    )
    command.add_argument("--report", type=Path, metavar="FILE", help="write a report: .html or .pdf")
    command.add_argument("--map", type=Path, metavar="FILE", help="draw a map, a tile for each area: .svg or .png")
    command.add_argument("--boundaries", type=Path, metavar="FILE", help="a GeoJSON file of areas, for a map of the land")
    command.add_argument("--columns", type=Path, metavar="FILE", help="a YAML file that says which column holds which fact")
    command.add_argument("--publish", action="store_true", help="hide counts of 1 to 7 and round the others to 5")
    shared.as_json(command)


def run(options: Namespace) -> int:
    """Print the lottery, and write what is asked for."""
    is_people = Path(options.who).suffix.lower() in _PEOPLE
    _check(options, is_people)
    report = _people(options) if is_people else _couple(options)
    document = _document(report, is_people)
    if options.report or options.map:
        with needs("reports"):
            from coequal.cli.lottery_files import write  # noqa: PLC0415  # drawing and setting, which few need

            write(report, document, options)
    if options.json:
        print(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        from coequal.cli.document_text import document_text  # noqa: PLC0415

        print(document_text(document))
    return 0


def _couple(options: Namespace) -> dict[str, Any]:
    from coequal.cli.lottery_couple import couple_lottery  # noqa: PLC0415

    return couple_lottery(options)


def _people(options: Namespace) -> dict[str, Any]:
    with needs("bulk"):
        from coequal.cli.lottery_people import named_lottery  # noqa: PLC0415  # NumPy and Arrow

        return named_lottery(options)


def _document(report: dict[str, Any], is_people: bool) -> "Document":
    if is_people:
        from coequal.comparison.lottery.people_page import people_document  # noqa: PLC0415

        return people_document(report, report["service"])
    from coequal.comparison.lottery.couple_page import couple_document  # noqa: PLC0415

    return couple_document(report, report["service"])


def _check(options: Namespace, is_people: bool) -> None:
    """Nothing, where the options go together. Raises `CoequalError` where they do not."""
    shared.check_files(options, _ENDINGS)
    if options.boundaries and not (options.map or options.report):
        raise CoequalError("--boundaries is for a map. Name the file to draw, with --map or --report.")
    for name, why in _FOR_PEOPLE.items():
        if getattr(options, name) and not is_people:
            raise CoequalError(f"{why}, and {options.who} is one case. People stand in files that end in {', '.join(_PEOPLE)}.")
