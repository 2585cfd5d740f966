"""The command line. Argparse, because it starts in milliseconds; each command imports only what it needs."""

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

from coequal import __version__
from coequal.cli.usual import EXAMPLE
from coequal.errors import CoequalError, did_you_mean

COMMANDS = {
    "policies": ("list the policies of the library", "coequal policies"),
    "show": ("a policy in plain English", f"coequal show {EXAMPLE}"),
    "which": (
        "the policy that binds a referral, and why",
        "coequal which --service assisted-conception --referred 2023-05-02 --area 26A",
    ),
    "check": ("assess one case under a policy", f"coequal check {EXAMPLE} examples/a-couple.yaml"),
    "practices": ("show where a practice belongs, or import your own copy of ODS's list", "coequal practices D82004"),
    "lint": ("find faults and doubts in policies", "coequal lint"),
    "ask": ("ask only the questions that still matter, then answer", f"coequal ask {EXAMPLE}"),
    "when": ("the days in which a case meets what hangs on time", f"coequal when {EXAMPLE} examples/a-couple.yaml"),
    "test": ("run the example people that stand in policies", "coequal test"),
    "people": ("make synthetic people", "coequal people synthesise --count 100000 --seed 1 --out people.parquet"),
    "assess": ("what policies do to many people", f"coequal assess people.parquet --policy {EXAMPLE}"),
    "compare": (
        "who is funded under one policy and refused under another, proved",
        f"coequal compare {EXAMPLE} nice/assisted-conception",
    ),
    "lottery": ("one case, or many people, in every area", "coequal lottery examples/a-couple.yaml"),
    "options": (
        "appraise candidate policies: people, births, cost, uncertainty",
        "coequal options examples/options/staffordshire.yaml",
    ),
    "families": (
        "make policies of a table of local values, one a row",
        "coequal families import library/recipes/ivf-2017/example.csv --recipe ivf-2017 --into lottery-2017",
    ),
    "export": ("a policy as a file for people or for other software", f"coequal export {EXAMPLE} --to docx"),
    "import": (
        "rules in a spreadsheet, or in a model of DMN, as a draft policy",
        "coequal import examples/rules.csv --policy exampleshire/assisted-conception --outcome 'fresh cycles' --out draft.md",
    ),
    "schema": ("the JSON Schema of a case, an assessment or a policy", "coequal schema case --service assisted-conception"),
    "site": ("run the site, and what belongs to it", "coequal site migrate"),
    "diff": ("what two versions of a policy say differently", f"coequal diff {EXAMPLE}@2022-07 {EXAMPLE}"),
}
_MODULES = {"import": "import_policy"}  # of commands whose names Python keeps for itself


_LIBRARY = "a library other than the shipped one, or beside it where it says so; may be given several times"


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One clear message, and where to read on."""
        raise CoequalError(f"{message[:1].upper()}{message[1:]}. “{self.prog} --help” shows an example.")


def parser(wanted: str) -> ArgumentParser:
    """The parser of all commands; only the one that is wanted is imported, for its arguments."""
    top = _Parser(
        prog="coequal",
        description="Commissioning policies that people can read and software can apply.",
        epilog=f"Example: {COMMANDS['check'][1]}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"coequal {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for name, (says, example) in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=says,
            description=f"{says[:1].upper()}{says[1:]}.",
            epilog=f"Example: {example}",
            formatter_class=RawDescriptionHelpFormatter,
        )
        command.add_argument("--library", type=Path, metavar="DIR", action="append", help=_LIBRARY)
        if name == wanted:
            _module(name).arguments(command)
    return top


def run(arguments: Sequence[str]) -> int:
    """Run one command. Returns its exit status: 0 for an answer, 1 for faults found."""
    top = parser(_command(arguments))
    options: Namespace = top.parse_args(arguments)
    if options.command is None:
        top.print_help()
        return 0
    status: int = _module(options.command).run(options)
    return status


def _command(arguments: Sequence[str]) -> str:
    """The command that is named first, if any; one that was mistyped gets a suggestion rather than the list of all."""
    first = next(iter(arguments), "-")
    if not first.startswith("-") and first not in COMMANDS:
        suggestion = did_you_mean(first, COMMANDS) or f" The commands are: {', '.join(COMMANDS)}."
        raise CoequalError(f'There is no command "{first}".{suggestion}')
    return first


def _module(command: str) -> Any:
    """The module of a command: `arguments` says what it takes, `run` runs it."""
    return import_module(f"coequal.cli.{_MODULES.get(command, command)}")


def main() -> NoReturn:
    """The entry point. Exit status 2 and one message, without a traceback, for input that cannot be used."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal may lack some of our signs, or send some that mean nothing
            stream.reconfigure(errors="replace")
    try:
        status = run(sys.argv[1:])
        print(end="", flush=True)
    except CoequalError as error:
        status = _refuse(str(error))
    except BrokenPipeError:  # whoever read the output has seen enough
        _drop_output()
        status = 0
    except OSError as error:  # a name that is too long to look up, or no room for the output
        if error.filename is None:
            _drop_output()
        status = _refuse(f"{error.filename or 'The output'}: {error.strerror}.")
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


def _refuse(message: str) -> int:
    """The message on one line of its own stream; hidden characters of the input are not let loose on a terminal."""
    print("coequal:", "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in message), file=sys.stderr)
    return 2


def _drop_output() -> None:
    """What is still to be written goes nowhere, so that Python does not try again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
