"""`coequal import`: a decision table in a spreadsheet, or a model of DMN, as a draft policy."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from coequal.cli import usual as shared
from coequal.cli.extras import needs
from coequal.cli.text import paragraph
from coequal.errors import CoequalError, Place
from coequal.exchange.dmn.read import import_dmn
from coequal.exchange.dmn.xml import MOST_BYTES
from coequal.exchange.drafted import About, Imported
from coequal.exchange.tables.spreadsheets import read_spreadsheet
from coequal.exchange.tables.table import HIT_POLICIES
from coequal.policies.library import Library

Reader = Callable[[Path, About, Library, Namespace], Imported]


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("file", metavar="FILE", type=Path, help=f"rules: {_ENDINGS}")
    command.add_argument("--policy", metavar="ID", required=True, help="the id of the draft: its area, a slash, its service")
    command.add_argument("--service", metavar="S", help="the service; else that of the id")
    command.add_argument("--title", metavar="TEXT", help="the title of the draft; else the name of the file")
    command.add_argument("--hit-policy", choices=HIT_POLICIES, metavar="H", help=f"how rules combine: {', '.join(HIT_POLICIES)}")
    command.add_argument(
        "--outcome", action="append", default=[], metavar="NAME", help="a column of a spreadsheet that says what follows (repeat)"
    )
    command.add_argument("--out", type=Path, metavar="FILE", help="the policy file to write, in Markdown (.md)")
    shared.as_json(command)


def run(options: Namespace) -> int:
    """Write the draft, and print where it is, what was read, and what to do next."""
    shared.check_files(options, {"out": (".md",)})
    out: Path = options.out or Path(f"{options.policy.replace('/', '-')}.md")
    if out.exists():
        raise CoequalError(f"There is a file {out} already, which is left as it is. Name another with --out.")
    service = options.service or options.policy.partition("/")[2]
    about = About(options.policy, options.title or options.file.stem, service, source=f"the file {options.file.name}")
    found = _reader(options.file)(options.file, about, Library(options.library), options)
    out.write_text(found.text, encoding="utf-8")
    if options.json:
        print(json.dumps({"file": str(out), "policy": about.policy, "remarks": list(found.remarks)}, indent=2, ensure_ascii=False))
        return 0
    print(f"{out}: a draft of {about.policy}, which binds nobody.")
    print("\n".join(paragraph(remark) for remark in found.remarks))
    commands = [shared.command_line(name, out, options.library) for name in ("lint", "test")]
    print(f"Next: read it beside its source, say each rule in your own words, then “{commands[0]}” and “{commands[1]}”.")
    return 0


def _reader(path: Path) -> Reader:
    """What reads files that end like one. Raises `CoequalError` where nothing does."""
    if path.suffix.casefold() not in _READERS:
        raise CoequalError(f"A draft is made of a file that ends in {_ENDINGS}.", Place(str(path)))
    return _READERS[path.suffix.casefold()]


def _spreadsheet(path: Path, about: About, library: Library, options: Namespace) -> Imported:
    with needs("site"):
        return read_spreadsheet(path, about, library.vocabulary, options.hit_policy, options.outcome)


def _model(path: Path, about: About, library: Library, options: Namespace) -> Imported:
    if options.hit_policy or options.outcome:
        raise CoequalError(
            "A model of DMN says itself how its rules combine and what follows. Leave --hit-policy out, and --outcome.",
            Place(str(path)),
        )
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CoequalError(f"This cannot be read: {error.strerror}.", Place(str(path))) from None
    return import_dmn(data, library.vocabulary, about, str(path))


_READERS: Final[Mapping[str, Reader]] = {".csv": _spreadsheet, ".xlsx": _spreadsheet, ".dmn": _model}
_ENDINGS: Final = ", ".join(_READERS)
