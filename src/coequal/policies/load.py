"""From a literate file to a policy: front matter, treatments, criteria, providers, exceptions."""

import re
from collections.abc import Callable, Mapping
from hashlib import sha256

from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError, Place, did_you_mean
from coequal.facts.fields import Fields, day, entries, expression, scalar
from coequal.facts.strict_yaml import Node, Table, read
from coequal.policies.criteria import not_seen, read_criterion, slug
from coequal.policies.markdown import Block, LiterateFile, take_apart
from coequal.policies.model import (
    COMPLETENESS,
    STATUSES,
    Criterion,
    Exceptions,
    Owner,
    Policy,
    PrintedDate,
    Provider,
    Site,
    Source,
    Treatment,
)

_KEYS = (
    *("policy", "version", "title", "service", "completeness", "commissioners", "status", "under review", "in force"),
    *("binds by", "ratified", "review due", "source"),
)
_TAKEN = ("outcome", "missing")


def read_policy(text: str, file: str, vocabulary_of: Callable[[str], Vocabulary]) -> Policy:
    """The policy in a text; `vocabulary_of` gives the vocabulary of a service.

    Raises `CoequalError` with file, line and clause of the first mistake.
    """
    parts = take_apart(text, file)
    fields = Fields(read(parts.front_matter, file, first_line=2), "The front matter", _KEYS)
    vocabulary = _vocabulary(fields, vocabulary_of)
    treatments = _treatments(parts, vocabulary)
    criteria = _criteria(parts, fields, vocabulary, [treatment.id for treatment in treatments])
    in_force = Fields(fields.node("in force"), '"in force"', ("from", "until"))
    return Policy(
        id=_id(fields),
        version=_version(fields),
        title=fields.text("title"),
        service=fields.text("service"),
        completeness=fields.choice("completeness", COMPLETENESS),
        status=fields.choice("status", STATUSES),
        under_review=fields.flag("under review"),
        owners=tuple(map(_owner, fields.items("commissioners"))),
        starts=_printed_date(in_force.node("from")),
        ends=_printed_date(in_force.node("until")) if "until" in in_force else None,
        binds_by=_date_fact(fields, vocabulary),
        ratified=_printed_date(fields.node("ratified")) if "ratified" in fields else None,
        review_due=_printed_date(fields.node("review due")) if "review due" in fields else None,
        source=_source(fields.node("source")),
        treatments=treatments,
        criteria=criteria,
        providers=tuple(provider for block in parts.blocks("providers") for provider in _providers(block, file)),
        exceptions=_exceptions(parts),
        digest=f"sha256:{sha256(text.encode()).hexdigest()}",
        file=parts,
        vocabulary=vocabulary,
    )


def _vocabulary(fields: Fields, vocabulary_of: Callable[[str], Vocabulary]) -> Vocabulary:
    try:
        return vocabulary_of(fields.text("service"))
    except CoequalError as error:
        raise CoequalError(error.message, error.place or fields.node("service").place) from None


def _id(fields: Fields) -> str:
    """The area and the service, by which the policy is found."""
    found, service = fields.text("policy"), fields.text("service")
    if not re.fullmatch(rf"[a-z0-9-]+/{re.escape(service)}", found):
        message = f'The id of a policy is its area, a slash and its service, such as luton/{service}, not "{found}".'
        raise CoequalError(message, fields.node("policy").place)
    return found


def _version(fields: Fields) -> str:
    found = fields.text("version")
    if not re.fullmatch(r"[A-Za-z0-9.-]+", found):
        raise CoequalError(f'A version is letters, digits, dots and hyphens, not "{found}".', fields.node("version").place)
    return found


def _treatments(parts: LiterateFile, vocabulary: Vocabulary) -> tuple[Treatment, ...]:
    block = _only(parts, "treatments")
    if block is None:
        raise CoequalError("A policy needs one block of treatments: what it funds.", Place(parts.file))
    found = entries(_yaml(block, parts.file), "The treatments")
    if not found:
        raise CoequalError("A policy funds at least one treatment.", Place(parts.file, block.line))
    return tuple(_treatment(name, node, vocabulary) for name, node in found.items())


def _treatment(name: str, node: Node, vocabulary: Vocabulary) -> Treatment:
    amounts = entries(node, f'The treatment "{name}"')
    for taken in _TAKEN:
        if taken in amounts:
            raise CoequalError(f'An amount cannot be called "{taken}": an assessment uses the word.', amounts[taken].place)
    said = amounts.pop("name", None)
    if said is None:
        raise CoequalError(f'The treatment "{name}" needs the key "name".', node.place)
    trees = {key: vocabulary.amount(expression(amount, f'"{key}"')) for key, amount in amounts.items()}
    return Treatment(slug(name, node.place), scalar(said, '"name"').text, trees)


