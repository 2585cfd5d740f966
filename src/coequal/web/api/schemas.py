"""The shapes of what goes in and out, as JSON Schema: those of the command line's `--json`, which other software holds on to."""

from typing import Any, Final

from coequal.eligibility.outcome import FOR_JUDGEMENT, MET, NOT_APPLICABLE, NOT_KNOWN, NOT_MET, OUTCOMES
from coequal.facts.case import REASONS
from coequal.involvement.models.involvements import PUBLIC
from coequal.policies.model import COMPLETENESS, KINDS, NOT_SEEN, STATUSES

Schema = dict[str, Any]
TEXT: Final[Schema] = {"type": "string"}
_TEXT_OR_NONE: Final[Schema] = {"type": ["string", "null"]}
_TEXTS: Final[Schema] = {"type": "array", "items": TEXT}
_DAY_OR_NONE: Final[Schema] = {"type": ["string", "null"], "format": "date"}
_DAY: Final[Schema] = {"type": "string", "format": "date"}
_ANY_TABLE: Final[Schema] = {"type": "object"}
_OR_NONE: Final[Schema] = {"type": ["object", "null"]}
_OUTCOME: Final[Schema] = {"enum": list(OUTCOMES)}


def table(words: str, parts: Schema, *optional: str) -> Schema:
    """An object with these parts, all of which are there but the optional ones."""
    needed = [name for name in parts if name not in optional]
    return {"type": "object", "description": words, "properties": parts, "required": needed}


