"""The clinical case of a request as those read it who deal with it: what is known, and what was written, without who it is.

What is shown is what was last submitted: what a clinician is writing meanwhile, nobody else reads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from coequal.errors import CoequalError
from coequal.facts.case import Case, Known, read_case
from coequal.facts.dates import age, say_date
from coequal.facts.dictionary import Dictionary, Fact
from coequal.facts.values import Value, say_value
from coequal.policies.model import Policy
from coequal.referrals.models import Request
from coequal.referrals.pack.welfare import SAFEGUARDING, is_about_safety
from coequal.referrals.requesting.form import for_deciders, told
from coequal.referrals.rules.in_force import rules_for
from coequal.web.shelf import NotOnTheShelf, shelf

_BIRTH: Final = "date of birth"


@dataclass(frozen=True, slots=True)
class CaseRead:
    """What is known, as rows of fact, value and day of evidence; and what was written, by sections of questions and answers."""

    facts: tuple[tuple[str, str, str], ...]
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def policy_of(request: Request) -> Policy | None:
    """The version that a request is held against; None where there is none, or none on the shelf."""
    try:
        return shelf().policy(request.policy, request.version) if request.policy else None
    except NotOnTheShelf:
        return None


def unmet_of(request: Request) -> list[tuple[str, str]]:
    """The criteria that were not met, each with the clause of the policy that says so, as far as that text is on the shelf."""
    policy = policy_of(request)
    says = {one.id: one for one in policy.criteria} if policy else {}
    told_of = [name for name in request.unmet if not (policy and name in says and is_about_safety(says[name], policy))]
    return [(name, says[name].cited if name in says else "The text of this criterion is not here.") for name in told_of]


def read(request: Request) -> CaseRead:
    """The case of a request. Whoever calls this has put on record that it is opened."""
    kept = request.clinical
    facts = kept.sent_facts or kept.facts
    statements = kept.sent_statements or kept.statements
    sections = ((one.title, tuple(_answers(one, statements))) for one in for_deciders(rules_for(request)))
    return CaseRead(tuple(_facts(request, facts)), tuple((title, rows) for title, rows in sections if rows))


def _answers(section: Any, statements: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((question.words, words) for question, words in told(section, statements) if question.id in statements)


def _facts(request: Request, given: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Each fact in words but those about somebody's safety; in place of a day of birth the age on the day of referral."""
    dictionary = _dictionary(request)
    case = _case(given, dictionary)
    born = {one.value for name, one in case.facts.items() if name.endswith(_BIRTH) and isinstance(one, Known)}
    for name, one in case.facts.items():
        fact = dictionary.facts[name] if dictionary else None
        if fact and fact.sensitivity == SAFEGUARDING:
            continue
        says = fact.says if fact else name
        if not isinstance(one, Known):
            yield says, f"not known: {one.why}", ""
        elif name.endswith(_BIRTH) and isinstance(one.value, date):
            yield says.replace(_BIRTH, "age"), f"{age(one.value, request.referred_on)} years on the day of referral", ""
        else:
            yield says, _value(one, fact, born), say_date(one.on) if one.on else ""


def _dictionary(request: Request) -> Dictionary | None:
    """The words of the policy that binds, or else of the service; None for a service that the library does not know."""
    if policy := policy_of(request):
        return policy.vocabulary.dictionary
    known = request.service in shelf().services
    return shelf().library.vocabulary(request.service).dictionary if known else None


def _value(one: Known, fact: Fact | None, born: set[Value]) -> str:
    if isinstance(one.value, date) and one.value in born:
        return "since birth"
    return say_value(one.value, fact.unit if fact and not fact.unit_goes_without_saying else None)


def _case(given: Mapping[str, object], dictionary: Dictionary | None) -> Case:
    """The case of what is kept. Without its dictionary, or where that has changed since, nothing of it can be read."""
    try:
        return read_case(given, dictionary) if dictionary else Case({})
    except CoequalError:
        return Case({})
