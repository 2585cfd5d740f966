"""What was shown, as plain data for JSON; the shape is promised to other software."""

from typing import Any, Final

from coequal.comparison.proof.alignment import Aligned
from coequal.comparison.proof.sides import Side
from coequal.comparison.proof.two import Proof
from coequal.comparison.proof.verdict import A_WIDER, B_WIDER, EACH_WIDER, NOT_SHOWN, SAME, Compared, Direction
from coequal.comparison.proof.within import Reading, Within
from coequal.comparison.wording import meaning, wording
from coequal.eligibility.report import plain
from coequal.facts.case import Case, Known, NotKnown
from coequal.facts.dictionary import Dictionary
from coequal.policies.model import Criterion, Policy

Data = dict[str, Any]
_WIDTH: Final = {
    SAME: "the same",
    A_WIDER: "wider",
    B_WIDER: "narrower",
    EACH_WIDER: "wider for some and narrower for others",
    NOT_SHOWN: "not shown",
}


def proof_data(proof: Proof) -> Data:
    """Two policies compared."""
    outcome = proof.result.outcome
    return {
        "a": policy_data(proof.a.policy, proof.names[0]),
        "b": policy_data(proof.b.policy, proof.names[1]),
        "referred": proof.on.isoformat(),
        **_compared(proof, outcome, None),
        "treatments": {
            name: {**_compared(proof, found, name), "amounts": _amounts(proof, name)}
            for name, found in proof.result.treatments.items()
        },
        "criteria": [_aligned(proof, one) for one in proof.criteria],
    }


def policy_data(policy: Policy, name: str) -> Data:
    """Which version of which policy, and how much of it was seen."""
    return {
        "policy": policy.id,
        "version": policy.version,
        "digest": policy.digest,
        "name": name,
        "completeness": policy.completeness,
    }


def _compared(proof: Proof, found: Compared, treatment: str | None) -> Data:
    """One thing compared both ways; witnesses that need the unseen part to agree stand apart."""
    ways = (("a only", found.a, proof.a), ("b only", found.b, proof.b))
    shown = {name: _witness(proof, one, side, treatment) for name, one, side in ways}
    surely = {name: shown[name] if one.verdict == one.seen else None for name, one, _ in ways}
    return {
        "relation": found.relation,
        "witnesses": surely,
        "not shown because": {name: one.because for name, one, _ in ways if one.because},
        "as far as seen": {"relation": found.as_seen, "witnesses": shown},
    }


def _witness(proof: Proof, one: Direction, side: Side, treatment: str | None) -> Data | None:
    """A witness as the more generous policy has it: the couple lives in its area."""
    if one.witness is None:
        return None
    facts = facts_data(side.case(one.witness.case), side.policy.vocabulary.dictionary) if one.witness.told else None
    came_to = {"a": one.witness.a, "b": one.witness.b}
    return {"facts": facts, "story": proof.stories.told(one.witness, treatment), "comes to": came_to}


def _amounts(proof: Proof, treatment: str) -> Data:
    return {what: _compared(proof, found, treatment) for (name, what), found in proof.result.amounts.items() if name == treatment}


def _aligned(proof: Proof, one: Aligned) -> Data:
    return {
        "relation": one.relation,
        "a": [criterion_data(criterion, proof.a.policy) for criterion in one.a],
        "b": [criterion_data(criterion, proof.b.policy) for criterion in one.b],
    }


def criterion_data(criterion: Criterion, policy: Policy) -> Data:
    """A criterion with its wording, and with what we take it to mean."""
    return {
        "id": criterion.id,
        "clause": criterion.clause,
        "title": criterion.title,
        "wording": wording(policy, criterion),
        "means": meaning(policy, criterion),
    }


def within_data(found: Within, policy: Policy) -> Data:
    """One policy looked into."""
    dictionary = policy.vocabulary.dictionary
    return {
        **policy_data(policy, policy.area),
        "idle": [
            {"criterion": criterion_data(one.criterion, policy), "others": [criterion_data(other, policy) for other in one.others]}
            for one in found.idle
        ],
        "contradictions": [
            {"treatment": one.treatment.id, "criteria": [criterion_data(each, policy) for each in one.criteria]}
            for one in found.contradictions
        ],
        "gaps": [
            {
                "criteria": [criterion_data(each, policy) for each in one.criteria],
                "facts": facts_data(one.case, dictionary),
                "story": one.story,
            }
            for one in found.gaps
        ],
        "readings": [_reading(one, policy) for one in found.readings],
        "not shown": {kind: list(names) for kind, names in found.open.items()},
    }


def _reading(one: Reading, policy: Policy) -> Data:
    main, other = one.stories
    told = {"gains by the main reading": main, "gains by the other reading": other}
    criterion = criterion_data(one.criterion, policy)
    return {"criterion": criterion, "label": one.label, "main reading is": _WIDTH[one.outcome.relation], **told}


def facts_data(case: Case, dictionary: Dictionary) -> Data:
    """A case that `coequal check` takes."""
    return {name: _fact(dictionary, name, found) for name, found in case.facts.items()}


def _fact(dictionary: Dictionary, name: str, found: Known | NotKnown) -> Any:
    assert isinstance(found, Known), name
    fact = dictionary.facts[name]
    unit = {"unit": fact.unit} if fact.other_units else {}
    on = {"date": found.on.isoformat()} if found.on else {}
    return {"value": plain(found.value), **unit, **on} if unit or on else plain(found.value)
