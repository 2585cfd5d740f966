"""An assessment as plain data for JSON; the shape is promised to other software."""

from datetime import date
from decimal import Decimal
from typing import Any

from coequal.criteria.kleene import NOT_STATED
from coequal.eligibility.assessment import Assessment, Entitlement, Finding, Readiness
from coequal.eligibility.rules import Amounts
from coequal.eligibility.what_if import WhatIf


def report(assessment: Assessment) -> dict[str, Any]:
    """The assessment as dicts, lists, text, numbers, booleans and None."""
    policy, elsewhere = assessment.policy, assessment.elsewhere
    return {
        "policy": policy.id,
        "version": policy.version,
        "digest": policy.digest,
        "completeness": policy.completeness,
        "outcome": assessment.outcome,
        "treatments": {name: _entitlement(found) for name, found in assessment.treatments.items()},
        "criteria": [_finding(finding) for finding in assessment.criteria.values()],
        "missing": list(assessment.missing),
        "readiness": _readiness(assessment.readiness) if assessment.readiness else None,
        "elsewhere": {"commissioner": elsewhere.commissioner, "why": elsewhere.why} if elsewhere else None,
        "readings": [
            {"criterion": other.criterion.id, "label": other.label, "outcome": other.outcome} for other in assessment.readings
        ],
        "assumptions": list(assessment.assumptions),
        "single blocker": assessment.single_blocker,
        "what if": list(map(_what_if, assessment.what_if)),
    }


def amounts_data(amounts: Amounts) -> dict[str, Any]:
    """Amounts as numbers, None where not known, "not stated" where the policy does not say."""
    return {name: "not stated" if value is NOT_STATED else plain(value) for name, value in amounts.items()}


def plain(value: object) -> Any:
    """A value as JSON has it: a whole number as an integer, a date as 2023-05-02."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _entitlement(found: Entitlement) -> dict[str, Any]:
    return {"outcome": found.outcome, **amounts_data(found.amounts), "missing": list(found.missing)}


def _finding(finding: Finding) -> dict[str, Any]:
    criterion, change = finding.criterion, finding.change
    return {
        "id": criterion.id,
        "clause": criterion.clause,
        "title": criterion.title,
        "kind": criterion.kind,
        "status": finding.status,
        "for": list(criterion.treatments),
        "reason": finding.reason,
        "facts": {name: plain(value) for name, value in finding.facts.items()},
        "otherwise": criterion.otherwise,
        "changeable": change.how,
        **({"from": change.since.isoformat()} if change.since else {}),
    }


def _what_if(found: WhatIf) -> dict[str, Any]:
    return {"fact": found.fact.name, "low": plain(found.low), "high": plain(found.high), "outcome": found.outcome}


def _readiness(found: Readiness) -> dict[str, Any]:
    return {
        "ready": found.ready,
        "missing": list(found.missing),
        "repeat after": {name: day.isoformat() for name, day in found.repeat_after.items()},
    }
