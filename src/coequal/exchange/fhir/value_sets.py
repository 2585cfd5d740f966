"""The values of choices, and the codes that stand for facts in clinical terminologies, as FHIR R4 ValueSets."""

from collections.abc import Iterator
from itertools import groupby

from coequal.exchange.fhir import terms
from coequal.exchange.fhir.terms import Resource, extension
from coequal.facts.dictionary import Code, Dictionary, Fact

CODES = "codes"  # behind a fact's column: its codes in terminologies


def value_sets(dictionary: Dictionary, names: list[str]) -> Iterator[Resource]:
    """The value sets of some facts: of each choice its values, of each fact with codes the codes."""
    for fact in map(dictionary.facts.__getitem__, names):
        if fact.kind == "choice":
            values = [{"code": value, "display": clause} for value, clause in fact.values.items()]
            included = [{"system": terms.choices_of(dictionary.service, fact.column), "concept": values}]
            yield _value_set(dictionary, fact, fact.column, included, verified=True)
        if fact.codes:
            included = [
                {"system": terms.SYSTEMS.get(system, system), "concept": [_concept(code) for code in codes]}
                for system, codes in groupby(sorted(fact.codes, key=lambda code: code.system), key=lambda code: code.system)
            ]
            verified = all(code.verified for code in fact.codes)
            yield _value_set(dictionary, fact, f"{fact.column}.{CODES}", included, verified=verified)


def _value_set(dictionary: Dictionary, fact: Fact, name: str, included: list[Resource], *, verified: bool) -> Resource:
    doubt = "" if verified else " Codes in it have not been verified at their source."
    return {
        "resourceType": "ValueSet",
        "url": f"{terms.VALUE_SET}{dictionary.service}/{name}",
        "name": "".join(
            word.capitalize() for word in f"{dictionary.service}_{name}".replace("-", "_").replace(".", "_").split("_")
        ),
        "title": f"{fact.name} ({dictionary.title})",
        "status": "active" if verified else "draft",
        "experimental": not verified,
        "description": f"{fact.says[:1].upper()}{fact.says[1:]}.{doubt}",
        "compose": {"include": included},
    }


def _concept(code: Code) -> Resource:
    """A code; one that nobody has verified says so."""
    doubt = {} if code.verified else {"extension": [extension(terms.NOT_VERIFIED, "Boolean", value=True)]}
    return {**doubt, "code": code.code, "display": code.term}
