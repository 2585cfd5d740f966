"""`$next-question`, as HL7's guide to structured data capture has it for adaptive forms: only what still matters is asked.

A response goes in with the answers so far; the same comes out with one more item in the questionnaire that it contains,
or as completed where nothing that can be asked could still change the outcome. To go on without a fact is to answer that it
is not known: a question that is left open is asked again.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from coequal.criteria.consistency import check_case
from coequal.eligibility.interview import EVERYBODY, Interview
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError, Place
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.questionnaire import head, items
from coequal.exchange.fhir.response import COMPLETED, IN_PROGRESS, answers, read_response
from coequal.exchange.fhir.terms import Resource, member, policy_named, resource_of

ASKED: Final = "asked"
_TYPE: Final = "QuestionnaireResponse"
_OF_THE_WHOLE: Final = ("url", "version", "identifier", "name")  # a part of a questionnaire does not go by its names
_PARAMETER: Final = "questionnaire-response"


@dataclass(frozen=True, slots=True)
class Sent:
    """A response as it was sent: by itself, or as the parameter of an operation, and then it is answered as one."""

    response: Resource
    as_parameter: bool

    def answer(self, found: Resource) -> Resource:
        """The answer to it."""
        if not self.as_parameter:
            return found
        return {"resourceType": "Parameters", "parameter": [{"name": "return", "resource": found}]}


def sent(found: object) -> Sent:
    """The response in what was sent to an operation. Raises `CoequalError` where there is none."""
    if not isinstance(found, dict) or found.get("resourceType") != "Parameters":
        return Sent(resource_of(found, _TYPE), as_parameter=False)
    path = "Parameters.parameter"
    for place, one in enumerate(member(found.get("parameter", []), path, list, "a list of parameters")):
        if isinstance(one, dict) and one.get("name") == _PARAMETER:
            try:
                return Sent(resource_of(one.get("resource"), _TYPE), as_parameter=True)
            except CoequalError as error:
                raise CoequalError(error.message, Place(f"{path}[{place}].resource")) from None
    raise CoequalError(f'There is no parameter "{_PARAMETER}".', Place(path))


def policy_of(response: Resource) -> str:
    """The policy that a response answers, as `area/service@version`; it says so itself, or the questionnaire that it contains does.

    Raises `CoequalError` where neither does.
    """
    path = f"{_TYPE}.questionnaire"
    address = member(response.get("questionnaire"), path, str, "the canonical address of the questionnaire")
    if not address.startswith("#"):
        return policy_named(address, path)
    path = f"{_TYPE}.contained"
    for place, one in enumerate(member(response.get("contained", []), path, list, "a list of resources")):
        if isinstance(one, dict) and one.get("resourceType") == "Questionnaire" and one.get("id") == address[1:]:
            return policy_named(*_derived_from(one, f"{path}[{place}]"))
    raise CoequalError(f'No questionnaire with the id "{address[1:]}" is contained.', Place(path))


def _derived_from(contained: Resource, path: str) -> tuple[str, str]:
    """The questionnaire of ours from which a contained one is derived, or which it says that it is, and where it says so."""
    if "derivedFrom" in contained:
        path = f"{path}.derivedFrom"
        named = member(contained["derivedFrom"], path, list, "a list with one canonical address")
        return member(next(iter(named), None), f"{path}[0]", str, "a canonical address"), f"{path}[0]"
    url = member(contained.get("url"), f"{path}.url", str, "the canonical address of the questionnaire")
    version = contained.get("version")
    return f"{url}|{version}" if version is not None else url, f"{path}.url"


def next_question(response: Resource, rules_of: Callable[[str], Rules], today: date, asks: Collection[str] = EVERYBODY) -> Resource:
    """The response with one more question, or completed; `rules_of` gives the rules of a policy by its name.

    Raises `CoequalError` where an answer cannot be used, or answers cannot be true together.
    """
    rules = rules_of(policy_of(response))
    policy, dictionary = rules.policy, rules.policy.vocabulary.dictionary
    case = read_response(response, dictionary)
    check_case(case, policy.vocabulary)
    question = Interview(rules, today, asks, case).question()
    given = [name for name in dictionary.facts if name in case.facts]
    asked = [*given, *([question.fact.name] if question else [])]
    whole = {name: part for name, part in head(policy).items() if name not in _OF_THE_WHOLE}
    contained = {**whole, "id": ASKED, "derivedFrom": [terms.canonical(policy)], "item": items(dictionary, asked)}
    found = answers(case, dictionary)
    return {
        **{name: response[name] for name in ("id", "subject", "authored", "author") if name in response},
        "resourceType": _TYPE,
        "contained": [contained],
        "questionnaire": f"#{ASKED}",
        "status": IN_PROGRESS if question else COMPLETED,
        **({"item": found} if found else {}),
    }
