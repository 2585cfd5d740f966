"""The case that a command was given: a file, or what comes through a pipe."""

import sys
from pathlib import Path

from coequal.eligibility.assessor import is_path
from coequal.facts.case import Case, parse_case
from coequal.facts.strict_yaml import MOST_BYTES, read_file
from coequal.policies.library import Library, split_id


def read_for(policy: str, case: str, library: Library) -> Case:
    """The case in a file, or from the terminal where it is -, in the words of a policy's service. Raises `CoequalError`."""
    if is_path(policy):
        service = library.read(Path(policy)).service
    else:
        name, _ = split_id(policy)
        library.require(name)
        service = name.partition("/")[2]
    return parse_case(*text_of(case), library.vocabulary(service).dictionary)


def text_of(case: str) -> tuple[bytes, str]:
    """The bytes of a case and the name of where they come from."""
    if case == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1), "standard input"
    return read_file(Path(case)), case
