"""PlanDefinitions executed over QuestionnaireResponses by `fhirpathpy`, an engine that is not ours."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

import fhirpathpy
from fhirpathpy.models import models

from coequal.eligibility.rules import Rules
from coequal.exchange.fhir import plan
from coequal.exchange.fhir.guidance import OUTCOMES
from coequal.exchange.fhir.response import response
from coequal.facts.case import Case
from tests.exchange.fhir.holding import Resource

_OUTCOME: Final = {code: name for name, (code, _) in OUTCOMES.items()}


@cache
def compiled(path: str) -> Callable[[Resource], list[Any]]:
    """An expression ready to run; parsing is what takes long."""
    found: Callable[[Resource], list[Any]] = fhirpathpy.compile(path, models["r4"])
    return found


def one(expression: Resource, over: Resource) -> Any:
    """What an expression comes to: a value, or None where it is empty."""
    found = compiled(expression["expression"])(over)
    assert len(found) < 2, (expression, found)
    return found[0] if found else None


def statuses(rules: Rules, made: Resource, case: Case) -> list[str]:
    """The status of every criterion, as the plan's usage says it is told."""
    over = response(case, rules.policy)
    return [_status(action, over) for action in _actions(made, plan.CRITERIA)]


def outcomes(rules: Rules, made: Resource, case: Case) -> list[str]:
    """The outcome of every treatment."""
    over = response(case, rules.policy)
    return [_OUTCOME[one(_extension(action, plan.OUTCOME)["valueExpression"], over)] for action in _actions(made, plan.TREATMENTS)]


def amounts(rules: Rules, made: Resource, case: Case) -> list[dict[str, Any]]:
    """The amounts of every treatment: a number, None where not known, or the words that the policy does not say."""
    over = response(case, rules.policy)
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


def _status(action: Resource, over: Resource) -> str:
    applies = one(action["condition"][0]["expression"], over)
    met = one(_extension(action, plan.MET)["valueExpression"], over)
    assert applies is not None
    if not applies:
        return "not applicable"
    fails = "for judgement" if action["code"][0]["coding"][0]["code"] == "judgement" else "not met"
    return {True: "met", False: fails, None: "not known"}[met]


def _amounts(action: Resource, over: Resource) -> Iterator[tuple[str, Any]]:
    for found in action["extension"]:
        if found["url"] == plan.AMOUNT:
            parts = {part["url"]: part for part in found["extension"]}
            unstated = one(parts["not-stated"]["valueExpression"], over)
            yield parts["name"]["valueString"], "not stated" if unstated else one(parts["value"]["valueExpression"], over)
