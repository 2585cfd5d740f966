"""Criteria of two policies beside one another: those that test the same facts, and which of them is stricter."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Final

import z3

from coequal.comparison.proof.sides import Side
from coequal.comparison.proof.solver import Solver
from coequal.comparison.seen import is_seen
from coequal.criteria.syntax import names
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.expressions import failing
from coequal.eligibility.outcome import DECIDING
from coequal.policies.model import NOT_SEEN, Criterion
from coequal.populations.terms import AND

STRICTER: Final = "stricter"  # the criteria of a refuse some whom those of b pass, and not the other way round
LOOSER: Final = "looser"
SAME: Final = "same"
DIFFERENT: Final = "different"  # each refuses someone whom the other passes
ONLY_A: Final = "only in a"
ONLY_B: Final = "only in b"
OTHERWISE: Final = "otherwise"  # they pass and refuse the same, and differ in what must be known, what follows, or for whom
NOT_SHOWN: Final = "not shown"
_ALIKE: Final = 0.25  # from here on two criteria are about the same thing: picked so that an age is one with an age


@dataclass(frozen=True, slots=True)
class Aligned:
    """Criteria of each side about one thing, and how those of a are beside those of b."""

    a: tuple[Criterion, ...]
    b: tuple[Criterion, ...]
    relation: str


@dataclass(frozen=True, slots=True)
class About:
    """A criterion and the facts on which it rests."""

    criterion: Criterion
    facts: frozenset[str]


def aligned(a: Side, b: Side, solver: Solver) -> list[Aligned]:
    """Every criterion that decides, with those of the other side about the same thing; in the order of a, then of b."""
    groups = _groups(_deciding(a), _deciding(b))
    return [Aligned(left, right, _relation(a, b, left, right, solver)) for left, right in groups]


def _deciding(side: Side) -> list[About]:
    """The criteria that touch the outcome and stand in the policy, found or not."""
    policy = side.policy
    found = [one for one in policy.criteria if one.kind in DECIDING and one.kind != NOT_SEEN]
    return [About(one, tested(one, policy.vocabulary)) for one in found]


def tested(criterion: Criterion, vocabulary: Vocabulary) -> frozenset[str]:
    """The facts that may be given on which a criterion rests, apart from the days that everything is counted from."""
    trees = (tree for tree in (criterion.applies_when, criterion.condition) if tree is not None)
    facts = vocabulary.dictionary.facts
    return frozenset(name for name in vocabulary.basis(frozenset().union(*map(names, trees))) if facts[name].moment is None)


def _groups(ones: Sequence[About], others: Sequence[About]) -> Iterator[tuple[tuple[Criterion, ...], tuple[Criterion, ...]]]:
    """Criteria that belong together: each joins the one of the other side to which it is most alike, if it is alike to any."""
    joined = {(n, _best(one, others)) for n, one in enumerate(ones)} | {(_best(one, ones), n) for n, one in enumerate(others)}
    links = {(left, right) for left, right in joined if left is not None and right is not None}
    met: tuple[set[int], set[int]] = set(), set()
    for starts in (((n, None) for n in range(len(ones))), ((None, n) for n in range(len(others)))):
        for left, right in starts:
            if left not in met[0] and right not in met[1]:
                found = _reached(left, right, links)
                met[0].update(found[0])
                met[1].update(found[1])
                yield tuple(ones[n].criterion for n in sorted(found[0])), tuple(others[n].criterion for n in sorted(found[1]))


def _reached(left: int | None, right: int | None, links: AbstractSet[tuple[int, int]]) -> tuple[set[int], set[int]]:
    """The places on both sides to which links lead from one of them."""
    lefts, rights = {left} - {None}, {right} - {None}
    while True:
        new = [link for link in links if (link[0] in lefts) != (link[1] in rights)]
        if not new:
            return lefts, rights  # type: ignore[return-value]  # None was taken out
        lefts.update(a for a, _ in new)
        rights.update(b for _, b in new)


def _best(one: About, others: Sequence[About]) -> int | None:
    found = max(range(len(others)), key=lambda place: alike(one, others[place]), default=None)
    return found if found is not None and alike(one, others[found]) >= _ALIKE else None


def alike(one: About, other: About) -> float:
    """How much of what two criteria rest on is the same, from 0 to 1; all of it, where they are called the same.

    Of one that was not found only what it is called is known.
    """
    if not (is_seen(one.criterion) and is_seen(other.criterion)):
        return float(one.criterion.id == other.criterion.id)
    every, shared = one.facts | other.facts, one.facts & other.facts
    if shared and one.criterion.title == other.criterion.title:
        return 1.0
    return len(shared) / len(every) if every else float(one.criterion.id == other.criterion.id)


def _relation(a: Side, b: Side, left: Sequence[Criterion], right: Sequence[Criterion], solver: Solver) -> str:
    """How the criteria of one side are beside those of the other, in the areas in which the couple lives."""
    if not left or not right:
        return ONLY_A if left else ONLY_B
    if not (_stands(a, left) and _stands(b, right)):
        return NOT_SHOWN
    one, other = _passes(a, left), _passes(b, right)
    here = [] if a.policy.id == b.policy.id else [*a.home, *b.home]
    strict = solver.check(solver.false(one), solver.true(other), *here)
    loose = solver.check(solver.true(one), solver.false(other), *here)
    if strict is None or loose is None:
        return NOT_SHOWN
    found = {(True, False): STRICTER, (False, True): LOOSER, (True, True): DIFFERENT, (False, False): SAME}[strict, loose]
    shared = a.branches.keys() & b.branches.keys()
    follows = [{(failing(own), frozenset(shared.intersection(own.treatments))) for own in criteria} for criteria in (left, right)]
    alike = follows[0] == follows[1] and _is_alike(one, other, here, solver)
    return OTHERWISE if found == SAME and not alike else found


def _stands(side: Side, criteria: Sequence[Criterion]) -> bool:
    """Whether criteria have been seen, and nothing unseen would decide instead of one."""
    standing = {criterion.id for criterion in side.seen.criteria}
    return all(is_seen(one) and one.id in standing for one in criteria)


def _is_alike(one: int, other: int, here: Sequence[Any], solver: Solver) -> bool:
    """Whether criteria that pass and refuse the same also leave the same open."""
    a, b = (solver.logic.truth(term) for term in (one, other))
    return solver.check(z3.Not(z3.And(a.true == b.true, a.false == b.false)), *here) is False


def _passes(side: Side, criteria: Sequence[Criterion]) -> int:
    """Whether several criteria stand in nobody's way."""
    places = {criterion.id: place for place, criterion in enumerate(side.seen.criteria)}
    return side.graph.joined(AND, [side.passes[places[one.id]] for one in criteria])