def several(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


_LISTED: Final[Schema] = {
    "id": TEXT,
    "version": TEXT,
    "commissioner": {**_TEXT_OR_NONE, "description": "The last owner's code."},
    "service": TEXT,
    "status": {"enum": list(STATUSES)},
    "in force": table("From which day until which, as far as known.", {"from": _DAY_OR_NONE, "until": _DAY_OR_NONE}),
    "completeness": {"enum": list(COMPLETENESS), "description": "How much of the policy we have seen."},
    "family": {**TEXT, "description": "The family whose table has its values."},
    "invented": {"const": True, "description": "There for the demonstration: it is nobody's policy."},
}
_CRITERION: Final[Schema] = {
    "id": TEXT,
    "clause": TEXT,
    "title": TEXT,
    "kind": {"enum": [*KINDS, NOT_SEEN]},
    "for": {**_TEXTS, "description": "The treatments that it governs."},
    "applies when": _TEXT_OR_NONE,
    "met when": _TEXT_OR_NONE,
    "judged when": _TEXT_OR_NONE,
    "otherwise": {**_TEXT_OR_NONE, "description": "What happens next where it is not met."},
    "reading": {**_TEXT_OR_NONE, "description": "How we read the clause, and why."},
    "or read as": several(_ANY_TABLE),
    "why": _TEXT_OR_NONE,
}
_FINDING: Final[Schema] = {
    "id": TEXT,
    "clause": TEXT,
    "title": TEXT,
    "kind": {"enum": [*KINDS, NOT_SEEN]},
    "status": {"enum": [MET, NOT_MET, NOT_KNOWN, FOR_JUDGEMENT, NOT_APPLICABLE]},
    "for": _TEXTS,
    "reason": {**TEXT, "description": "Why, in a sentence."},
    "facts": {**_ANY_TABLE, "description": "The facts that are known on which it rests."},
    "otherwise": _TEXT_OR_NONE,
    "changeable": {"enum": ["with time", "possible", "never"]},
    "from": {"type": "string", "format": "date", "description": "The day from which waiting alone makes it met."},
}
_TREATMENT: Final[Schema] = {
    **table("One treatment; its amounts stand beside these.", {"outcome": _OUTCOME, "missing": _TEXTS}),
    "additionalProperties": {
        "description": "An amount: a number, null where it is not known, “not stated” where the policy does not say.",
        "anyOf": [{"type": ["number", "null"]}, {"const": "not stated"}],
    },
}
_VERSION: Final[Schema] = {"policy": TEXT, "version": TEXT, "digest": TEXT}
_VALUE: Final[Schema] = {"type": ["string", "number", "boolean", "null"]}
_IN_FULL: Final[Schema] = {
    "type": "object",
    "properties": {
        "value": _VALUE,
        "unit": TEXT,
        "date": {"type": "string", "format": "date"},
        "not known": {"enum": list(REASONS)},
    },
    "additionalProperties": False,
}
_RESOURCE: Final[Schema] = {"type": "object", "properties": {"resourceType": TEXT}, "required": ["resourceType"]}

_INVOLVEMENT: Final[Schema] = {
    "reference": TEXT,
    "title": TEXT,
    "whose": {**TEXT, "description": "By whom people are asked."},
    "state": {"enum": list(PUBLIC)},
    "opens": _DAY_OR_NONE,
    "closes": {**_DAY_OR_NONE, "description": "The last day."},
    "services": _TEXTS,
    "policies": {**_TEXTS, "description": "Those it is about, each with @version."},
    "of the past": {"type": "boolean", "description": "A record of facts, for which nobody answers here."},
    "address": {**TEXT, "format": "uri", "description": "Its page."},
    "invented": {"const": True, "description": "There for the demonstration: nobody real is asked."},
    "notice": TEXT,
}
_EDITION: Final[Schema] = {
    "reference": TEXT,
    "edition": {"type": "integer", "minimum": 1},
    "published": _DAY,
    "invented": _INVOLVEMENT["invented"],
    "notice": TEXT,
}
_TABLES: Final[Schema] = several(
    table(
        "A table as it was published: “*” hides a number from 1 to 7.", {"caption": TEXT, "head": _TEXTS, "rows": several(_TEXTS)}
    )
)

SCHEMAS: Final[Schema] = {
    "Problem": table(
        "What went wrong, as RFC 9457 has it.",
        {
            "type": {**TEXT, "format": "uri-reference", "description": "Where our page says more about this kind of problem."},
            "title": TEXT,
            "status": {"type": "integer"},
            "detail": TEXT,
            "place": {**TEXT, "description": "Where in what was sent."},
            "fact": {**TEXT, "description": "The fact that cannot be used."},
            "suggestion": {**TEXT, "description": "What was perhaps meant."},
        },
        *("place", "fact", "suggestion"),
    ),
    "Policies": several(table("One version of a policy.", _LISTED, "family", "invented")),
    "Policy": table(
        "One version of a policy, whole.",
        {
            **_LISTED,
            "title": TEXT,
            "digest": {**TEXT, "description": "The fingerprint of the policy's text."},
            "under review": {"type": "boolean"},
            "binds by": {**TEXT, "description": "The day of a case by which a version binds."},
            "review due": _TEXT_OR_NONE,
            "not found": _TEXTS,
            "treatments": _ANY_TABLE,
            "criteria": several(table("One criterion.", _CRITERION, "met when", "judged when")),
            "source": table("Where the wording was seen, and when.", {"title": TEXT, "url": _TEXT_OR_NONE, "seen": _DAY_OR_NONE}),
            "versions": _TEXTS,
        },
        *("family", "invented"),
    ),
    "Which": table(
        "What binds a referral.",
        {
            "policy": _TEXT_OR_NONE,
            "version": _TEXT_OR_NONE,
            "commissioner": _TEXT_OR_NONE,
            "candidates": several(
                table(
                    "One that binds, or may.", {"policy": TEXT, "version": TEXT, "commissioner": TEXT, "sure": {"type": "boolean"}}
                )
            ),
            "because": {**_TEXTS, "description": "The reasons, as sentences."},
        },
    ),
    "Case": {
        "type": "object",
        "description": "Facts by their names in the service's dictionary; a value may be given in full. Unknown names are refused.",
        "additionalProperties": {"anyOf": [_VALUE, _IN_FULL]},
    },
    "Assessment": table(
        "What software computes. It never decides.",
        {
            **_VERSION,
            "completeness": {"enum": list(COMPLETENESS)},
            "outcome": _OUTCOME,
            "treatments": {"type": "object", "additionalProperties": _TREATMENT},
            "criteria": several(table("One criterion's status, and why.", _FINDING, "from")),
            "missing": {**_TEXTS, "description": "The facts that could still change the outcome, most useful first."},
            "readiness": {"type": ["object", "null"]},
            "elsewhere": {"type": ["object", "null"], "description": "The body that decides instead."},
            "readings": {**several(_ANY_TABLE), "description": "Other readings that change the outcome: it depends on them."},
            "assumptions": _TEXTS,
            "single blocker": _TEXT_OR_NONE,
            "what if": several(_ANY_TABLE),
            "notice": TEXT,
        },
    ),
    "Missing": table(
        "What is still missing.",
        {
            **_VERSION,
            "outcome": _OUTCOME,
            "missing": _TEXTS,
            "questions": several(
                table(
                    "How a fact is asked for.",
                    {
                        "fact": TEXT,
                        "question": _TEXT_OR_NONE,
                        "help": _TEXT_OR_NONE,
                        "type": {"enum": ["boolean", "number", "choice", "area", "date"]},
                        "units": _TEXTS,
                        "values": _TEXTS,
                        "dated": {"type": "boolean"},
                        "answered by": {"enum": ["anyone", "clinician", "nobody"]},
                    },
                )
            ),
            "treatments": _ANY_TABLE,
            "assumptions": _TEXTS,
            "notice": TEXT,
        },
    ),
    "Comparison": table(
        "What was shown of two policies.",
        {
            "a": _ANY_TABLE,
            "b": _ANY_TABLE,
            "relation": {"enum": ["same", "a wider", "b wider", "each wider", "not shown"]},
            "witnesses": table(
                "A made-up couple each way, whose facts are a case.",
                {"a only": {"type": ["object", "null"]}, "b only": {"type": ["object", "null"]}},
            ),
            "criteria": several(_ANY_TABLE),
        },
    ),
    "Lottery": table(
        "Every area side by side.",
        {
            "service": TEXT,
            "on": {"type": "string", "format": "date"},
            "measures": {**_ANY_TABLE, "description": "Of a case: how differently areas treat it."},
            "areas": several(_ANY_TABLE),
            "set apart": {**several(_ANY_TABLE), "description": "Areas that are not counted, each with the reasons."},
            "people": {"type": ["object", "null"]},
            "notice": TEXT,
        },
        *("measures", "people", "notice"),
    ),
    "Involvements": several(table("One involvement.", _INVOLVEMENT, "invented", "notice")),
    "Involvement": table(
        "One involvement, as its page tells of it. Its texts are Markdown.",
        {
            **_INVOLVEMENT,
            "programme": _TEXT_OR_NONE,
            "purpose": TEXT,
            "proposals": TEXT,
            "whom to ask": _TEXT_OR_NONE,
            "areas": several(table("Where people can live.", {"name": TEXT, "districts": _TEXTS})),
            "surveys": several(table("One that can be answered now.", {"title": TEXT, "address": TEXT})),
            "papers": several(table("One to read.", dict.fromkeys(("title", "kind", "language", "address"), TEXT))),
            "events": several(_ANY_TABLE),
            "pauses": several(table("On hold.", {"since": _DAY, "until": _DAY_OR_NONE, "reason": TEXT, "resumed": _TEXT_OR_NONE})),
            "promises": several(table("A promise.", dict.fromkeys(("says", "source", "stands", "how"), TEXT))),
            "updates": several(table("What everybody was told.", {"on": _DAY, "says": TEXT})),
            "figures of sources": {**several(_ANY_TABLE), "description": "A number that is null was looked for and not found."},
            "editions of the report": several(
                table("An edition.", {"number": {"type": "integer"}, "published": _DAY, "why": _TEXT_OR_NONE})
            ),
        },
        *("invented", "notice"),
    ),
    "Tables": table("Tables of a published report.", {**_EDITION, "tables": _TABLES}, "invented", "notice"),
    "Results": table(
        "What was answered, by a published report.",
        {
            **_EDITION,
            "questions": several(table("One question.", {"survey": TEXT, "question": TEXT, "tables": _TABLES})),
        },
        *("invented", "notice"),
    ),
    "PublishedReport": table(
        "One of the three, as it was published.",
        {
            **_EDITION,
            "why": {**_TEXT_OR_NONE, "description": "Why there is a new edition."},
            "which": {"enum": ["report", "summary", "easy-read"]},
            "title": TEXT,
            "lead": TEXT,
            "facts": several(_TEXTS),
            "blocks": several(table("Its kind, and what that has.", {"kind": TEXT})),
            "files": several(table("A form in which it can be had.", {"form": TEXT, "address": TEXT})),
            "editions": several({"type": "integer"}),
        },
        *("invented", "notice"),
    ),
    "Resource": {**_RESOURCE, "description": "A resource of FHIR R4."},
    "QuestionnaireResponse": {**_RESOURCE, "description": "A QuestionnaireResponse of FHIR R4, or Parameters with one."},
    "OperationOutcome": {**_RESOURCE, "description": "What went wrong, as FHIR R4 has it."},
}
