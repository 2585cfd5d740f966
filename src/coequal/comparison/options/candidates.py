"""The candidates: policies as far as they were seen, for everybody or by area, and how much treatment each one is read to fund."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from coequal.comparison.options.course import ALL, MOST_CYCLES
from coequal.comparison.options.home import home
from coequal.comparison.options.parameters import number
from coequal.comparison.seen import as_seen, is_whole
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError, did_you_mean
from coequal.facts.fields import Fields, Located, entries, scalar
from coequal.facts.strict_yaml import Node, Scalar, Table
from coequal.policies.binding import choose
from coequal.policies.library import Library
from coequal.policies.model import Criterion, Policy

TRANSFERS: Final = "embryo transfers"
EVERY: Final = "all"
MOST_CANDIDATES: Final = 12
MOST_LETTERS: Final = 60  # of a label
_KEYS = ("where", "policy", "member", "criteria from", "cycles", "transfers", "because")


@dataclass(frozen=True, slots=True)
class Part:
    """One policy of a candidate, and for whom it stands: for everybody where `where` is None.

    `cycles` and `transfers` are the name of an amount of the treatment, or a number that stands for it. `rules` are those of
    the policy as far as it was seen; to them everybody lives in an area of the policy's. `criteria_from` is the policy whose
    criteria stand in for its own.
    """

    where: Located | None
    policy: Policy
    rules: Rules
    treatment: int  # the place of the treatment among those of the policy
    cycles: str | int
    transfers: str | int
    said: tuple[str, ...]
    criteria_from: Policy | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One choice that the area has, under its label. Each person falls under the first part whose condition is known to hold."""

    label: str
    parts: tuple[Part, ...]

    @property
    def whole(self) -> bool:
        """Whether every one of its policies was seen whole."""
        return all(part.policy.completeness == "whole" for part in self.parts)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where policies are looked up: the library, the folder of the options file, and the day that chooses versions.

    Texts of policies, such as drafts, and files of people may be handed in under the names by which the options call them.
    Without a folder nothing else can be named.
    """

    library: Library
    folder: Path | None
    on: date
    texts: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Path] = field(default_factory=dict)


def read_candidates(node: Node, treatment: str, shelf: Shelf) -> tuple[Candidate, ...]:
    """All candidates in the order of the file. Raises `CoequalError` with file, line and key of the first mistake."""
    found = labelled(node, '"candidates"')
    if not 2 <= len(found) <= MOST_CANDIDATES:
        raise CoequalError(f"There must be 2 to {MOST_CANDIDATES} candidates to choose from, not {len(found)}.", node.place)
    made = tuple(Candidate(label, tuple(_parts(label, one, treatment, shelf))) for label, one in found.items())
    services = sorted({part.policy.service for candidate in made for part in candidate.parts})
    if len(services) > 1:
        raise CoequalError(f"The candidates are for several services ({', '.join(services)}). Appraise one.", node.place)
    return made


def labelled(node: Node, what: str) -> dict[str, Node]:
    """The entries of a table whose keys are labels. Raises `CoequalError` for a label that is empty or too long to be shown."""
    found = entries(node, what)
    for label, one in found.items():
        if not label.strip():
            raise CoequalError(f"A label in {what} is empty. Give it a name.", one.place)
        if len(label) > MOST_LETTERS:
            message = f'The label "{label[:20]}…" in {what} has {len(label)} letters. Write at most {MOST_LETTERS}.'
            raise CoequalError(message, one.place)
    return found


def _parts(label: str, node: Node, treatment: str, shelf: Shelf) -> Iterator[Part]:
    if isinstance(node, Scalar):
        alone = Table({"policy": node}, {"policy": node.place}, node.place)
        yield _part(Fields(alone, label, _KEYS), treatment, shelf)
        return
    fields = Fields(node, f'The candidate "{label}"', ("parts", *_KEYS))
    if "parts" not in fields:
        yield _part(fields, treatment, shelf)
        return
    parts = fields.items("parts")
    if not parts:
        raise CoequalError('"parts" is empty. List a policy with "where" for each part of the area.', fields.node("parts").place)
    for place, one in enumerate(parts, 1):
        yield _part(Fields(one, f'Part {place} of "{label}"', _KEYS), treatment, shelf)


def _part(fields: Fields, treatment: str, shelf: Shelf) -> Part:
    policy = _policy(fields, "policy", shelf)
    said, used, other = [], as_seen(policy), None
    if "criteria from" in fields:
        other = _policy(fields, "criteria from", shelf)
        used = replace(used, criteria=_fitting(other, policy, fields))
        said.append(f"The criteria of {other.id}@{other.version} stand in for its own.")
    elif not is_whole(policy) and not any(criterion.condition for criterion in used.criteria):
        said.append("No criterion of it was seen, so it rules nobody out here.")
    names = [one.id for one in policy.treatments]
    if treatment not in names:
        message = f"{policy.id}@{policy.version} has no treatment {treatment}.{did_you_mean(treatment, names)}"
        raise CoequalError(message, fields.node("policy").place)
    place = names.index(treatment)
    amounts = list(policy.treatments[place].amounts)
    cycles = _amount(fields, "cycles", amounts, MOST_CYCLES, next((name for name in amounts if name.endswith("cycles")), None))
    transfers = _amount(fields, "transfers", [*amounts, EVERY], ALL, TRANSFERS if TRANSFERS in amounts else EVERY)
    if "transfers" not in fields and transfers == EVERY:
        none = "It sets no number of transfers" if is_whole(policy) else "No number of transfers was found"
        said.append(f"{none}, so every embryo is taken to be transferred.")
    if "because" in fields:
        said.append(fields.text("because"))
    where, (rules, moved) = fields.located("where"), _at_home(used, shelf)
    return Part(where, policy, rules, place, cycles, ALL if transfers == EVERY else transfers, (*moved, *said), other)


def _at_home(policy: Policy, shelf: Shelf) -> tuple[Rules, tuple[str, ...]]:
    """The rules of a policy to which everybody lives in one of its areas, and what to say of that."""
    rules = Rules(policy)
    found = home(rules)
    if not found.codes:
        return rules, ()
    areas = " or ".join(map(shelf.library.area, found.codes))
    there = "there" if len(found.codes) == 1 else f"in {shelf.library.area(found.codes[0])}"
    said = f"It takes people of {areas} only, so whoever lives elsewhere is taken to live {there}."
    return Rules(found.moved_policy(policy)), (said,)


def _fitting(other: Policy, policy: Policy, fields: Fields) -> tuple[Criterion, ...]:
    """The criteria of another policy, as far as they were seen, which must be about treatments that the policy has."""
    criteria = as_seen(other).criteria
    names = {treatment.id for treatment in policy.treatments}
    strange = sorted({name for criterion in criteria for name in criterion.treatments} - names)
    if strange or other.service != policy.service:
        what = f"the treatment {strange[0]}" if strange else f"the service {other.service}"
        message = f"The criteria of {other.id} are about {what}, which {policy.id} does not have."
        raise CoequalError(message, fields.node("criteria from").place)
    return criteria


def _amount(fields: Fields, key: str, names: Sequence[str], most: int, usual: str | None) -> str | int:
    """The name of an amount or a whole number, as somebody writes it, or else the usual name."""
    if key not in fields:
        if usual is None:
            raise CoequalError(f'The policy funds no number of cycles. Say it with "{key}".', fields.place)
        return usual
    found = scalar(fields.node(key), f'"{key}"')
    if found.text in names:
        return found.text
    if not found.text[:1].isdigit():
        suggestion = did_you_mean(found.text, names) or f" It may be a number, or: {', '.join(names) or 'none'}."
        raise CoequalError(f'"{key}" cannot be "{found.text}".{suggestion}', found.place)
    value = number(found, f'"{key}"', 0, most)
    if not value.is_integer():
        raise CoequalError(f'"{key}" must be a whole number, not {found.text}.', found.place)
    return int(value)


def _policy(fields: Fields, key: str, shelf: Shelf) -> Policy:
    """The policy under a key: by its id, with or without a version, or in a file beside the options. Raises `CoequalError`."""
    name = scalar(fields.node(key), f'"{key}"')
    try:
        if name.text in shelf.texts:
            return shelf.library.read_text(shelf.texts[name.text], name.text)
        if name.text.endswith(".md"):
            return _in_file(shelf, name.text, fields.text_or_none("member") if key == "policy" else None)
        return choose(shelf.library, name.text, lambda _policy: shelf.on, shelf.on, or_latest=True).policy
    except CoequalError as error:
        if error.place and error.place.line is not None:
            raise
        message = error.message if error.place is None else f"{name.text}: {error.message}"
        raise CoequalError(message, name.place) from None


def _in_file(shelf: Shelf, name: str, member: str | None) -> Policy:
    if shelf.folder is None:
        known = f" The texts are: {', '.join(shelf.texts)}." if shelf.texts else ""
        raise CoequalError(f"There is no text {name} here. Name a policy by its id, such as luton/assisted-conception.{known}")
    path = shelf.folder / name
    if member is None:
        return shelf.library.read(path)
    members = {policy.id.partition("/")[0]: policy for policy in shelf.library.read_all(path)}
    if member not in members:
        suggestion = did_you_mean(member, members) or f" It has: {', '.join(members)}."
        raise CoequalError(f'{name} has no member "{member}".{suggestion}')
    return members[member]
