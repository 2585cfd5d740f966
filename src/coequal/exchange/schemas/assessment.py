"""The schema of an assessment, as `coequal check --json` prints it and the interface of the site answers it."""

from typing import Final

from coequal.eligibility.outcome import GRAVITY, OUTCOMES
from coequal.exchange.schemas.shapes import DAY, DIALECT, TEXT, TEXT_OR_NONE, TEXTS, Schema, closed, either, several
from coequal.facts.dictionary import CHANGES
from coequal.policies.model import COMPLETENESS, KINDS, NOT_SEEN

OUTCOME: Final[Schema] = {"enum": list(OUTCOMES)}
KIND: Final[Schema] = {"enum": [*KINDS, NOT_SEEN]}
VALUE: Final[Schema] = {"type": ["boolean", "number", "string"]}
_VALUE_OR_NONE: Final[Schema] = {"type": ["boolean", "number", "string", "null"]}
_NONE: Final[Schema] = {"type": "null"}
_FINDING: Final = closed(
    "One criterion's status, and why.",
    {
        "id": TEXT,
        "clause": TEXT,
        "title": TEXT,
        "kind": KIND,
        "status": {"enum": list(GRAVITY)},
        "for": {**TEXTS, "description": "The treatments that it governs."},
        "reason": {**TEXT, "description": "Why, in a sentence."},
        "facts": {
            "type": "object",
            "additionalProperties": VALUE,
            "description": "The facts that are known on which it rests.",
        },
        "otherwise": {**TEXT_OR_NONE, "description": "What happens next where it is not met."},
        "changeable": {"enum": list(CHANGES)},
        "from": {**DAY, "description": "The day from which waiting alone makes it met."},
    },
    "from",
)
_TREATMENT: Final[Schema] = {
    **closed("One treatment; its amounts stand beside these.", {"outcome": OUTCOME, "missing": TEXTS}),
    "additionalProperties": {
        "description": "An amount: a number, null where it is not known, “not stated” where the policy does not say.",
        **either({"type": ["number", "null"]}, {"const": "not stated"}),
    },
}
_READINESS: Final = closed(
    "Whether the tests needed before referral are done.",
    {"ready": {"type": "boolean"}, "missing": TEXTS, "repeat after": {"type": "object", "additionalProperties": DAY}},
)
_PARTS: Final[Schema] = {
    "policy": TEXT,
    "version": TEXT,
    "digest": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$", "description": "The fingerprint of the policy's text."},
    "completeness": {"enum": list(COMPLETENESS), "description": "How much of the policy we have seen."},
    "outcome": OUTCOME,
    "treatments": {"type": "object", "additionalProperties": _TREATMENT},
    "criteria": several(_FINDING),
    "missing": {**TEXTS, "description": "The facts that could still change the outcome, most useful first."},
    "readiness": either(_READINESS, _NONE),
    "elsewhere": either(closed("The body that decides instead, and why.", {"commissioner": TEXT, "why": TEXT}), _NONE),
    "readings": {
        **several(closed("A criterion read otherwise.", {"criterion": TEXT, "label": TEXT, "outcome": OUTCOME})),
        "description": "Other readings that change the outcome: it depends on them.",
    },
    "assumptions": TEXTS,
    "single blocker": {**TEXT_OR_NONE, "description": "The criterion that alone stands in the way."},
    "what if": several(
        closed(
            "What one fact would have to be, both ends included, for a better outcome; null where an end is open.",
            {"fact": TEXT, "low": _VALUE_OR_NONE, "high": _VALUE_OR_NONE, "outcome": OUTCOME},
        )
    ),
}


def assessment_shape(**more: Schema) -> Schema:
    """The shape of an assessment, with `more` parts beside its own, for a schema or a document that holds others too."""
    return closed("What software computes. It never decides.", {**_PARTS, **more})


def assessment_schema() -> Schema:
    """The schema of an assessment under any policy of any service."""
    return {"$schema": DIALECT, "title": "An assessment", **assessment_shape()}
