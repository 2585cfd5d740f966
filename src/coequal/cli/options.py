"""`coequal options`: candidate policies for one area, whom each reaches, what each costs and brings, and how sure that is."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coequal.cli import usual
from coequal.cli.extras import needs
from coequal.errors import CoequalError
from coequal.policies.library import Library
from coequal.populations.progress import people_progress, progress

if TYPE_CHECKING:
    from coequal.comparison.options.file import Options

_ENDINGS = (".html", ".pdf")


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("file", type=Path, metavar="FILE", help="a YAML file of candidates, people and assumptions")
    command.add_argument("--report", type=Path, metavar="FILE", help="write the appraisal as a document: .html or .pdf")
    command.add_argument("--draws", type=int, metavar="N", help="another number of draws than the file says")
    command.add_argument("--seed", type=int, metavar="N", help="another seed of the draws than the file says")
    usual.as_json(command)


def run(options: Namespace) -> int:
    """Appraise the candidates, print the figures, and write the report if one is asked for."""
    _check(options)
    with needs("bulk"):
        from coequal.comparison.options.appraisal import appraise  # noqa: PLC0415  # NumPy and Arrow, which few commands need
        from coequal.comparison.options.candidates import Shelf  # noqa: PLC0415
        from coequal.comparison.options.file import read_options  # noqa: PLC0415

    library = Library(options.library)
    today = date.today()  # noqa: DTZ011  # the user's own day
    found = _changed(read_options(options.file, Shelf(library, options.file.parent, today)), options)
    vocabulary = library.vocabulary(found.candidates[0].parts[0].policy.service)
    reading, drawing = partial(people_progress, people=None), partial(progress, what="Slices of draws done")
    report = appraise(found, vocabulary, library.area, read=reading, steps=drawing)
    if options.report:
        _write(report, options.report)
    print(json.dumps(report, indent=2, ensure_ascii=False) if options.json else _as_text(report))
    return 0


def _check(options: Namespace) -> None:
    """Nothing, where the report can be written. Raises `CoequalError` before anything is worked out where it cannot."""
    path: Path | None = options.report
    if path is None:
        return
    if path.suffix not in _ENDINGS:
        raise CoequalError(f"--report writes files that end in {' or '.join(_ENDINGS)}, not {path.name}.")
    if not path.parent.is_dir():
        raise CoequalError(f"There is no folder {path.parent} in which to write {path.name}.")


def _changed(found: "Options", options: Namespace) -> "Options":
    """The options with another number of draws or seed. Raises `CoequalError` for one that cannot be."""
    from coequal.comparison.options.file import DRAWS, MOST_SEED  # noqa: PLC0415

    draws = found.draws if options.draws is None else options.draws
    seed = found.seed if options.seed is None else options.seed
    if not DRAWS[0] <= draws <= DRAWS[1]:
        raise CoequalError(f"--draws must be from {DRAWS[0]} to {DRAWS[1]:,}, not {draws}.")
    if not 0 <= seed <= MOST_SEED:
        raise CoequalError(f"--seed must be from 0 to {MOST_SEED:,}, not {seed}.")
    return replace(found, draws=draws, seed=seed)


def _write(report: dict[str, Any], path: Path) -> None:
    """The report as a document, which is whole or not there."""
    with needs("reports"):
        from coequal.comparison.options.document import to_document  # noqa: PLC0415  # charts, which figures do not need
    from coequal.populations.output import whole_or_absent  # noqa: PLC0415

    with needs("reports"):
        if path.suffix == ".html":
            from coequal.documents.html import html  # noqa: PLC0415

            written = html(to_document(report)).encode()
        else:
            from coequal.documents.pdf import pdf  # noqa: PLC0415

            written = pdf(to_document(report))
    with whole_or_absent(path) as part:
        part.write_bytes(written)


def _as_text(report: dict[str, Any]) -> str:
    from coequal.cli.options_text import options_text  # noqa: PLC0415

    return options_text(report)
