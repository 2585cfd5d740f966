"""The areas in which somebody may be: those of the day of referral, the policy's own first."""

from collections import Counter
from datetime import date

from coequal.criteria.comparisons import every
from coequal.criteria.syntax import Fact, Literal, children
from coequal.eligibility.interview import Interview
from coequal.eligibility.rules import Rules
from coequal.web.checker.state import Given
from coequal.web.shelf import shelf

Choices = list[tuple[str, str]]


def area_choices(interview: Interview, name: str) -> Choices:
    """The areas to choose from for a fact, each with its code, the policy's own first and the others by name."""
    referred = interview.case.value(interview.rules.policy.binds_by)
    assert isinstance(referred, date)  # today stands for it
    organisations = shelf().library.organisations
    own = named(interview.rules, name)
    mark = f" ({'the' if len(own) == 1 else 'an'} area of this policy)"
    found = {area.code: area.name for area in organisations.areas_on(referred)}
    found |= {code: organisations.areas[code].name if code in organisations.areas else code for code in own}  # some are invented
    often = Counter(found.values())
    by_name = sorted(found, key=lambda code: (code not in own, found[code], code))
    return [(code, _label(code, found[code], often) + (mark if code in own else "")) for code in by_name]


def _label(code: str, name: str, often: Counter[str]) -> str:
    """The name of an area, with its code where others have the same name."""
    return f"{name} ({code})" if often[name] > 1 else name


def area_says(code: str) -> str:
    """The name of an area, with its code where others have the same name or where it has none."""
    areas = shelf().library.organisations.areas
    return _label(code, areas[code].name, Counter(area.name for area in areas.values())) if code in areas else code


def named(rules: Rules, name: str) -> frozenset[str]:
    """The codes with which the rules of a policy compare a fact that is an area."""
    amounts = [amount for treatment in rules.policy.treatments for amount in treatment.amounts.values()]
    beside = [children(node) for tree in (*rules.conditions, *amounts) for node in every(tree)]
    with_it = [found for found in beside if any(isinstance(node, Fact) and node.name == name for node in found)]
    return frozenset(str(node.value) for found in with_it for node in found if isinstance(node, Literal))


def where_patient_is(rules: Rules) -> str | None:
    """The fact that says in which area the patient is, the first of a dictionary; None where the policy does not ask for it."""
    facts = rules.policy.vocabulary.dictionary.facts.values()
    first = next((fact.name for fact in facts if fact.kind == "area"), None)
    return first if first in rules.policy.vocabulary.basis(rules.mentioned) else None


def present(rules: Rules, name: str, given: Given, on: date) -> Given:
    """An answer as it stands on a day: the area into which the one that was given had been merged, where that is one."""
    if given is None or given["value"] in named(rules, name):
        return given
    found = shelf().library.organisations.present_areas(given["value"], on)
    return {**given, "value": found[0].code} if len(found) == 1 else given
