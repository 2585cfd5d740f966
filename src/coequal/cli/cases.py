"""The case that a command was given: a file, or what comes through a pipe; of a record in FHIR it is said what was taken."""

import re
import sys
from datetime import date
from pathlib import Path
from typing import Final

from coequal.eligibility.assessor import is_path
from coequal.facts.case import Case, parse_case
from coequal.facts.dictionary import Dictionary
from coequal.facts.other_kinds import refuse_other_kinds
from coequal.facts.strict_yaml import MOST_BYTES, read_file
from coequal.policies.library import Library, split_id

_MOST_OF_A_RECORD: Final = 20_000_000  # bytes, of as many resources as are read, in the words of record systems
_MAY_BE_FHIR: Final = re.compile(rb'\s*(\[\s*\{|\{.*"resourceType")', re.DOTALL)


def read_for(policy: str, case: str, library: Library) -> Case:
    """The case in a file, or from the terminal where it is -, in the words of a policy's service. Raises `CoequalError`."""
    if is_path(policy):
        service = library.read(Path(policy)).service
    else:
        name, _ = split_id(policy)
        library.require(name)
        service = name.partition("/")[2]
    data, file = _bytes_of(case, _MOST_OF_A_RECORD)
    dictionary = library.vocabulary(service).dictionary
    if _MAY_BE_FHIR.match(data) and (found := _from_fhir(data, file, dictionary)) is not None:
        return found
    return parse_case(data, file, dictionary)


def _from_fhir(data: bytes, file: str, dictionary: Dictionary) -> Case | None:
    """The case in a Bundle, a list of Observations or a QuestionnaireResponse; what a record gave is said beside the answer."""
    from coequal.exchange.fhir.record import is_record, read_bundle  # noqa: PLC0415  # other cases need none of it
    from coequal.exchange.fhir.response import read_response  # noqa: PLC0415  # see above
    from coequal.facts.strict_json import read_json  # noqa: PLC0415  # see above

    given = read_json(data, file, _MOST_OF_A_RECORD)
    if is_record(given):
        case, remarks = read_bundle(given, dictionary, date.today())  # noqa: DTZ011  # the user's own day
        sys.stderr.writelines(f"{remark}\n" for remark in remarks)
        return case
    if isinstance(given, dict) and given.get("resourceType") == "QuestionnaireResponse":
        return read_response(given, dictionary)
    return None


def text_of(case: str) -> tuple[bytes, str]:
    """The bytes of a case and the name of where they come from."""
    return _bytes_of(case, MOST_BYTES)


def _bytes_of(case: str, most: int) -> tuple[bytes, str]:
    data, file = (sys.stdin.buffer.read(most + 1), "standard input") if case == "-" else (read_file(Path(case), most), case)
    return refuse_other_kinds(data, file), file
