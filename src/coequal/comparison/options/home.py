"""The areas from which a policy takes people, so that a neighbour's policy can be tried on the people of one's own area."""

from collections.abc import Iterator

from coequal.comparison.residence import Residence, area_facts
from coequal.criteria.comparisons import every
from coequal.criteria.syntax import Compare, Fact, Literal, Node, OneOf
from coequal.eligibility.outcome import NOT_MET
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, Known

ELSEWHERE = "ZZZ"  # an area that no policy names


def home(rules: Rules) -> Residence:
    """The areas, of those that its criteria name, from which a policy takes people; none where it takes them from any."""
    return Residence(tuple(dict.fromkeys(code for name in area_facts(rules.policy) for code in _taken(rules, name))))


def _taken(rules: Rules, name: str) -> Iterator[str]:
    """The areas that one fact may be, where it may not be any: nothing else being known, no criterion refuses them."""
    named = {place: set(_codes(rules, place, name)) for place in range(len(rules.criteria))}
    asking = [place for place, codes in named.items() if codes]

    def takes(code: str) -> bool:
        statuses = rules.statuses(rules.values(Case({name: Known(code)})))
        return all(statuses[place] != NOT_MET for place in asking)

    if asking and not takes(ELSEWHERE):
        yield from filter(takes, sorted(set().union(*named.values())))


def _codes(rules: Rules, place: int, name: str) -> Iterator[str]:
    """The codes with which a criterion compares a fact that is an area."""
    criterion = rules.criteria[place]
    trees: list[Node] = [tree for tree in (criterion.applies_when, criterion.condition) if tree is not None]
    for node in (node for tree in trees for node in every(tree)):
        match node:
            case Compare(left=Fact(name=fact), right=Literal(value=str(code))) if fact == name:
                yield code
            case OneOf(operand=Fact(name=fact), options=options) if fact == name:
                yield from (str(option.value) for option in options if isinstance(option, Literal))
