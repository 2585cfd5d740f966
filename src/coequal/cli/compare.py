"""`coequal compare`: who is funded under one policy and refused under another, proved, with made-up couples."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from coequal.cli import usual as shared
from coequal.cli.extras import needs
from coequal.errors import CoequalError


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument(
        "policies", metavar="POLICY", nargs="*", help="two policies by id or file; one alone is looked into for contradictions"
    )
    command.add_argument("--all", action="store_true", help="every two policies of a service, in all their versions")
    command.add_argument("--service", metavar="S", help="with --all: the service, where the library has several")
    command.add_argument("--on", type=shared.day, metavar="DATE", help="the day on which made-up people are referred")
    command.add_argument("--people", metavar="FILE", help="count people too: a Parquet, CSV or Arrow file")
    command.add_argument(
        "--columns", type=Path, metavar="FILE", help="with --people: a YAML file that says which column holds what"
    )
    command.add_argument("--report", type=Path, metavar="FILE", help="write a report: .html or .pdf")
    command.add_argument("--publish", action="store_true", help="with --people: hide counts of 1 to 7 and round the others to 5")
    shared.as_json(command)


def run(options: Namespace) -> int:
    """Compare, print what was shown, and write a report where one is asked for."""
    _check(options)
    with needs("proof"):
        from coequal.cli.comparing import compared  # noqa: PLC0415  # z3, which few commands need

    found = compared(options)
    if options.report:
        with needs("reports"):
            from coequal.cli.reports import write_report  # noqa: PLC0415  # charts and PDF

            write_report(found.report(), options.report)
    print(json.dumps(found.data, indent=2, ensure_ascii=False) if options.json else found.text())
    return 0


def _check(options: Namespace) -> None:
    """Nothing, where the options go together. Raises `CoequalError` where they do not."""
    if options.all and options.policies:
        raise CoequalError("--all takes every two policies of the service. Leave the policies out, or --all.")
    if not options.all and len(options.policies) not in (1, 2):
        raise CoequalError("Name two policies to compare them, or one to look into it; or use --all.")
    if options.service and not options.all:
        raise CoequalError("--service goes with --all; a policy that is named says its service itself.")
    if options.people and len(options.policies) != 2:
        raise CoequalError("--people counts whom a change between two policies would reach, so name two.")
    for name in ("columns", "publish"):
        if getattr(options, name) and not options.people:
            raise CoequalError(f"--{name} is about the people that --people names.")
    shared.check_files(options, {"report": shared.REPORTS})