def _criteria(parts: LiterateFile, fields: Fields, vocabulary: Vocabulary, treatments: list[str]) -> tuple[Criterion, ...]:
    found = [read_criterion(block, parts.file, vocabulary, treatments) for block in parts.blocks("criterion")]
    by_id = {criterion.id: criterion for criterion in reversed(found)}
    for criterion in found:
        if by_id[criterion.id] is not criterion:
            raise CoequalError(f'Two criteria have the id "{criterion.id}".', criterion.place)
        _check_overrides(criterion, by_id)
    if fields.text("completeness") != "whole":
        found.append(not_seen(parts.file, fields.text("completeness"), treatments))
    return tuple(found)


def _check_overrides(criterion: Criterion, by_id: Mapping[str, Criterion]) -> None:
    """A criterion may override others that override nothing themselves, for every treatment that they govern."""
    own = f'"{criterion.id}" overrides'
    for name in criterion.overrides:
        if name not in by_id or name == criterion.id:
            message = f'{own} "{name}", which is no other criterion.{did_you_mean(name, by_id)}'
            raise CoequalError(message, criterion.place)
        if by_id[name].overrides:
            raise CoequalError(f'{own} "{name}", which overrides others itself. Name those here too.', criterion.place)
        if spared := set(by_id[name].treatments) - set(criterion.treatments):
            message = f'{own} "{name}", but it does not govern {min(spared)}, which "{name}" does. Split "{name}" in two.'
            raise CoequalError(message, criterion.place)
    if criterion.overrides and criterion.applies_when is None:
        raise CoequalError(f'{own} another, so it must say when it applies ("applies when").', criterion.place)


def _date_fact(fields: Fields, vocabulary: Vocabulary) -> str:
    dates = [name for name, fact in vocabulary.dictionary.facts.items() if fact.kind == "date"]
    return fields.choice("binds by", dates)


def _owner(node: Node) -> Owner:
    fields = Fields(node, "A commissioner", ("code", "from", "until"))
    since = day(scalar(fields.node("from"), '"from"'))
    return Owner(fields.text("code"), since, fields.day("until"))


def _printed_date(node: Node) -> PrintedDate:
    """A date as printed and as read; a plain date is both."""
    if not isinstance(node, Table):
        found = scalar(node, "a date")
        return PrintedDate(found.text, day(found))
    fields = Fields(node, "A printed date", ("printed", "read as", "because"))
    return PrintedDate(fields.text("printed"), fields.day("read as"), fields.text_or_none("because"))


def _source(node: Node) -> Source:
    fields = Fields(node, "A source", ("title", "url", "seen"))
    return Source(fields.text("title"), fields.text_or_none("url"), fields.day("seen"))


def _providers(block: Block, file: str) -> list[Provider]:
    fields = Fields(_yaml(block, file), "The providers", ("printed on", "list"))
    printed_on = fields.text("printed on")
    return [_provider(node, printed_on) for node in fields.items("list")]


def _provider(node: Node, printed_on: str) -> Provider:
    fields = Fields(node, "A provider", ("name", "sites", "telephone", "email", "web"))
    return Provider(
        fields.text("name"),
        tuple(map(_site, fields.items("sites"))),
        fields.text_or_none("telephone"),
        fields.text_or_none("email"),
        fields.text_or_none("web"),
        printed_on,
    )


def _site(node: Node) -> Site:
    fields = Fields(node, "A site", ("name", "address", "county", "postcode"))
    return Site(fields.text("name"), fields.text("address"), fields.text_or_none("county"), fields.text_or_none("postcode"))


def _exceptions(parts: LiterateFile) -> Exceptions | None:
    block = _only(parts, "exceptions")
    if block is None:
        return None
    fields = Fields(_yaml(block, parts.file), "The exceptions", ("route", "who may ask", "whom", "then"))
    return Exceptions(fields.text("route"), fields.text("who may ask"), fields.text("whom"), fields.text_or_none("then"))


def _only(parts: LiterateFile, kind: str) -> Block | None:
    """The one block of a kind. Raises `CoequalError` where there are two."""
    found = parts.blocks(kind)
    if len(found) > 1:
        raise CoequalError(f"A policy has one block of {kind}; this is the second.", Place(parts.file, found[1].line))
    return found[0] if found else None


def _yaml(block: Block, file: str) -> Node:
    return read(block.text, file, first_line=block.line, clause=block.clause)
