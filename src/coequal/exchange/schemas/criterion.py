"""The schema of a criterion: its keys, and which of them its kind needs and allows."""

from typing import Final

from coequal.exchange.schemas.scalars import CONDITION, EACH, SLUG, WORDS, free, keyed, one_of
from coequal.exchange.schemas.shapes import Schema, several
from coequal.facts.dictionary import Dictionary
from coequal.policies.criteria import ALLOWED, KEYS, MEANING, MOST_PRINTED_WORDS, NEEDED, NOT_SEEN_ID, READING_KEYS
from coequal.policies.model import KINDS

_READING: Final = keyed(READING_KEYS, {"label": WORDS, "applies when": CONDITION, "met when": CONDITION}, "label", "met when")


def criterion(dictionary: Dictionary | None) -> Schema:
    """The shape of a criterion; evidence is of the dated facts of a dictionary, where there is one."""
    shapes = {
        **dict.fromkeys(KEYS, WORDS),
        **dict.fromkeys(("applies when", "met when", "judged when"), CONDITION),
        "id": {**SLUG, "not": {"const": NOT_SEEN_ID}},
        "kind": one_of(KINDS),
        "for": EACH,
        "overrides": EACH,
        "evidence": _evidence(dictionary),
        "or read as": several(_READING),
        "repeat after": {"type": "string", "pattern": r"^[0-9]{1,3} months?$"},
        "printed": {**WORDS, "pattern": rf"^\s*(\S+(\s+|$)){{1,{MOST_PRINTED_WORDS}}}$"},
    }
    return {**keyed(KEYS, shapes, "id", "clause"), "allOf": [_of_kind(kind) for kind in KINDS]}


def _of_kind(kind: str) -> Schema:
    """What holds of a criterion of one kind; one that names none is of the first."""
    named: Schema = {"properties": {"kind": {"const": kind}}, **({} if kind == KINDS[0] else {"required": ["kind"]})}
    barred = {key: False for key in MEANING if key not in ALLOWED[kind]}
    return {"if": named, "then": {"required": list(NEEDED.get(kind, ())), "properties": barred}}


def _evidence(dictionary: Dictionary | None) -> Schema:
    """How old the evidence of a fact may be, counted back from which date."""
    facts = dictionary.facts.values() if dictionary else ()
    dates = "|".join(fact.name for fact in facts if fact.kind == "date") or ".+"
    window = {"type": "string", "pattern": rf"^within [0-9]{{1,4}} (days?|months?|years?) before ({dates})$"}
    return free(window, one_of(fact.name for fact in facts if fact.dated) if dictionary else None)
