"""A version of a policy as a FHIR R4 Questionnaire: the facts that its rules look at, each of which may be left not known.

Each fact is a group: its value, the date of the result where it carries one, and why it is not known.
The last two are asked only where there is a value, or none. A fact that another answer rules out is not asked where that can be
proved simply. Which facts still matter depends on all answers together, which `enableWhen` cannot say; so the form is adaptive.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from coequal.comparison.naming import titled
from coequal.eligibility.assess import SOUGHT
from coequal.eligibility.rules import Rules
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.enabling import enabling
from coequal.exchange.fhir.terms import Resource, extension
from coequal.exchange.fhir.units import coding
from coequal.facts.case import REASONS
from coequal.facts.dictionary import Dictionary, Fact
from coequal.policies.model import Policy

VALUE, DATE, NOT_KNOWN, HELP = "value", "date", "not-known", "help"  # the parts of a fact, behind its column in a linkId
_STATUS: Final = {"draft": "draft", "decided": "active", "in force": "active", "superseded": "retired", "withdrawn": "retired"}
_AREA_CODE: Final = "Answer with the code of the area, such as 26A for Norfolk and Waveney, and not with its name."
_MOST: Final = 2**31 - 1  # FHIR's integers have 32 bits


def questionnaire(rules: Rules) -> Resource:
    """The whole Questionnaire of a policy."""
    names = asked_of(rules)
    found, open_when = items(rules.policy.vocabulary.dictionary, names), enabling(rules, VALUE)
    return {**head(rules.policy), "item": [{**item, **open_when.get(name, {})} for name, item in zip(names, found, strict=True)]}


def head(policy: Policy) -> Resource:
    """A questionnaire without its items: which policy it is of, where that stands, and which text it was made from."""
    return {
        "resourceType": "Questionnaire",
        "id": terms.identity(policy),
        "extension": [extension(terms.ADAPTIVE, "Boolean", value=True)],
        "url": f"{terms.QUESTIONNAIRE}{policy.id}",
        **standing(policy, "facts"),
        "subjectType": ["Patient"],
        "description": _description(policy),
    }


def standing(policy: Policy, holds: str) -> Resource:
    """What every resource made of a version says of it: which it is, where that stands, and that it is not the commissioner's."""
    days = {"start": policy.starts.read_as, "end": policy.ends.read_as if policy.ends else None}
    period = {name: day.isoformat() for name, day in days.items() if day}
    return {
        "identifier": [{"system": terms.DIGEST, "value": policy.digest}],
        "version": policy.version,
        "name": "".join(word.capitalize() for word in f"{policy.id}/{holds}".replace("/", "-").split("-")),
        "title": titled(policy),
        "status": _STATUS[policy.status],
        "experimental": policy.completeness != "whole",
        "publisher": "coequal, not the commissioner",
        **({"effectivePeriod": period} if period else {}),
    }


def _description(policy: Policy) -> str:
    seen = (
        "" if policy.completeness == "whole" else f" This policy is {policy.completeness}: it may ask for more than we have seen."
    )
    return f"The facts that this policy looks at. “Not known” is an answer to every question.{seen} {terms.PEOPLE_DECIDE}"


def asked_of(rules: Rules) -> list[str]:
    """The facts on which a policy rests, with the treatment sought and the day by which it binds, in the dictionary's order."""
    policy = rules.policy
    wanted = {*policy.vocabulary.basis(rules.mentioned), policy.binds_by, *([SOUGHT] if len(rules.governing) > 1 else [])}
    return [name for name, fact in policy.vocabulary.dictionary.facts.items() if name in wanted and fact.formula is None]


def items(dictionary: Dictionary, names: Iterable[str]) -> list[Resource]:
    """One group for each of some facts."""
    return [_item(dictionary.facts[name], dictionary.service) for name in names]


def value_type(fact: Fact) -> str:
    """The type of FHIR in which a fact is answered."""
    match fact.kind:
        case "boolean" | "date" | "choice":
            return fact.kind
        case "area":
            return "string"
        case _ if fact.other_units:
            return "quantity"
        case _:
            whole = fact.decimals == 0 and all(isinstance(end, Decimal) and abs(end) <= _MOST for end in fact.plausible)
            return "integer" if whole else "decimal"


def _item(fact: Fact, service: str) -> Resource:
    says = f"{fact.says[:1].upper()}{fact.says[1:]}"
    parts = [_value(fact, service, says)]
    if fact.dated:
        day = {"text": "The date of the result", "type": "date", "required": False}
        parts.append({"linkId": f"{fact.column}.{DATE}", **day, **_where(fact, there=True)})
    options = [{"valueCoding": {"system": terms.REASONS, "code": why, "display": why}} for why in REASONS]
    why = {"text": "If this is not known: why?", "type": "choice", "required": False, "answerOption": options}
    parts.append({"linkId": f"{fact.column}.{NOT_KNOWN}", **why, **_where(fact, there=False)})
    return {"linkId": fact.column, "code": codes(fact, service), "text": says, "type": "group", "required": False, "item": parts}


def _where(fact: Fact, *, there: bool) -> Resource:
    """That something is asked only where the fact has a value, or where it has none."""
    return {"enableWhen": [{"question": f"{fact.column}.{VALUE}", "operator": "exists", "answerBoolean": there}]}


def _value(fact: Fact, service: str, says: str) -> Resource:
    found: Resource = {"linkId": f"{fact.column}.{VALUE}"}
    if extensions := list(_extensions(fact)):
        found["extension"] = extensions
    found |= {"text": fact.question or says, "type": value_type(fact), "required": False}
    if fact.kind == "choice":
        system = terms.choices_of(service, fact.column)
        found["answerOption"] = [
            {"valueCoding": {"system": system, "code": value, "display": f"{clause[:1].upper()}{clause[1:]}"}}
            for value, clause in fact.values.items()
        ]
    if helped := " ".join(filter(None, (fact.help, _AREA_CODE if fact.kind == "area" else ""))):
        control = {"coding": [{"system": terms.ITEM_CONTROLS, "code": "help"}]}
        helps = [extension(terms.ITEM_CONTROL, "CodeableConcept", control)]
        found["item"] = [{"linkId": f"{fact.column}.{HELP}", "extension": helps, "text": helped, "type": "display"}]
    return found


def _extensions(fact: Fact) -> Iterator[Resource]:
    """The units of a number, what it keeps, and the least and the most that can be."""
    kind = value_type(fact)
    if kind == "quantity":
        yield from (extension(terms.UNIT_OPTION, "Coding", coding(unit)) for unit in fact.units)
    elif fact.unit:
        yield extension(terms.UNIT, "Coding", coding(fact.unit))
    if kind == "decimal":
        yield extension(terms.PLACES, "Integer", fact.decimals)
    if kind in ("integer", "decimal", "date"):
        for url, end in zip((terms.MIN, terms.MAX), fact.plausible, strict=True):
            yield extension(url, kind.capitalize(), _end(end, kind))


def _end(end: object, kind: str) -> object:
    if isinstance(end, date):
        return end.isoformat()
    assert isinstance(end, Decimal)
    return int(end) if kind == "integer" else end


def codes(fact: Fact, service: str) -> list[Resource]:
    """The fact's own name as a code, and the codes of terminologies; one that nobody has verified says so."""
    found: list[Resource] = [{"system": terms.facts_of(service), "code": fact.name}]
    for code in fact.codes:
        doubt = {} if code.verified else {"extension": [extension(terms.NOT_VERIFIED, "Boolean", value=True)]}
        found.append({**doubt, "system": terms.SYSTEMS.get(code.system, code.system), "code": code.code, "display": code.term})
    return found
