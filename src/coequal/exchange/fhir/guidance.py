"""An assessment as a FHIR R4 GuidanceResponse, clause by clause; none of its codes says that somebody is eligible.

What software computes must not be taken for a decision by a machine that reads it, so an outcome is a code of our own,
about criteria, and the words that people decide stand beside it.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from coequal.criteria.kleene import NOT_STATED
from coequal.eligibility.assessment import Assessment, Entitlement, Finding
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN
from coequal.eligibility.told import told
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.questionnaire import VALUE, codes
from coequal.exchange.fhir.response import response
from coequal.exchange.fhir.terms import Resource, extension
from coequal.facts.values import Value

OUTCOMES: Final = {
    ELIGIBLE: ("criteria-met", "Software finds that all criteria are met; people decide"),
    NOT_ELIGIBLE: ("criteria-not-met", "Software finds that a criterion is not met; people decide"),
    NOT_KNOWN: ("not-known", "Not known: facts are missing, or part of the policy has not been seen"),
    FOR_JUDGEMENT: ("for-judgement", "A person has to judge a criterion"),
}
_COMPUTED: Final = "computed"


def assessed(assessment: Assessment) -> Resource:
    """What an assessment gives: the guidance, and the answers as they were understood."""
    parts = [
        {"name": "return", "resource": guidance(assessment)},
        {"name": "assessed", "resource": response(assessment.case, assessment.policy)},
    ]
    return {"resourceType": "Parameters", "parameter": parts}


def guidance(assessment: Assessment) -> Resource:
    """The guidance: whether more must be known, which facts these are, and what was computed, as contained Parameters."""
    policy = assessment.policy
    digest = {"extension": [extension(terms.DIGEST, "String", policy.digest)]}
    missing = [_required(assessment, name) for name in assessment.missing]
    return {
        "resourceType": "GuidanceResponse",
        "contained": [{"resourceType": "Parameters", "id": _COMPUTED, "parameter": list(_computed(assessment))}],
        "moduleCanonical": f"{terms.POLICY}{policy.id}|{policy.version}",
        "_moduleCanonical": digest,
        "status": _status(assessment),
        "note": [{"text": text} for text in (terms.PEOPLE_DECIDE, *_lead(assessment), *assessment.assumptions)],
        "outputParameters": {"reference": f"#{_COMPUTED}"},
        **({"dataRequirement": missing} if missing else {}),
    }


def _lead(assessment: Assessment) -> Iterator[str]:
    """What comes before any outcome: a concern for somebody's safety, another body, another reading."""
    found = told(assessment)
    if found.stop:
        yield f"Stop. {found.stop}"
    if found.elsewhere:
        yield f"{found.elsewhere} decides on this, not the owner of this policy."
    if found.readings:
        yield "It depends on how the policy is read."


def _status(assessment: Assessment) -> str:
    """Whether the outcome needs more facts, could still be changed by more, or is settled as far as facts go."""
    if not assessment.missing:
        return "success"
    return "data-required" if assessment.outcome == NOT_KNOWN else "data-requested"


def _required(assessment: Assessment, name: str) -> Resource:
    """A fact that could still change the outcome: an observation with its code, and the question that asks for it."""
    dictionary = assessment.policy.vocabulary.dictionary
    fact = dictionary.facts[name]
    question = extension(terms.QUESTION, "String", f"{fact.column}.{VALUE}")
    is_it = {"path": "code", "code": codes(fact, dictionary.service)}
    return {"extension": [question], "type": "Observation", "codeFilter": [is_it]}


def _computed(assessment: Assessment) -> Iterator[Resource]:
    yield _text("notice", terms.PEOPLE_DECIDE)
    yield _text("digest", assessment.policy.digest)
    yield _text("completeness", assessment.policy.completeness)
    yield from _texts("first", _lead(assessment))
    if assessment.elsewhere:
        why = [_text("commissioner", assessment.elsewhere.commissioner), _text("reason", assessment.elsewhere.why)]
        yield _parts("elsewhere", why)
    for other in assessment.readings:
        yield _parts("reading", [_text("criterion", other.criterion.id), _text("label", other.label), _outcome(other.outcome)])
    yield _outcome(assessment.outcome)
    for entitlement in assessment.treatments.values():
        yield _parts("treatment", _treatment(entitlement))
    for finding in assessment.criteria.values():
        yield _parts("criterion", _criterion(finding))
    if assessment.single_blocker:
        yield _text("single-blocker", assessment.single_blocker)
    if assessment.readiness:
        ready = {"name": "ready", "valueBoolean": assessment.readiness.ready}
        yield _parts("readiness", [ready, *_texts("missing", assessment.readiness.missing)])


def _treatment(found: Entitlement) -> Iterator[Resource]:
    yield _text("id", found.treatment.id)
    yield _text("name", found.treatment.name)
    yield _outcome(found.outcome)
    for name, amount in found.amounts.items():
        yield _parts("amount", [_text("name", name), _amount(amount)])
    yield from _texts("missing", found.missing)


def _amount(amount: object) -> Resource:
    """A number; where there is none, a text that says whether it is not known or not stated."""
    if amount is None or amount is NOT_STATED:
        return _text("value", NOT_KNOWN if amount is None else "not stated")
    return {"name": "value", "valueDecimal": amount}


def _criterion(finding: Finding) -> Iterator[Resource]:
    criterion = finding.criterion
    yield _text("id", criterion.id)
    if criterion.clause:
        yield _text("clause", criterion.clause)
    yield _text("title", criterion.title)
    yield _code("kind", terms.KIND, criterion.kind)
    yield _code("status", terms.STATUS, finding.status)
    yield _text("reason", finding.reason)
    if criterion.otherwise:
        yield _text("otherwise", criterion.otherwise)
    yield from (_parts("fact", [_text("name", name), _value(value)]) for name, value in finding.facts.items())
    yield from _texts("treatment", criterion.treatments)


def _value(value: Value) -> Resource:
    match value:
        case bool():
            return {"name": "value", "valueBoolean": value}
        case Decimal():
            return {"name": "value", "valueDecimal": value}
        case str():
            return _text("value", value)
        case _:
            return {"name": "value", "valueDate": value.isoformat()}


def _outcome(found: str) -> Resource:
    code, display = OUTCOMES[found]
    return {"name": "outcome", "valueCoding": {"system": terms.ASSESSED, "code": code, "display": display}}


def _code(name: str, system: str, code: str) -> Resource:
    return {"name": name, "valueCoding": terms.coding(system, code)}


def _text(name: str, text: str) -> Resource:
    return {"name": name, "valueString": text}


def _texts(name: str, texts: Iterable[str]) -> list[Resource]:
    return [_text(name, text) for text in texts]


def _parts(name: str, parts: Iterable[Resource]) -> Resource:
    return {"name": name, "part": list(parts)}
