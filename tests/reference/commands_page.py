"""The manual's page on the command line, made from the parsers themselves."""

from argparse import SUPPRESS, Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator

from coequal.cli.main import COMMANDS, parser

HEADING = """\
# The command line

<!-- Made by `make manual` from the parsers in coequal.cli. Change those, not this page. -->

`coequal COMMAND --help` says the same. Each command takes `--library DIR` for a library other than the shipped one, and `--help`.
It ends with status 0 where there is an answer, 1 where faults were found, and 2, with one sentence on standard error, where something given cannot be used.
A `POLICY` is an id such as `norfolk-and-waveney/assisted-conception`, an id with a version after `@`, or the path of a file.
"""
NOT_RUN = {"site": "it makes the tables of a site"}
EVERYWHERE = {"help", "library", "version", "command"}


def page() -> str:
    """The whole page."""
    return HEADING + "".join(_section(name) for name in COMMANDS)


def _section(name: str) -> str:
    says, example = COMMANDS[name]
    made = _subparsers(parser(name))[name]
    mark = f"<!-- not run: {NOT_RUN[name]} -->\n\n" if name in NOT_RUN else ""
    lines = [f"\n## `coequal {name}`\n\n{says[:1].upper()}{says[1:]}.\n\n{mark}```sh\n{example}\n```\n", _table(made)]
    for kind, inner in _subparsers(made).items():
        lines.append(f"\n### `coequal {name} {kind}`\n{_table(inner)}")
    return "".join(lines)


def _subparsers(made: ArgumentParser) -> dict[str, ArgumentParser]:
    return {name: inner for one in made._actions if isinstance(one, _SubParsersAction) for name, inner in one.choices.items()}


def _table(made: ArgumentParser) -> str:
    rows = list(_rows(made))
    return "\n| argument | says |\n| --- | --- |\n" + "".join(rows) if rows else ""


def _rows(made: ArgumentParser) -> Iterator[str]:
    for one in made._actions:
        if one.dest not in EVERYWHERE and not isinstance(one, _SubParsersAction) and one.help is not SUPPRESS:
            needed = "; needed" if one.option_strings and one.required else ""
            yield f"| `{_written(one)}` | {_cell(one.help or '')}{needed} |\n"


def _written(one: Action) -> str:
    """An argument as it is typed: `--out FILE`, or `POLICY`."""
    value = one.metavar or ("{" + ",".join(map(str, one.choices)) + "}" if one.choices else one.dest.upper())
    shown = " ".join(value) if isinstance(value, tuple) else str(value)
    if not one.option_strings:
        return f"[{shown}]" if one.nargs in ("?", "*") else shown
    return " ".join([*one.option_strings[-1:], *([shown] if one.nargs != 0 else [])])


def _cell(text: str) -> str:
    return text.replace("%%", "%").replace("|", "\\|")
