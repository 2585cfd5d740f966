"""Looking at policies by all rules, and at dictionaries: one policy, the files that are named, or a whole library."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from coequal.eligibility.examples import KnownPeople
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError, Mistakes, Place, UnknownFact
from coequal.lint.facts import UNKNOWN, UNREADABLE, unused_in_library
from coequal.lint.finding import Finding
from coequal.lint.rules import RULES
from coequal.lint.subject import Subject
from coequal.policies.library import Library, read_vocabulary
from coequal.policies.model import Policy

DICTIONARY: Final = ".yaml"


def lint(policy: Policy, library: Library, today: date, known: KnownPeople | None = None) -> list[Finding]:
    """What is found in one policy, in the order of its lines; `known` keeps its example people for the next text."""
    return _findings(Subject(policy, library.organisations, today, known))


def lint_files(paths: Iterable[Path], library: Library, today: date) -> Iterator[list[Finding]]:
    """What is found in each policy or dictionary of some files; a file that cannot be read counts as one.

    A policy of the library that is not in its place is found too. Raises `CoequalError` where the library's organisations
    cannot be read.
    """
    homes = frozenset(library.paths())
    for path in paths:
        if path.suffix == DICTIONARY:
            yield lint_dictionaries([path], library)
            continue
        policies = _read(path, _at_home(library) if path in homes else library.read_all)
        if isinstance(policies, Finding):
            yield [policies]
        else:
            yield from (lint(policy, library, today) for policy in policies)


def lint_library(library: Library, today: date) -> Iterator[list[Finding]]:
    """What is found in each policy of a library, and at last in its dictionaries and in the library as a whole.

    What no policy uses is looked for only where all of them can be read. Raises `CoequalError` as above.
    """
    compiled: list[Rules] = []
    whole = True
    alone = ((path, _at_home(library)) for path in library.paths())
    for path, read in (*alone, *((path, library.read_all) for path in library.families())):
        policies = _read(path, read)
        if isinstance(policies, Finding):
            whole = False
            yield [policies]
            continue
        for policy in policies:
            subject = Subject(policy, library.organisations, today)
            compiled.append(subject.rules)
            yield _findings(subject)
    found = lint_dictionaries((path for part in library.parts for path in part.services().values()), library)
    yield [*found, *(unused_in_library(compiled) if whole else [])]


def lint_dictionaries(paths: Iterable[Path], library: Library) -> list[Finding]:
    """Why dictionaries cannot be read, of each fact the first mistake. Raises `CoequalError` as above."""
    _ = library.organisations  # read here at the latest, so that mistakes in its tables are told without a policy, too
    found: list[Finding] = []
    for path in paths:
        try:
            read_vocabulary(path)
        except Mistakes as mistakes:
            found += [unreadable(error, str(path)) for error in mistakes.every]
        except CoequalError as error:
            found.append(unreadable(error, str(path)))
    return found


def _at_home(library: Library) -> Callable[[Path], list[Policy]]:
    """Reads the one policy in a file of the library, where it stands in its place."""
    return lambda path: [library.read_at_home(path)]


def _read(path: Path, read: Callable[[Path], list[Policy]]) -> list[Policy] | Finding:
    """The policies in a file, or why it cannot be read."""
    try:
        return read(path)
    except CoequalError as error:
        return unreadable(error, str(path))


def unreadable(error: CoequalError, file: str) -> Finding:
    """Why a file cannot be read, as what was found in it."""
    rule = UNKNOWN if isinstance(error, UnknownFact) else UNREADABLE
    return Finding(None, rule.name, rule.severity, error.message, error.place or Place(file))


def _findings(subject: Subject) -> list[Finding]:
    found = [finding for rule in RULES for finding in rule.findings(subject)]
    return sorted(found, key=lambda finding: finding.place.line or 0)
