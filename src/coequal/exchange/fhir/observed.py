"""One Observation of a record as results of facts, and why what cannot be used cannot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from coequal.errors import CoequalError
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.absent import ABSENT, require_one_meaning, values_of
from coequal.exchange.fhir.days import Days, days_of
from coequal.exchange.fhir.terms import Resource, changed_in_meaning, is_whole, member
from coequal.exchange.fhir.units import unit_of
from coequal.facts.case import Known, NotKnown, read_case
from coequal.facts.dictionary import Code, Dictionary, Fact

_USABLE: Final = ("final", "amended", "corrected")
_WITHDRAWN: Final = ("cancelled", "entered-in-error")  # there is no such result; one of any other status is there, or will be
_SOMEBODY_ELSE: Final = "partner "  # how the names of facts begin that another person's record holds


@dataclass(frozen=True, slots=True)
class Remark:
    """What to know about one part of a record: where it stands, whether it was used, and what there is to say."""

    path: str
    used: bool
    says: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.path}: {'' if self.used else 'not used: '}{self.says}"


@dataclass(frozen=True, slots=True)
class Result:
    """What one result says of a fact, None where that cannot be used; `days` are of the result, whether or not the fact has one."""

    name: str
    found: Known | NotKnown | None
    days: Days
    path: str


class Codes:
    """The facts of one person's record, by their codes."""

    def __init__(self, dictionary: Dictionary) -> None:
        """Take the codes of a dictionary; a fact is a code by its own name too."""
        self.dictionary = dictionary
        self.facts: dict[tuple[str, str], list[tuple[Fact, bool]]] = {}
        self.questions: dict[str, dict[tuple[str, str], bool]] = {}
        for fact in dictionary.facts.values():
            if fact.formula is None and not fact.name.startswith(_SOMEBODY_ELSE):
                self._add((terms.facts_of(dictionary.service), fact.name), fact, verified=True)
                for code in fact.codes:
                    self._add(_key(code), fact, verified=code.verified)
                self.questions[fact.name] = {_key(code): code.verified for code in fact.asked_as}

    def _add(self, key: tuple[str, str], fact: Fact, *, verified: bool) -> None:
        self.facts.setdefault(key, []).append((fact, verified))

    def of(self, concept: object, path: str) -> list[tuple[Fact, bool]]:
        """The facts that a concept stands for, and whether the code that says so is verified. Raises `CoequalError`."""
        if concept is None:
            return []
        found: dict[str, tuple[Fact, bool]] = {}
        for code in _codings(concept, path):
            for fact, verified in self.facts.get(code, []):
                found[fact.name] = fact, verified or found.get(fact.name, (fact, False))[1]
        return list(found.values())

    def asking(self, question: object, fact: Fact, path: str) -> bool | None:
        """Whether a question asks, by all of its codes, for what is found in the person themselves, a code of a fact.

        True where those codes are verified and False where some are not; None where it does not ask so. Raises `CoequalError`.
        """
        known, asked = self.questions[fact.name], _codings(question, path)
        return all(known[one] for one in asked) if asked and known.keys() >= set(asked) else None

    def answered(self, part: Resource, path: str) -> list[tuple[Fact, bool]]:
        """The facts about which a part may say something, because one of their questions is asked. Raises `CoequalError`."""
        asked = set(_codings(part.get("code", {}), f"{path}.code"))
        return [(self.dictionary.facts[name], False) for name, known in self.questions.items() if not asked.isdisjoint(known)]


def _key(code: Code) -> tuple[str, str]:
    """A code of a dictionary as a coding has it."""
    return terms.SYSTEMS.get(code.system, code.system), code.code


def _codings(concept: object, path: str) -> list[tuple[str, str]]:
    """The codes of a concept, each with its system. Raises `CoequalError`."""
    codings = member(member(concept, path, dict, "a concept").get("coding", []), f"{path}.coding", list, "a list of codings")
    read = [member(one, f"{path}.coding[{place}]", dict, "a coding") for place, one in enumerate(codings)]
    return [(str(one.get("system")), str(one.get("code"))) for one in read]


def results(observation: Resource, path: str, codes: Codes) -> Iterator[Result | Remark]:
    """The results in an Observation and its components, and remarks. Raises `CoequalError` where it is damaged.

    A result that cannot be used is one too, unless it was withdrawn: what is older is not the latest any more.
    """
    status = observation.get("status")
    why = changed_in_meaning(observation)
    if why is None and status not in _USABLE:
        why = f"its status is {status}, and only {', '.join(_USABLE)} will do."
    if why:
        yield Remark(path, False, why)
    if status in _WITHDRAWN:
        return
    days = days_of(observation, path)
    for here, part in _parts(observation, path):
        if not why:
            yield from _one(part, here, days, codes)
            continue
        asked, told = _about(part, here, codes)
        yield from (Result(fact.name, None, days, here) for fact, _ in asked or told or codes.answered(part, here))


def _parts(observation: Resource, path: str) -> Iterator[tuple[str, Resource]]:
    """An Observation, if there is a result in it, and its components, with their paths."""
    parts = member(observation.get("component", []), f"{path}.component", list, "a list of components")
    if values_of(observation) or "dataAbsentReason" in observation or not parts:
        yield path, observation
    for place, one in enumerate(parts):
        here = f"{path}.component[{place}]"
        yield here, member(one, here, dict, "a component")


