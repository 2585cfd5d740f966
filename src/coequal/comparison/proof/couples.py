"""What was shown of two policies, as plain data, with the made-up couples in parts, as a page shows them."""

from typing import Any

from coequal.comparison.proof.report import proof_data
from coequal.comparison.proof.two import Proof

Data = dict[str, Any]


def with_couples(proof: Proof) -> Data:
    """`proof_data`, and under `couples` who they are, and what becomes of them under each policy, as far as it was seen."""
    return {**proof_data(proof), "couples": _couples(proof)}


def _couples(proof: Proof) -> Data:
    outcome = proof.result.outcome
    found: Data = {}
    for way, direction in (("a only", outcome.a), ("b only", outcome.b)):
        if direction.witness and direction.witness.told:
            told = proof.stories.of(direction.witness)
            found[way] = {"couple": list(told.couple), "a": told.ends[0], "b": told.ends[1]}
    return found
