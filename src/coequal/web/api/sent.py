"""What a request brings: a body that is read strictly, and a case in it, fact by fact."""

from typing import Any, Final

from django.http import HttpRequest
from django.utils.http import parse_header_parameters

from coequal.errors import CoequalError, did_you_mean
from coequal.facts.case import Case, Known, NotKnown, read_case
from coequal.facts.dictionary import Dictionary
from coequal.facts.strict_json import read_json
from coequal.web.api.problems import Problem, unusable
from coequal.web.bodies import LARGEST

BODY: Final = "the body"
FORMAT: Final = "_format"  # FHIR's parameter for the form of an answer
_JSON: Final = ("application/json",)


def json_of(request: HttpRequest, types: tuple[str, ...] = _JSON) -> object:
    """What the body of a request says, its numbers as decimals. Raises `Problem`."""
    kind, parameters = parse_header_parameters(request.headers.get("Content-Type", ""))
    if kind.casefold() not in types or parameters.get("charset", "utf-8").casefold() not in ("utf-8", "utf8"):
        raise Problem("not-json-type", f"The body must be {' or '.join(types)}, in UTF-8.")
    if "Transfer-Encoding" in request.headers:
        raise Problem("length-needed", "The body must come at once, with the header “Content-Length”.")
    data = request.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Problem("too-large", f"A body may have {LARGEST // 1024} KB.")
    try:
        return read_json(data, BODY)
    except CoequalError as error:
        raise unusable(error, "not-json") from None


def case_of(request: HttpRequest, dictionary: Dictionary) -> Case:
    """The case in the body of a request. Raises `Problem`, which names the fact that cannot be used."""
    given = json_of(request)
    if not isinstance(given, dict):
        raise Problem("not-usable", "A case is an object: the name of each fact with its value.")
    return read_facts(given, dictionary)


def read_facts(given: dict[str, Any], dictionary: Dictionary) -> Case:
    """The case of names and values. Raises `Problem`, as above."""
    case: dict[str, Known | NotKnown] = {}
    for name, value in given.items():
        try:
            case.update(read_case({name: value}, dictionary).facts)
        except CoequalError as error:
            raise unusable(error, fact=name[:200]) from None
    return Case(case)


def check_parameters(request: HttpRequest, known: list[str]) -> None:
    """Nothing, where each parameter of the address is known and stands there once. Raises `Problem`."""
    for name, values in request.GET.lists():
        if name not in known:
            raise unusable(CoequalError(f'There is no parameter "{name}" here.{did_you_mean(name, known)}'))
        if len(values) > 1:
            raise Problem("not-usable", f'The parameter "{name}" stands here twice; once is enough.')
