"""Where people are taken to live: each couple in every area in turn, since a policy may ask for a practice of its own area."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from coequal.criteria.comparisons import every
from coequal.criteria.syntax import Compare, Fact, If, Literal, Node, OneOf, substitute
from coequal.criteria.types import BOOLEAN, Type
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.expressions import sure
from coequal.facts.case import Case, Known
from coequal.organisations.bodies import Body
from coequal.policies.model import Criterion, OtherReading, Policy, Treatment
from coequal.policies.which import Finder


@dataclass(frozen=True, slots=True)
class Residence:
    """The codes of the areas of one policy, the first being that in which people are taken to live who live elsewhere.

    There are none where the policy asks for no area, so that it does not matter where anybody lives.
    """

    codes: tuple[str, ...] = ()

    def moved(self, case: Case, policy: Policy) -> Case:
        """A case whose people live in one of the areas: where they do, or else in the first."""
        facts = area_facts(policy) if self.codes else ()
        away = [name for name in facts if case.value(name) not in self.codes]
        return case.with_facts({name: Known(self.codes[0]) for name in away}) if away else case

    def moved_policy(self, policy: Policy) -> Policy:
        """The same policy, to which everybody lives in one of its areas: what `moved` does to a case, for many people."""
        if not self.codes:
            return policy
        types = policy.vocabulary.types
        by_name = {name: self._here(name, types[name]) for name in area_facts(policy)}
        return replace(
            policy,
            criteria=tuple(_criterion(own, by_name) for own in policy.criteria),
            treatments=tuple(_treatment(own, by_name) for own in policy.treatments),
        )

    def _here(self, name: str, kind: Type) -> Node:
        """A fact, where it is one of the codes; else the first of them."""
        fact = Fact(name, type=kind)
        options = tuple(Literal(code, type=kind) for code in self.codes)
        return If(sure(OneOf(fact, options, type=BOOLEAN)), fact, options[0], type=kind)


def residence(policy: Policy, finder: Finder, bodies: Iterable[Body], on: date) -> Residence:
    """The areas of some bodies where a policy binds, or may, those that it names first; none where it asks for no area."""
    trees = list(_trees(policy))
    facts = area_facts(policy)
    if not any(isinstance(node, Fact) and node.name in facts for tree in trees for node in every(tree)):
        return Residence()
    named = dict.fromkeys(code for tree in trees for code in codes_in(tree))
    codes = [
        area.code
        for body in bodies
        for area in finder.organisations.areas_of(body.code, on)
        if any(candidate.policy is policy for candidate in finder.in_area(area, on).candidates)
    ]
    return Residence(tuple(dict.fromkeys([*(code for code in named if code in codes), *codes])))


def area_facts(policy: Policy) -> tuple[str, ...]:
    """The facts of a policy's dictionary that say where somebody lives or is registered."""
    return areas(policy.vocabulary)


def areas(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The facts of a dictionary that are areas."""
    return tuple(name for name, fact in vocabulary.dictionary.facts.items() if fact.kind == "area")


def _trees(policy: Policy) -> Iterable[Node]:
    for criterion in policy.criteria:
        own = (criterion.applies_when, criterion.condition)
        others = [tree for reading in criterion.readings for tree in (reading.applies_when, reading.condition)]
        yield from (tree for tree in (*own, *others) if tree is not None)
    for treatment in policy.treatments:
        yield from treatment.amounts.values()


def codes_in(tree: Node, name: str | None = None) -> Iterator[str]:
    """The codes with which a tree compares an area, or the one area that is named."""
    for node in every(tree):
        match node:
            case (
                Compare(left=Fact(name=fact, type=Type(kind="area")), right=Literal(value=str(code)))
                | Compare(left=Literal(value=str(code)), right=Fact(name=fact, type=Type(kind="area")))
            ):
                yield from [code] if name in (None, fact) else []
            case OneOf(operand=Fact(name=fact, type=Type(kind="area")), options=options) if name in (None, fact):
                yield from (option.value for option in options if isinstance(option, Literal) and isinstance(option.value, str))


def _criterion(criterion: Criterion, by_name: Mapping[str, Node]) -> Criterion:
    readings = tuple(
        OtherReading(other.label, _tree(other.applies_when, by_name), substitute(other.condition, by_name))
        for other in criterion.readings
    )
    applies, holds = _tree(criterion.applies_when, by_name), _tree(criterion.condition, by_name)
    return replace(criterion, applies_when=applies, condition=holds, readings=readings)


def _tree(node: Node | None, by_name: Mapping[str, Node]) -> Node | None:
    return None if node is None else substitute(node, by_name)


def _treatment(treatment: Treatment, by_name: Mapping[str, Node]) -> Treatment:
    return replace(treatment, amounts={name: substitute(node, by_name) for name, node in treatment.amounts.items()})
