"""PlanDefinitions executed over QuestionnaireResponses by `fhirpathpy`, an engine that is not ours."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Final

import fhirpathpy
from fhirpathpy.models import models

from coequal.eligibility.rules import Rules
from coequal.exchange.fhir import plan, terms
from coequal.exchange.fhir.guidance import OUTCOMES
from coequal.exchange.fhir.response import response
from coequal.facts.case import Case
from tests.exchange.fhir.holding import Resource

_OUTCOME: Final = {code: name for name, (code, _) in OUTCOMES.items()}


@cache
def compiled(path: str, *, raw: bool = False) -> Callable[[Resource, Resource], list[Any]]:
    """An expression ready to run; parsing is what takes long. What is `raw` keeps its type, so that a date is no text."""
    found: Callable[[Resource, Resource], list[Any]] = fhirpathpy.compile(path, models["r4"], {"returnRawData": raw})
    return found


class Answers:
    """The answers of a case, and what the plan's variables come to over them, each worked out once."""

    def __init__(self, over: Resource, variables: Iterable[Resource]) -> None:
        """Work out the variables, named expressions, in their order: each may use those before it."""
        self.over, self.variables = over, dict[str, Any]()
        for own in variables:
            self.variables[own["name"]] = compiled(own["expression"], raw=True)(over, self.variables)

    def one(self, expression: Resource) -> Any:
        """What an expression comes to: a value, or None where it is empty."""
        found = compiled(expression["expression"])(self.over, self.variables)
        assert len(found) < 2, (expression, found)
        return found[0] if found else None


def answers(rules: Rules, made: Resource, case: Case) -> Answers:
    """The answers of a case to a policy's questionnaire, with the variables of its plan."""
    declared = [one["valueExpression"] for one in made.get("extension", []) if one["url"] == terms.VARIABLE]
    return Answers(response(case, rules.policy), declared)


def statuses(made: Resource, over: Answers) -> list[str]:
    """The status of every criterion, as the plan's usage says it is told."""
    return [_status(action, over) for action in _actions(made, plan.CRITERIA)]


def outcomes(made: Resource, over: Answers) -> list[str]:
    """The outcome of every treatment."""
    return [_OUTCOME[over.one(_extension(action, plan.OUTCOME)["valueExpression"])] for action in _actions(made, plan.TREATMENTS)]


def proposed(made: Resource, over: Answers) -> list[bool]:
    """Of every treatment, whether an engine that proposes what applies proposes it."""
    return [over.one(action["condition"][0]["expression"]) is True for action in _actions(made, plan.TREATMENTS)]


def sought(made: Resource, over: Answers) -> list[bool]:
    """Of every treatment, whether it is the one that counts."""
    return [over.one(_extension(action, plan.SOUGHT)["valueExpression"]) for action in _actions(made, plan.TREATMENTS)]


def amounts(made: Resource, over: Answers) -> list[dict[str, Any]]:
    """The amounts of every treatment: a number, None where not known, or the words that the policy does not say."""
    return [dict(_amounts(action, over)) for action in _actions(made, plan.TREATMENTS)]


def expressions(found: object) -> Iterator[str]:
    """Every expression in a resource."""
    for part in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        yield from expressions(part)
    if isinstance(found, dict) and "expression" in found and isinstance(found["expression"], str):
        yield found["expression"]


def _actions(made: Resource, group: str) -> list[Resource]:
    return [action for one in made["action"] if one["id"] == group for action in one["action"]]


def _extension(action: Resource, url: str) -> Resource:
    (found,) = [one for one in action["extension"] if one["url"] == url]
    return found  # type: ignore[no-any-return]


def _status(action: Resource, over: Answers) -> str:
    applies = over.one(action["condition"][0]["expression"])
    met = over.one(_extension(action, plan.MET)["valueExpression"])
    assert applies is not None
    if not applies:
        return "not applicable"
    fails = "for judgement" if action["code"][0]["coding"][0]["code"] == "judgement" else "not met"
    return {True: "met", False: fails, None: "not known"}[met]


def _amounts(action: Resource, over: Answers) -> Iterator[tuple[str, Any]]:
    for found in action["extension"]:
        if found["url"] == plan.AMOUNT:
            parts = {part["url"]: part for part in found["extension"]}
            unstated = over.one(parts["not-stated"]["valueExpression"])
            yield parts["name"]["valueString"], "not stated" if unstated else over.one(parts["value"]["valueExpression"])
