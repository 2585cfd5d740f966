"""The schema of the YAML in a policy file, and a policy file as the data that it is about."""

from typing import Any, Final

from coequal.eligibility.examples import EXAMPLE_KEYS, PERSON_KEYS, STATUSES
from coequal.eligibility.outcome import OUTCOMES
from coequal.exchange.schemas.case import case_schema, some_case
from coequal.exchange.schemas.criterion import criterion
from coequal.exchange.schemas.scalars import CONDITION, DAY, EACH, FLAG, SLUG, WORDS, dated, free, keyed, one_of
from coequal.exchange.schemas.shapes import DIALECT, Schema, as_it_is, listed, several
from coequal.facts.case import plain
from coequal.facts.dictionary import Dictionary
from coequal.facts.strict_yaml import read
from coequal.policies.load import IN_FORCE_KEYS, KEYS, OWNER_KEYS, TAKEN
from coequal.policies.markdown import LiterateFile
from coequal.policies.model import COMPLETENESS, COUPLES
from coequal.policies.model import STATUSES as STANDINGS
from coequal.policies.printed import EXCEPTIONS_KEYS, PRINTED_DATE_KEYS, PROVIDER_KEYS, PROVIDERS_KEYS, SITE_KEYS, SOURCE_KEYS

RULES: Final = (
    "An expression is of the language of criteria, and names facts of the dictionary, each as its type and its unit allow.",
    "Ids of criteria and names of example people stand once.",
    "A criterion is for treatments of its policy, and overrides criteria that are there.",
    "Expectations of an example person are of criteria, treatments and amounts that are there.",
    "A date lies in the calendar; bounds of a date that is not read as a day are in order.",
    "The facts of an example person are a case.",
)
FRONT: Final = "front matter"
BLOCKS: Final = {"treatments": "one", "exceptions": "one", "criterion": "each", "providers": "each", "example": "each"}
_PRINTED: Final[Schema] = {
    **keyed(
        PRINTED_DATE_KEYS,
        {"printed": WORDS, "read as": DAY, "because": WORDS, "not before": DAY, "not after": DAY},
        "printed",
    ),
    "dependentSchemas": {"read as": {"properties": {"not before": False, "not after": False}}},
}
_OWNER: Final = keyed(OWNER_KEYS, {"code": WORDS, "from": DAY, "until": DAY}, "code", "from")
_SOURCE: Final = keyed(SOURCE_KEYS, {"title": WORDS, "url": WORDS, "seen": DAY}, "title")
_SITE: Final = keyed(SITE_KEYS, dict.fromkeys(SITE_KEYS, WORDS), "name", "address")
_PROVIDER: Final = keyed(PROVIDER_KEYS, {**dict.fromkeys(PROVIDER_KEYS, WORDS), "sites": several(_SITE)}, "name")
_PROVIDERS: Final = keyed(PROVIDERS_KEYS, {"printed on": WORDS, "list": several(_PROVIDER)}, "printed on")
_EXCEPTIONS: Final = keyed(EXCEPTIONS_KEYS, dict.fromkeys(EXCEPTIONS_KEYS, WORDS), "route", "who may ask", "whom")
_TREATMENT: Final[Schema] = {
    **free(CONDITION),
    "properties": {"name": WORDS, **dict.fromkeys(TAKEN, False)},
    "required": ["name"],
}
_TREATMENTS: Final[Schema] = {**free(_TREATMENT, {"pattern": SLUG["pattern"]}), "minProperties": 1}


def policy_schema(dictionary: Dictionary | None = None) -> Schema:
    """The schema of a policy file's data: of any service, or in the words of one service's dictionary."""
    example = _example(dictionary)
    shapes = {
        "treatments": _TREATMENTS,
        "criterion": criterion(dictionary),
        "providers": _PROVIDERS,
        "exceptions": _EXCEPTIONS,
        "example": example,
    }
    parts = {kind: shapes[kind] if often == "one" else several({"$ref": f"#/$defs/{kind}"}) for kind, often in BLOCKS.items()}
    defs = {kind: shape for kind, shape in shapes.items() if BLOCKS[kind] == "each"}
    case = case_schema(dictionary)["$defs"] if dictionary else {}
    title = f"A policy: {dictionary.title}" if dictionary else "A policy"
    return {
        "$schema": DIALECT,
        "title": title,
        "description": f"The front matter and the blocks of a policy file. {listed(RULES)}",
        "type": "object",
        "properties": {FRONT: _front_matter(dictionary), **parts},
        "required": [FRONT, "treatments"],
        "additionalProperties": False,
        "$defs": {**defs, **case},
    }


def policy_data(parts: LiterateFile) -> dict[str, Any]:
    """The front matter and the blocks of a policy file as plain data: texts, tables and lists. Raises `CoequalError`."""
    found: dict[str, Any] = {FRONT: plain(read(parts.front_matter, parts.file, first_line=2))}
    for kind, often in BLOCKS.items():
        blocks = [plain(read(block.text, parts.file, first_line=block.line)) for block in parts.blocks(kind)]
        if blocks:
            found[kind] = blocks[0] if often == "one" else blocks
    return found


def _front_matter(dictionary: Dictionary | None) -> Schema:
    dates = [fact.name for fact in dictionary.facts.values() if fact.kind == "date"] if dictionary else None
    service = dictionary.service if dictionary else None
    when = dated(_PRINTED)
    shapes = {
        "policy": {"type": "string", "pattern": f"^[a-z0-9-]+/{as_it_is(service) if service else '.+'}$"},
        "version": {"type": ["string", "number"], "pattern": "^[A-Za-z0-9.-]+$"},
        "title": WORDS,
        "service": {"const": service} if service else WORDS,
        "completeness": one_of(COMPLETENESS),
        "commissioners": several(_OWNER),
        "status": one_of(STANDINGS),
        "under review": FLAG,
        "in force": keyed(IN_FORCE_KEYS, dict.fromkeys(IN_FORCE_KEYS, when), "from"),
        "binds by": one_of(dates) if dates else WORDS,
        "couples": one_of(COUPLES),
        "ratified": when,
        "review due": when,
        "source": _SOURCE,
        "not found": EACH,
    }
    needed = ("policy", "version", "title", "service", "completeness", "status", "in force", "binds by", "source")
    return keyed(KEYS, shapes, *needed)


def _example(dictionary: Dictionary | None) -> Schema:
    """An example person, or several of whom each has the facts of another but for their own."""
    case = case_schema(dictionary) if dictionary else some_case()
    facts = {key: part for key, part in case.items() if key not in ("$schema", "$defs", "title", "description")}
    shapes = {
        "name": WORDS,
        "like": WORDS,
        "facts": facts,
        "outcome": one_of(OUTCOMES),
        "criteria": free(one_of(STATUSES)),
        "amounts": free(free(WORDS)),
        "missing": EACH,
        "readings": EACH,
    }
    person = keyed(PERSON_KEYS, shapes, "name")
    several_people = several({"$ref": "#/$defs/example/$defs/person"})
    return {
        **keyed(EXAMPLE_KEYS, {**shapes, "people": several_people}),
        "anyOf": [{"required": ["name"]}, {"required": ["people"]}],
        "$defs": {"person": person},
    }
