"""The shapes of what goes in and out, as JSON Schema: those of the command line's `--json`, which other software holds on to."""

from typing import Final

from coequal.exchange.schemas.assessment import KIND, OUTCOME, assessment_shape
from coequal.exchange.schemas.case import some_case
from coequal.exchange.schemas.shapes import DAY, DAY_OR_NONE, TEXT, TEXT_OR_NONE, TEXTS, Schema, several, table
from coequal.involvement.models.involvements import PUBLIC
from coequal.policies.model import COMPLETENESS, STATUSES

_ANY_TABLE: Final[Schema] = {"type": "object"}


_LISTED: Final[Schema] = {
    "id": TEXT,
    "version": TEXT,
    "commissioner": {**TEXT_OR_NONE, "description": "The last owner's code."},
    "service": TEXT,
    "status": {"enum": list(STATUSES)},
    "in force": table("From which day until which, as far as known.", {"from": DAY_OR_NONE, "until": DAY_OR_NONE}),
    "completeness": {"enum": list(COMPLETENESS), "description": "How much of the policy we have seen."},
    "family": {**TEXT, "description": "The family whose table has its values."},
    "invented": {"const": True, "description": "There for the demonstration: it is nobody's policy."},
}
_CRITERION: Final[Schema] = {
    "id": TEXT,
    "clause": TEXT,
    "title": TEXT,
    "kind": KIND,
    "for": {**TEXTS, "description": "The treatments that it governs."},
    "applies when": TEXT_OR_NONE,
    "met when": TEXT_OR_NONE,
    "judged when": TEXT_OR_NONE,
    "otherwise": {**TEXT_OR_NONE, "description": "What happens next where it is not met."},
    "reading": {**TEXT_OR_NONE, "description": "How we read the clause, and why."},
    "or read as": several(_ANY_TABLE),
    "why": TEXT_OR_NONE,
}
_VERSION: Final[Schema] = {"policy": TEXT, "version": TEXT, "digest": TEXT}
_RESOURCE: Final[Schema] = {"type": "object", "properties": {"resourceType": TEXT}, "required": ["resourceType"]}

_INVOLVEMENT: Final[Schema] = {
    "reference": TEXT,
    "title": TEXT,
    "whose": {**TEXT, "description": "By whom people are asked."},
    "state": {"enum": list(PUBLIC)},
    "opens": DAY_OR_NONE,
    "closes": {**DAY_OR_NONE, "description": "The last day."},
    "services": TEXTS,
    "policies": {**TEXTS, "description": "Those it is about, each with @version."},
    "of the past": {"type": "boolean", "description": "A record of facts, for which nobody answers here."},
    "address": {**TEXT, "format": "uri", "description": "Its page."},
    "invented": {"const": True, "description": "There for the demonstration: nobody real is asked."},
    "notice": TEXT,
}
_EDITION: Final[Schema] = {
    "reference": TEXT,
    "edition": {"type": "integer", "minimum": 1},
    "published": DAY,
    "invented": _INVOLVEMENT["invented"],
    "notice": TEXT,
}
_TABLES: Final[Schema] = several(
    table("A table as it was published: “*” hides a number from 1 to 7.", {"caption": TEXT, "head": TEXTS, "rows": several(TEXTS)})
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
            "review due": TEXT_OR_NONE,
            "not found": TEXTS,
            "treatments": _ANY_TABLE,
            "criteria": several(table("One criterion.", _CRITERION, "met when", "judged when")),
            "source": table("Where the wording was seen, and when.", {"title": TEXT, "url": TEXT_OR_NONE, "seen": DAY_OR_NONE}),
            "versions": TEXTS,
        },
        *("family", "invented"),
    ),
    "Which": table(
        "What binds a referral.",
        {
            "policy": TEXT_OR_NONE,
            "version": TEXT_OR_NONE,
            "commissioner": TEXT_OR_NONE,
            "candidates": several(
                table(
                    "One that binds, or may.", {"policy": TEXT, "version": TEXT, "commissioner": TEXT, "sure": {"type": "boolean"}}
                )
            ),
            "because": {**TEXTS, "description": "The reasons, as sentences."},
        },
    ),
    "Case": some_case(),
    "Assessment": assessment_shape(notice=TEXT),
    "Missing": table(
        "What is still missing.",
        {
            **_VERSION,
            "outcome": OUTCOME,
            "missing": TEXTS,
            "questions": several(
                table(
                    "How a fact is asked for.",
                    {
                        "fact": TEXT,
                        "question": TEXT_OR_NONE,
                        "help": TEXT_OR_NONE,
                        "type": {"enum": ["boolean", "number", "choice", "area", "date"]},
                        "units": TEXTS,
                        "values": TEXTS,
                        "dated": {"type": "boolean"},
                        "answered by": {"enum": ["anyone", "clinician", "nobody"]},
                    },
                )
            ),
            "treatments": _ANY_TABLE,
            "assumptions": TEXTS,
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
            "programme": TEXT_OR_NONE,
            "purpose": TEXT,
            "proposals": TEXT,
            "whom to ask": TEXT_OR_NONE,
            "areas": several(table("Where people can live.", {"name": TEXT, "districts": TEXTS})),
            "surveys": several(table("One that can be answered now.", {"title": TEXT, "address": TEXT})),
            "papers": several(table("One to read.", dict.fromkeys(("title", "kind", "language", "address"), TEXT))),
            "events": several(_ANY_TABLE),
            "pauses": several(table("On hold.", {"since": DAY, "until": DAY_OR_NONE, "reason": TEXT, "resumed": TEXT_OR_NONE})),
            "promises": several(table("A promise.", dict.fromkeys(("says", "source", "stands", "how"), TEXT))),
            "updates": several(table("What everybody was told.", {"on": DAY, "says": TEXT})),
            "figures of sources": {**several(_ANY_TABLE), "description": "A number that is null was looked for and not found."},
            "editions of the report": several(
                table("An edition.", {"number": {"type": "integer"}, "published": DAY, "why": TEXT_OR_NONE})
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
            "why": {**TEXT_OR_NONE, "description": "Why there is a new edition."},
            "which": {"enum": ["report", "summary", "easy-read"]},
            "title": TEXT,
            "lead": TEXT,
            "facts": several(TEXTS),
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
