"""`coequal export`: a policy, or every policy of the library, in the forms that other people and other software use."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Final

from coequal.cli import usual as shared
from coequal.cli.extras import NotInstalled, needs
from coequal.eligibility.assessor import find
from coequal.errors import CoequalError, did_you_mean
from coequal.exchange.forms import FORMS, Asked, Form, People, file_name
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.populations.output import whole_or_absent
from coequal.populations.sql.kinds import KINDS, usual

EVERY: Final = "all"
SQL: Final = "sql"  # one form for each dialect
_OF_PEOPLE: Final = tuple(one.name for one in fields(People))


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is to be written."""

    policy: Policy
    form: Form
    path: Path


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("policy", metavar="POLICY", nargs="?", help=f"an id such as {shared.EXAMPLE}, or a file")
    command.add_argument("--all", action="store_true", help="every policy of the library, in each of its versions")
    listed = "; ".join(f"{name} for {form.says}" for name, form in FORMS.items() if not name.startswith(f"{SQL}-"))
    says = f"{listed}; {SQL} for a view in a database; {EVERY} for all of them. May be given several times"
    command.add_argument("--to", required=True, action="append", metavar="FORM", help=says)
    says = f"the kind of SQL, of --to {SQL}: tsql is SQL Server's"
    command.add_argument("--dialect", action="append", type=usual, choices=(*KINDS, EVERY), help=says)
    command.add_argument("--table", metavar="NAME", help=f"the table of people, of --to {SQL}; else people")
    command.add_argument("--key", metavar="COLUMN", help="the column of that table that says who is who; else id")
    says = "a YAML file that says which column holds which fact; of a fact that it does not name nothing is known"
    command.add_argument("--columns", type=Path, metavar="FILE", help=says)
    command.add_argument("--easy-read", action="store_true", help="in easy words: short sentences, hard words explained")
    command.add_argument("--out", type=Path, metavar="FILE", help="the file to write; else one that is called after the policy")
    command.add_argument("--into", type=Path, metavar="DIR", help="the folder for files that are called after their policies")


def run(options: Namespace) -> int:
    """Write each file, and print its name. A form that cannot hold a policy is said, and the others are written."""
    forms = _forms(options)
    _check(options, forms)
    library = Library(options.library)
    policies = (
        list(library.policies()) if options.all else [find(library, options.policy, lambda _said: None, or_latest=True).policy]
    )
    files = list(_files(policies, forms, options))
    if options.into:
        options.into.mkdir(parents=True, exist_ok=True)
    if len(files) == 1:
        _write(files[0], library, options)
        return 0
    refused = [error for file in files if (error := _refused(file, library, options))]
    for error in refused:
        print(f"coequal: {error}", file=sys.stderr)
    return 2 if refused else 0


def _forms(options: Namespace) -> list[Form]:
    """The forms that were asked for, each once. Raises `CoequalError` for one that there is not."""
    names = list(dict.fromkeys(name for wanted in options.to for name in _named(wanted, options)))
    if not any(name.startswith(f"{SQL}-") for name in names):
        for name in ("dialect", *_OF_PEOPLE):
            if getattr(options, name) is not None:
                raise CoequalError(f"Only --to {SQL} takes a --{name}.")
    return [FORMS[name] for name in names]


def _named(wanted: str, options: Namespace) -> list[str]:
    """The names of the forms that one word means."""
    dialects = KINDS if options.dialect is None or EVERY in options.dialect else options.dialect
    of_sql = [f"{SQL}-{dialect}" for dialect in dialects]
    if wanted == EVERY:
        others = [name for name in FORMS if not name.startswith(f"{SQL}-")]
        return [name for name in (*others, *of_sql) if FORMS[name].easy or not options.easy_read]
    if wanted == SQL:
        if options.dialect is None:
            raise CoequalError(f"Say by --dialect for which database: {', '.join(KINDS)}, or {EVERY}.")
        return of_sql
    if wanted not in FORMS:
        known = [name for name in FORMS if not name.startswith(f"{SQL}-")]
        meant = did_you_mean(wanted, [*known, SQL])
        raise CoequalError(f"A policy cannot be exported to {wanted}, only to {', '.join([*known, SQL])}.{meant}")
    return [wanted]


def _check(options: Namespace, forms: Sequence[Form]) -> None:
    """Nothing, where what was asked for goes together. Raises `CoequalError` before anything is done."""
    if options.all == (options.policy is not None):
        raise CoequalError("Name one policy, or write --all for every policy of the library.")
    if options.easy_read and (hard := next((form for form in forms if not form.easy), None)):
        raise CoequalError(f"There is no easy read of {hard.says}. Leave --easy-read out.")
    if options.out and (options.into or options.all or len(forms) > 1):
        raise CoequalError("--out names one file. For several, name a folder by --into.")
    shared.check_files(options, {"out": (Path(f"x.{forms[0].ending}").suffix,)})


def _files(policies: Sequence[Policy], forms: Sequence[Form], options: Namespace) -> Iterator[_File]:
    for policy in policies:
        for form in forms:
            name = Path(file_name(policy, form, easy=options.easy_read))
            yield _File(policy, form, options.out or (options.into / name if options.into else name))


def _write(file: _File, library: Library, options: Namespace) -> None:
    today = date.today()  # noqa: DTZ011  # the user's own day
    people = People(**{name: found for name in _OF_PEOPLE if (found := getattr(options, name)) is not None})
    asked = Asked(policy=file.policy, library=library, on=today, easy=options.easy_read, people=people)
    with needs(file.form.extra) if file.form.extra else nullcontext():
        made = file.form.write(asked)
    with whole_or_absent(file.path) as part:
        part.write_bytes(made)
    print(file.path)


def _refused(file: _File, library: Library, options: Namespace) -> CoequalError | None:
    """Why a file was not written; None where it was."""
    try:
        _write(file, library, options)
    except NotInstalled:
        raise
    except CoequalError as error:
        return CoequalError(f"{file.path.name} was not written. {error}")
    return None
