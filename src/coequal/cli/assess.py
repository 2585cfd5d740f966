"""`coequal assess`: many people under many policies."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from coequal.cli import usual as shared
from coequal.cli.extras import needs
from coequal.errors import CoequalError

if TYPE_CHECKING:
    from coequal.cli.assessing import Answer


_ENDINGS = {  # of the files that are written, known before anybody is counted
    "out": (".parquet", ".csv", ".arrow"),
    "counts": (".csv", ".parquet", ".json"),
    "chart": (".svg", ".png"),
}


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument(
        "people", metavar="PEOPLE", help="a Parquet, CSV or Arrow file; with --database or --engine, a table or a query there"
    )
    command.add_argument("--policy", action="append", default=[], metavar="P", help="a policy by its id or file; may be repeated")
    command.add_argument("--all", action="store_true", help="every policy of the service")
    command.add_argument("--service", metavar="S", help="with --all: the service, where the columns do not tell")
    command.add_argument("--on", type=shared.day, metavar="DATE", help="take the versions that bind on this day instead of today")
    command.add_argument("--columns", type=Path, metavar="FILE", help="a YAML file that says which column holds which fact")
    command.add_argument("--where", metavar="CONDITION", help="only people of whom this is known: --where 'patient area = \"26A\"'")
    command.add_argument("--by", metavar="WHAT", help='group by a column, or by bands: --by "patient age at treatment: 23, 35, 40"')
    command.add_argument("--database", metavar="URL", help="read the people from duckdb:///file or postgresql://user@host/name")
    command.add_argument("--engine", metavar="URL", help="let duckdb:///…, postgresql://…, sqlite:///… or spark://… do the work")
    command.add_argument("--out", type=Path, metavar="FILE", help="write the answers for each person: .parquet, .csv or .arrow")
    command.add_argument("--keep", default="", metavar="COLUMNS", help="with --out: columns of the people to keep")
    command.add_argument("--counts", type=Path, metavar="FILE", help="write the counts: .csv, .parquet or .json")
    command.add_argument("--chart", type=Path, metavar="FILE", help="draw the counts: .svg or .png")
    command.add_argument("--publish", action="store_true", help="hide counts of 1 to 7 and round the others to 5")
    shared.as_json(command)


def run(options: Namespace) -> int:
    """Assess the people, print the counts, and write what is asked for."""
    _check(options)
    with needs("bulk"):
        from coequal.cli.assessing import answer, write  # noqa: PLC0415  # NumPy and Arrow, which few commands need

    found = answer(options)
    write(found, options)
    print(_as_json(found) if options.json else _as_text(found, options))
    return 0


def _check(options: Namespace) -> None:
    """Nothing, where the options go together. Raises `CoequalError` where they do not."""
    if not options.policy and not options.all:
        raise CoequalError("Say which policy, with --policy, or --all for every policy of the service.")
    if options.policy and options.all:
        raise CoequalError("--all takes every policy of the service. Leave --policy out, or --all.")
    if options.service and not options.all:
        raise CoequalError("--service goes with --all; a policy that is named says its service itself.")
    if options.database and options.engine:
        raise CoequalError("Name either --database, to read the people from it, or --engine, to let it do the work.")
    if options.out and options.engine:
        raise CoequalError("--out writes a line for each person here. Leave --engine out, or read the people with --database.")
    if options.out and options.publish:
        raise CoequalError("--out writes a line for each person, which is never for publication. Leave --publish out.")
    if options.keep and not options.out:
        raise CoequalError("--keep says which columns stand beside the answers, so it needs --out.")
    shared.check_files(options, _ENDINGS)


def _as_json(found: "Answer") -> str:
    return json.dumps({**found.report, "warnings": found.said}, indent=2, ensure_ascii=False)


def _as_text(found: "Answer", options: Namespace) -> str:
    from coequal.cli.assess_text import assess_text  # noqa: PLC0415

    return assess_text(found, published=options.publish)
