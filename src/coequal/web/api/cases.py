"""What software may ask about a case with a key: the assessment, and what is still missing. No fact of it is kept or recorded."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from coequal.accounts.permissions import ASSESS
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.report import report
from coequal.exchange.fhir.terms import PEOPLE_DECIDE
from coequal.facts.case import Case
from coequal.facts.dictionary import Fact
from coequal.policies.binding import choose
from coequal.policies.library import split_id
from coequal.policies.model import Policy
from coequal.web.api import examples
from coequal.web.api.answers import of_case
from coequal.web.api.operations import Says, operation
from coequal.web.api.reading import v1
from coequal.web.api.sent import case_of
from coequal.web.shelf import shelf

_CASE: Final = Says("The name of each fact with its value. What is left out is not known.", "Case", example=examples.COUPLE)
_ASSESSMENT: Final = Says("What software computes, criterion by criterion. It is no decision", "Assessment")
_MISSING: Final = Says("The facts that could still change the outcome, most useful first", "Missing")


@operation(v1, "POST", "policies/{area}/{service}/assess", ASSESS, answers=_ASSESSMENT, takes=_CASE)
def assess(request: HttpRequest, area: str, service: str) -> HttpResponseBase:
    """Assess a case under the version of a policy that binds on its day.

    That day is the referral date of the case, or today where that is not known; the answer says what was taken for granted.
    """
    return _assess(request, f"{area}/{service}")


@operation(v1, "POST", "policies/{area}/{service}/{version}/assess", ASSESS, answers=_ASSESSMENT, takes=_CASE)
def assess_version(request: HttpRequest, area: str, service: str, version: str) -> HttpResponseBase:
    """Assess a case under one version of a policy.

    A version that does not bind on the day of the case is used all the same, and the answer warns of it.
    """
    return _assess(request, f"{area}/{service}", version)


@operation(v1, "POST", "policies/{area}/{service}/missing", ASSESS, answers=_MISSING, takes=_CASE)
def missing(request: HttpRequest, area: str, service: str) -> HttpResponseBase:
    """Ask what is still missing in a case, under the version that binds on its day.

    A fact is missing if and only if some value of it would change the outcome. Each comes with the question that asks for it.
    """
    return _missing(request, f"{area}/{service}")


@operation(v1, "POST", "policies/{area}/{service}/{version}/missing", ASSESS, answers=_MISSING, takes=_CASE)
def missing_version(request: HttpRequest, area: str, service: str, version: str) -> HttpResponseBase:
    """Ask what is still missing in a case, under one version of a policy."""
    return _missing(request, f"{area}/{service}", version)


def assessed(name: str, case: Case) -> Assessment:
    """The assessment of a case under a policy, `area/service` or `area/service@version`. Raises `CoequalError`."""

    def day_of(policy: Policy) -> date | None:
        day = case.value(policy.binds_by)
        return day if isinstance(day, date) else None

    held = shelf()
    held.policy(*split_id(name))  # says what there is, where there is no such version
    chosen = choose(held.shelved, name, day_of, held.today())
    found = held.assessor(chosen.policy).assess(case)
    return replace(found, assumptions=(*chosen.assumptions, *found.assumptions))


def _asked(request: HttpRequest, policy_id: str, version: str | None, action: str) -> Assessment:
    """The assessment of the case in a request, and an entry in the trail that it was made."""
    any_version = shelf().policy(policy_id, version)
    case = case_of(request, any_version.vocabulary.dictionary)
    found = assessed(f"{policy_id}@{version}" if version else policy_id, case)
    request.auth.recorded(action, found.policy)  # type: ignore[attr-defined]  # put there by ninja
    return found


def _assess(request: HttpRequest, policy_id: str, version: str | None = None) -> HttpResponseBase:
    found = _asked(request, policy_id, version, "assessed a case")
    return of_case(request, {**report(found), "notice": PEOPLE_DECIDE})


def _missing(request: HttpRequest, policy_id: str, version: str | None = None) -> HttpResponseBase:
    found = _asked(request, policy_id, version, "asked what is missing in a case")
    facts = found.policy.vocabulary.dictionary.facts
    data = {
        "policy": found.policy.id,
        "version": found.policy.version,
        "digest": found.policy.digest,
        "outcome": found.outcome,
        "missing": list(found.missing),
        "questions": [_question(facts[name]) for name in found.missing],
        "treatments": {name: {"outcome": one.outcome, "missing": list(one.missing)} for name, one in found.treatments.items()},
        "assumptions": list(found.assumptions),
        "notice": PEOPLE_DECIDE,
    }
    return of_case(request, data)


def _question(fact: Fact) -> dict[str, Any]:
    """How a fact is asked for, and what may be answered."""
    return {
        "fact": fact.name,
        "question": fact.question,
        "help": fact.help,
        "type": fact.kind,
        "units": list(fact.units),
        "values": list(fact.values) if fact.kind == "choice" else [],
        "dated": fact.dated,
        "answered by": fact.answered_by,
    }