def _one(part: Resource, path: str, days: Days, codes: Codes) -> Iterator[Result | Remark]:
    """The result in an Observation or a component, for every fact that it may be of."""
    asked, told = _about(part, path, codes)
    answers = [*_found_in_them(part, told, codes, path)]
    about = asked or answers or told or codes.answered(part, path)
    if not about:
        yield Remark(path, False, changed_in_meaning(part) or "no fact of this service has its code.")
        return
    found, why = None, changed_in_meaning(part) or _unclear(about, told, known=bool(asked or answers))
    try:
        ((fact, _), *_) = about
        is_found = fact.name in {other.name for other, _ in told}
        require_one_meaning(part, path)
        found = None if why else Known(True) if is_found else _value(part, path, fact, codes.dictionary)
    except CoequalError as error:
        why = error.message
    if why:
        yield Remark(path, False, why)
    for fact, verified in about:
        if found and not verified:
            yield Remark(path, True, f"read as {fact.name} by a code that nobody has verified. Check it.")
        if isinstance(found, Known) and fact.dated:
            found = Known(found.value, days.whole)
            if days.whole is None:
                yield Remark(path, True, f"{fact.name} has no day of the result.")
        yield Result(fact.name, found, days, path)


def _about(part: Resource, path: str, codes: Codes) -> tuple[list[tuple[Fact, bool]], list[tuple[Fact, bool]]]:
    """The facts for which a question stands, and those that its answer makes true by being their code. Raises `CoequalError`."""
    told = codes.of(part.get("valueCodeableConcept"), f"{path}.valueCodeableConcept")
    return codes.of(part.get("code"), f"{path}.code"), [pair for pair in told if pair[0].kind == "boolean"]


def _unclear(about: list[tuple[Fact, bool]], told: list[tuple[Fact, bool]], *, known: bool) -> str | None:
    """Why it cannot be told which fact a part is about or, where its question is not known, about whom."""
    names = " and ".join(fact.name for fact, _ in about)
    if not known and not told:
        return f"it answers a question about {names}, and what the answer says of that is not known."
    if not known:
        return f"its value is a code of {names}, but its question is not known: it may be about somebody else."
    return f"its code stands for {names}." if len(about) > 1 else None


def _found_in_them(part: Resource, told: list[tuple[Fact, bool]], codes: Codes, path: str) -> Iterator[tuple[Fact, bool]]:
    """Those facts whose code is the value under a question that asks for it in the person themselves. Raises `CoequalError`."""
    for fact, verified in told:
        question = codes.asking(part.get("code", {}), fact, f"{path}.code")
        if question is not None:
            yield fact, verified and question


def _value(part: Resource, path: str, fact: Fact, dictionary: Dictionary) -> Known | NotKnown:
    """What is known of a fact. Raises `CoequalError` where that is of no use."""
    if not values_of(part):
        return NotKnown(_absent(part))
    return read_case({fact.name: _given(part, path, fact, dictionary.service)}, dictionary).facts[fact.name]


def _given(part: Resource, path: str, fact: Fact, service: str) -> object:
    """A value as a case gives it; of a number always with its unit, where the fact has one."""
    match fact.kind:
        case "boolean" if isinstance(part.get("valueBoolean"), bool):
            return part["valueBoolean"]
        case "date" if isinstance(part.get("valueDateTime"), str):
            return part["valueDateTime"][:10]
        case "area" if isinstance(part.get("valueString"), str):
            return part["valueString"]
        case "choice" if isinstance(part.get("valueCodeableConcept"), dict):
            return _chosen(part["valueCodeableConcept"], fact, service)
        case "number" if is_whole(part.get("valueInteger")) and (not fact.unit or fact.unit_goes_without_saying):
            return part["valueInteger"]
        case "number" if isinstance(part.get("valueQuantity"), dict):
            return _measured(part["valueQuantity"], f"{path}.valueQuantity", fact)
    raise CoequalError(f"{fact.name} cannot be taken from {', '.join(values_of(part))}.")


def _chosen(concept: Resource, fact: Fact, service: str) -> object:
    """The value of a choice, by a code of ours: no other system's codes say what we mean by it."""
    system = terms.choices_of(service, fact.column)
    codings = concept.get("coding")
    for one in codings if isinstance(codings, list) else []:
        if isinstance(one, dict) and one.get("system") == system:
            return one.get("code")
    raise CoequalError(f"{fact.name} has no code of {system}.")


def _measured(given: Resource, path: str, fact: Fact) -> Mapping[str, object]:
    if "comparator" in given:
        raise CoequalError(f'{fact.name} must be one number; "{given["comparator"]}" makes it a range.')
    unit = unit_of(given, fact, path)
    if fact.unit and unit is None and not fact.unit_goes_without_saying:
        raise CoequalError(f"{fact.name} has no unit; it is needed, {' or '.join(fact.units)}.")
    return {"value": member(given.get("value"), f"{path}.value", Decimal, "a number"), "unit": unit}


def _absent(part: Resource) -> str:
    """Why there is no value, as far as a case can say it. Raises `CoequalError`."""
    concept = part.get("dataAbsentReason")
    codings = concept.get("coding") if isinstance(concept, dict) else None
    for one in codings if isinstance(codings, list) else []:
        code = one.get("code") if isinstance(one, dict) else None
        if isinstance(code, str) and code in ABSENT:
            return ABSENT[code]
    raise CoequalError("it has no value and does not say in a way that can be used why not.")
