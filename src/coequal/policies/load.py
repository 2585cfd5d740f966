"""From a literate file to a policy: front matter, treatments, criteria, and what is kept as printed."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from coequal.criteria.syntax import Literal, NotStated
from coequal.criteria.syntax import Node as Tree
from coequal.criteria.types import NOT_STATED, NUMBER
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError, Place, did_you_mean
from coequal.facts.fields import Fields, Located, day, entries, expression, scalar
from coequal.facts.strict_yaml import Node, read
from coequal.policies.area_names import area_of
from coequal.policies.criteria import not_found, not_seen, read_criterion, slug
from coequal.policies.markdown import Block, LiterateFile, take_apart
from coequal.policies.model import COMPLETENESS, COUPLES, NO_RULE, NOT_FOUND, STATUSES, Criterion, Owner, Policy, Treatment
from coequal.policies.printed import read_exceptions, read_printed_date, read_providers, read_source

KEYS = (
    *("policy", "version", "title", "service", "completeness", "commissioners", "status", "under review", "in force"),
    *("binds by", "couples", "ratified", "review due", "source", "not found"),
)
IN_FORCE_KEYS = ("from", "until", "for cases from")
OWNER_KEYS = ("code", "from", "until")
TAKEN = ("outcome", "missing")
MOST_OVERRIDING = 40  # of one criterion: beyond these no answer comes in good time, as each rests on all the others
Known = dict[tuple[Block | str, ...], tuple[int, Criterion]]  # each with the line on which its block began


def read_policy(
    text: str,
    file: str,
    vocabulary_of: Callable[[str], Vocabulary],
    known: Known | None = None,
    *,
    area_of: Callable[[str], str] = area_of,
) -> Policy:
    """The policy in a text; `vocabulary_of` gives the vocabulary of a service, `known` keeps criteria for the next text.

    `area_of` gives the name of the area in an id. `Library.read_text` reads a text as one of a library.

    Raises `CoequalError` with file, line and clause of the first mistake.
    """
    parts = take_apart(text, file)
    _check_ordinary(parts)
    return read_parts(parts, digest(text), vocabulary_of, known=known, area_of=area_of)


def digest(text: str) -> str:
    """The fingerprint of a text."""
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def read_parts(
    parts: LiterateFile,
    fingerprint: str,
    vocabulary_of: Callable[[str], Vocabulary],
    family: str | None = None,
    known: Known | None = None,
    *,
    area_of: Callable[[str], str] = area_of,
) -> Policy:
    """The policy in the parts of a file, or of a member of a family. Raises `CoequalError` as above.

    `known` keeps the criteria that were read, for the next member, or the next text of the same name, that has the same.
    """
    file = parts.file
    fields = Fields(read(parts.front_matter, file, first_line=2), "The front matter", KEYS)
    vocabulary = _vocabulary(fields, vocabulary_of)
    treatments = _treatments(parts, vocabulary)
    criteria = _criteria(parts, fields, vocabulary, [treatment.id for treatment in treatments], {} if known is None else known)
    exceptions = _only(parts, "exceptions")
    in_force = Fields(fields.node("in force"), '"in force"', IN_FORCE_KEYS)
    return Policy(
        id=_id(fields),
        version=_version(fields),
        title=fields.text("title"),
        service=fields.text("service"),
        completeness=fields.choice("completeness", COMPLETENESS),
        status=fields.choice("status", STATUSES),
        under_review=fields.flag("under review"),
        owners=tuple(map(_owner, fields.items("commissioners"))),
        starts=read_printed_date(in_force.node("from")),
        ends=read_printed_date(in_force.node("until")) if "until" in in_force else None,
        binds_by=_date_fact(fields, vocabulary),
        cases_from=read_printed_date(in_force.node("for cases from")) if "for cases from" in in_force else None,
        couples=fields.choice("couples", COUPLES) if "couples" in fields else None,
        ratified=read_printed_date(fields.node("ratified")) if "ratified" in fields else None,
        review_due=read_printed_date(fields.node("review due")) if "review due" in fields else None,
        source=read_source(fields.node("source")),
        treatments=treatments,
        criteria=criteria,
        providers=tuple(provider for block in parts.blocks("providers") for provider in read_providers(block, file)),
        exceptions=read_exceptions(exceptions, file) if exceptions else None,
        digest=fingerprint,
        file=parts,
        vocabulary=vocabulary,
        not_found=fields.texts("not found"),
        family=family,
        area_of=area_of,
    )


def _check_ordinary(parts: LiterateFile) -> None:
    """Nothing, where a file is one policy. Raises `CoequalError` where it is a family, or half of one."""
    if parts.values_line is not None:
        message = 'This file is a family of policies, because it has "values". Each of them is read by its id.'
        raise CoequalError(message, Place(parts.file, parts.values_line))
    for block in parts.blocks("values"):
        message = 'A block of values makes a family of policies. Write "values: below" in the front matter, or take the block out.'
        raise CoequalError(message, Place(parts.file, block.line))


def _vocabulary(fields: Fields, vocabulary_of: Callable[[str], Vocabulary]) -> Vocabulary:
    try:
        return vocabulary_of(fields.text("service"))
    except CoequalError as error:
        if error.place:  # in the dictionary itself, where it is told the same way
            raise
        raise CoequalError(error.message, fields.node("service").place) from None


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
    return tuple(_treatment(name, node, vocabulary, block.lacks) for name, node in found.items())


def _treatment(name: str, node: Node, vocabulary: Vocabulary, lacks: frozenset[str]) -> Treatment:
    amounts = entries(node, f'The treatment "{name}"')
    for taken in TAKEN:
        if taken in amounts:
            raise CoequalError(f'An amount cannot be called "{taken}": an assessment uses the word.', amounts[taken].place)
    said = amounts.pop("name", None)
    if said is None:
        raise CoequalError(f'The treatment "{name}" needs the key "name".', node.place)
    trees = {key: _amount(expression(amount, f'"{key}"'), vocabulary, lacks) for key, amount in amounts.items()}
    return Treatment(slug(name, node.place), scalar(said, '"name"').text, trees)


def _amount(text: Located, vocabulary: Vocabulary, lacks: frozenset[str]) -> Tree:
    """An amount; not known where it or a value in it was not found, not stated where there is no rule."""
    if text.text == NOT_FOUND or (NOT_FOUND in lacks and NOT_FOUND in text.text):
        return Literal(None, type=NUMBER)
    if NO_RULE in lacks and NO_RULE in text.text:
        return NotStated(type=NOT_STATED)
    return vocabulary.amount(text)


def _criteria(
    parts: LiterateFile, fields: Fields, vocabulary: Vocabulary, treatments: list[str], known: Known
) -> tuple[Criterion, ...]:
    found = [_criterion(block, parts, vocabulary, treatments, known) for block in parts.blocks("criterion")]
    by_id = {criterion.id: criterion for criterion in reversed(found)}
    for criterion in found:
        if by_id[criterion.id] is not criterion:
            raise CoequalError(f'Two criteria have the id "{criterion.id}".', criterion.place)
        _check_overrides(criterion, by_id)
    _check_overridden(found)
    if fields.text("completeness") != "whole":
        found.append(not_seen(parts.file, fields.text("completeness"), treatments))
    return tuple(found)


def _criterion(block: Block, parts: LiterateFile, vocabulary: Vocabulary, treatments: list[str], known: Known) -> Criterion:
    where = parts.area if NOT_FOUND in block.lacks else ""
    key: tuple[Block | str, ...] = (replace(block, line=0), vocabulary.dictionary.service, where, *treatments)
    if key not in known:
        if NOT_FOUND in block.lacks:
            known[key] = block.line, not_found(block, parts.file, treatments, parts.area)
        else:
            known[key] = block.line, read_criterion(block, parts.file, vocabulary, treatments)
    found = _moved(*known[key], block.line)
    left = tuple(name for name in found.overrides if name not in parts.left_out)
    return found if left == found.overrides else replace(found, overrides=left)


def _moved(was: int, criterion: Criterion, line: int) -> Criterion:
    """A criterion whose block began on one line, where it begins on another."""
    if was == line:
        return criterion
    assert criterion.place.line is not None
    return replace(criterion, place=replace(criterion.place, line=criterion.place.line + line - was))


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


def _check_overridden(criteria: Sequence[Criterion]) -> None:
    """Few enough override one and the same."""
    times: Counter[str] = Counter()
    for criterion in criteria:
        times.update(criterion.overrides)
        for name in criterion.overrides:
            if times[name] > MOST_OVERRIDING:
                message = f'More than {MOST_OVERRIDING} criteria override "{name}". Say in fewer what decides instead of it.'
                raise CoequalError(message, criterion.place)


def _date_fact(fields: Fields, vocabulary: Vocabulary) -> str:
    dates = [name for name, fact in vocabulary.dictionary.facts.items() if fact.kind == "date"]
    return fields.choice("binds by", dates)


def _owner(node: Node) -> Owner:
    fields = Fields(node, "A commissioner", OWNER_KEYS)
    since = day(scalar(fields.node("from"), '"from"'))
    return Owner(fields.text("code"), since, fields.day("until"))


def _only(parts: LiterateFile, kind: str) -> Block | None:
    """The one block of a kind. Raises `CoequalError` where there are two."""
    found = parts.blocks(kind)
    if len(found) > 1:
        raise CoequalError(f"A policy has one block of {kind}; this is the second.", Place(parts.file, found[1].line))
    return found[0] if found else None


def _yaml(block: Block, file: str) -> Node:
    return read(block.text, file, first_line=block.line, clause=block.clause)
