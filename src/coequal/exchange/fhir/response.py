"""A case as a FHIR R4 QuestionnaireResponse, and back; the same case comes back, and what cannot be used is refused by its path."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from coequal.errors import CoequalError, Place, did_you_mean
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.absent import reason_of, require_one_meaning, values_of
from coequal.exchange.fhir.questionnaire import DATE, HELP, NOT_KNOWN, VALUE, value_type
from coequal.exchange.fhir.terms import Resource, is_whole, member, require_plain, resource_of
from coequal.exchange.fhir.units import quantity, unit_of
from coequal.facts.case import Case, Known, NotKnown, read_case
from coequal.facts.dictionary import Dictionary, Fact
from coequal.facts.values import Value
from coequal.policies.model import Policy

IN_PROGRESS, COMPLETED = "in-progress", "completed"
_USABLE: Final = (IN_PROGRESS, COMPLETED, "amended", "stopped")
_JSON: Final[Mapping[str, tuple[type, str]]] = {
    "Boolean": (bool, "true or false"),
    "Integer": (Decimal, "a whole number"),
    "Decimal": (Decimal, "a number"),
    "Quantity": (dict, "a quantity"),
    "Date": (str, "a date such as 2023-05-02"),
    "Coding": (dict, "a coding"),
    "String": (str, "a text"),
}
_TAKES: Final = {  # the types of an answer that a type of question takes; a number may always bring its unit
    "boolean": ("Boolean",),
    "integer": ("Integer", "Decimal", "Quantity"),
    "decimal": ("Decimal", "Integer", "Quantity"),
    "quantity": ("Quantity",),
    "date": ("Date",),
    "choice": ("Coding",),
    "string": ("String",),
}
_DEEPEST: Final = 20
_TYPE: Final = "QuestionnaireResponse"


def response(case: Case, policy: Policy, status: str = COMPLETED) -> Resource:
    """The answers of a case to the questionnaire of a policy."""
    dictionary = policy.vocabulary.dictionary
    named = {"resourceType": "QuestionnaireResponse", "questionnaire": terms.canonical(policy), "status": status}
    found = answers(case, dictionary)
    return {**named, **({"item": found} if found else {})}


def answers(case: Case, dictionary: Dictionary) -> list[Resource]:
    """A group for each fact of a case."""
    return [
        {"linkId": fact.column, "item": list(_parts(fact, case.facts[name], dictionary.service))}
        for name, fact in dictionary.facts.items()
        if name in case.facts
    ]


def _parts(fact: Fact, found: Known | NotKnown, service: str) -> Iterator[Resource]:
    if isinstance(found, NotKnown):
        yield _answer(fact, NOT_KNOWN, "Coding", {"system": terms.REASONS, "code": found.why})
        return
    yield _answer(fact, VALUE, *_valued(fact, found.value, service))
    if found.on:
        yield _answer(fact, DATE, "Date", found.on.isoformat())


def _answer(fact: Fact, part: str, kind: str, value: object) -> Resource:
    return {"linkId": f"{fact.column}.{part}", "answer": [{f"value{kind}": value}]}


def _valued(fact: Fact, value: Value, service: str) -> tuple[str, object]:
    """The type of an answer, and the answer."""
    kind = value_type(fact)
    match kind:
        case "choice":
            return "Coding", {"system": terms.choices_of(service, fact.column), "code": value}
        case "quantity":
            return "Quantity", quantity(value, str(fact.unit))
        case _:
            return kind.capitalize(), value.isoformat() if isinstance(value, date) else value


def read_response(found: object, dictionary: Dictionary) -> Case:
    """The case in a QuestionnaireResponse whose numbers are decimals.

    Groups may be missing or nested in other ways: each answer says by its linkId what it is.
    Raises `CoequalError` at the path of the first answer that cannot be used, and where the response was withdrawn.
    """
    facts = {fact.column: fact for fact in dictionary.facts.values() if fact.formula is None}
    given: dict[str, dict[str, object]] = {}
    places: dict[str, str] = {}
    response = resource_of(found, _TYPE)
    _require_usable(response, _TYPE)
    for path, link, answer in _answered(response, _TYPE, 0):
        fact = _fact(facts, link, path, answered=answer is not None)
        if answer is None:
            continue
        about = given.setdefault(fact.name, {})
        places.setdefault(fact.name, path)
        for name, value in _read(fact, link.partition(".")[2], answer, f"{path}.answer[0]", dictionary.service).items():
            if name in about:
                raise CoequalError(f'"{link}" is answered twice; once is enough.', Place(path))
            about[name] = value
    return _case(given, places, dictionary)


def _case(given: Mapping[str, dict[str, object]], places: Mapping[str, str], dictionary: Dictionary) -> Case:
    case: dict[str, Known | NotKnown] = {}
    for name, about in given.items():
        try:
            case.update(read_case({name: about}, dictionary).facts)
        except CoequalError as error:
            raise CoequalError(error.message, Place(places[name])) from None
    return Case(case)


def _answered(found: Resource, path: str, depth: int) -> Iterator[tuple[str, str, Resource | None]]:
    """Every item, wherever it is nested: its path, its linkId and its answer, if it has one."""
    if depth > _DEEPEST:
        raise CoequalError(f"Items are nested more than {_DEEPEST} levels deep.", Place(path))
    require_plain(found, path)
    for place, one in enumerate(member(found.get("item", []), f"{path}.item", list, "a list of items")):
        here = f"{path}.item[{place}]"
        item = member(one, here, dict, "an item")
        link = member(item.get("linkId"), f"{here}.linkId", str, "the linkId of a question, a text")
        given = member(item.get("answer", []), f"{here}.answer", list, "a list with one answer")
        if len(given) > 1:
            raise CoequalError(f'"{link}" takes one answer, not {len(given)}.', Place(f"{here}.answer"))
        if not given:
            yield here, link, None
        for answer in given:
            require_plain(member(answer, f"{here}.answer[0]", dict, "an answer"), f"{here}.answer[0]")
            yield here, link, answer
            yield from _answered(answer, f"{here}.answer[0]", depth + 1)
        yield from _answered(item, here, depth + 1)


def _fact(facts: Mapping[str, Fact], link: str, path: str, *, answered: bool) -> Fact:
    """The fact that a linkId is about. Raises `CoequalError` with a suggestion where it is about none, or takes no answer."""
    column, _, part = link.partition(".")
    fact = facts.get(column)
    if fact is None:
        raise CoequalError(f'There is no question "{link}".{did_you_mean(column, facts)}', Place(f"{path}.linkId"))
    parts = [VALUE, *([DATE] if fact.dated else []), NOT_KNOWN]
    if part not in (parts if answered else [*parts, "", HELP]):
        known = ", ".join(f"{column}.{one}" for one in parts)
        what = f'"{link}" takes no answer' if part in ("", HELP) else f'There is no question "{link}"'
        raise CoequalError(f"{what}. These there are: {known}.", Place(f"{path}.linkId"))
    return fact


def _read(fact: Fact, part: str, answer: Resource, path: str, service: str) -> dict[str, object]:
    """What an answer says of a fact, as a case gives it."""
    require_one_meaning(answer, path)
    if part == NOT_KNOWN:
        return {"not known": _code(*_given(answer, ("Coding",), path), terms.REASONS)}
    if not values_of(answer):
        return {"not known": _absent(answer, path)}
    if part == DATE:
        return {"date": _given(answer, ("Date",), path)[0]}
    value, where = _given(answer, _TAKES[value_type(fact)], path)
    if isinstance(value, dict) and fact.kind == "number":
        if (exactly := value.get("comparator")) is not None:
            raise CoequalError(f'{fact.name} must be one number; "{exactly}" makes it a range.', Place(f"{where}.comparator"))
        number = member(value.get("value"), f"{where}.value", Decimal, "a number")
        return {"value": number, "unit": unit_of(value, fact, where)}
    if isinstance(value, dict):
        return {"value": _code(value, where, terms.choices_of(service, fact.column))}
    return {"value": value}


def _given(answer: Resource, kinds: tuple[str, ...], path: str) -> tuple[object, str]:
    """The value of an answer and its path. Raises `CoequalError` where it is of another type."""
    for kind in kinds:
        name = f"value{kind}"
        if name in answer:
            wanted, says = _JSON[kind]
            if kind == "Integer" and not is_whole(answer[name]):
                raise CoequalError("This must be a whole number.", Place(f"{path}.{name}"))
            return member(answer[name], f"{path}.{name}", wanted, says), f"{path}.{name}"
    said = " or ".join(f"value{kind}" for kind in kinds)
    raise CoequalError(f"The answer must be given as {said}.", Place(path))


def _code(found: object, path: str, system: str) -> str:
    """The code of a coding, whose system may be left out."""
    assert isinstance(found, dict)
    if found.get("system", system) != system:
        raise CoequalError(f"The system of this coding must be {system}.", Place(f"{path}.system"))
    code: str = member(found.get("code"), f"{path}.code", str, "a code, a text")
    return code


def _absent(answer: Resource, path: str) -> str:
    """Why an answer without a value is not known."""
    if found := reason_of(answer, path):
        return found
    raise CoequalError("This answer has no value. Leave it out, or say why the fact is not known.", Place(path))


def _require_usable(response: Resource, path: str) -> None:
    """Nothing, where the answers stand. Raises `CoequalError` where they were withdrawn, or may mean something else."""
    status = response.get("status", COMPLETED)
    if status not in _USABLE:
        says = f'The answers of a response of status "{status}" do not count. Its status may be {", ".join(_USABLE)}.'
        raise CoequalError(says, Place(f"{path}.status"))
