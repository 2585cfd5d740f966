"""What is counted about a policy: each measure is a condition, never not known, and its count is how many people meet it.

Whatever engine works the conditions out, the same measures come back. They are about the treatment sought or, where that
is not known, the policy's first; a criterion that does not govern it stands in nobody's way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coequal.eligibility.expressions import Amount, Expressions, Stated, failing
from coequal.eligibility.outcome import DECIDING, NOT_APPLICABLE, NOT_KNOWN, NOT_MET
from coequal.eligibility.rules import Rules
from coequal.policies.model import Criterion
from coequal.populations.blame import blame
from coequal.populations.graph import Graph
from coequal.populations.terms import AND, NUMBER, OR

Key = tuple[str, ...]
STATUSES = ("met", NOT_MET, "for judgement", NOT_KNOWN, NOT_APPLICABLE)
MOST_VALUES = 40  # an amount with more possible values than these is not counted value by value


@dataclass(frozen=True, slots=True)
class Asked:
    """A policy to be counted, under the name that the answer has for it."""

    name: str
    rules: Rules


@dataclass(frozen=True, slots=True)
class ReadOtherwise:
    """Another reading of a criterion: whose outcome it changes, and who comes to which outcome under it."""

    criterion: Criterion
    label: str
    changes: int
    outcomes: Mapping[str, int]


class Measures:
    """The measures of one policy, as terms of a graph that other policies may share."""

    def __init__(self, asked: Asked, graph: Graph) -> None:
        """Add the policy's conditions to a graph."""
        self.asked, self.graph, self.rules = asked, graph, asked.rules
        self.said = Expressions(asked.rules)
        self.sought = [graph.add(node) for node in self.said.sought()]
        self.deciding = [place for place, own in enumerate(self.rules.criteria) if own.kind in DECIDING]
        self.readiness = [place for place, own in enumerate(self.rules.criteria) if own.kind == "readiness"]
        self.passes = [graph.add(stated.passes) for stated in self.said.criteria]
        self.where_it_counts = {place: self._where_it_counts(place, self.passes[place]) for place in self.deciding}
        self.outcomes = outcomes_sought(self.said, graph, self.said.criteria)
        self.readings = list(read_otherwise(self.said, graph))
        self.all: dict[Key, int] = dict(self._all())

    def _all(self) -> Iterator[tuple[Key, int]]:
        """Every measure by its key."""
        yield from ((("outcomes", name), term) for name, term in self.outcomes.items())
        for place in (*self.deciding, *self.readiness):
            stated = self.said.criteria[place]
            for status in STATUSES:
                yield ("criteria", stated.criterion.id, status), self.graph.add(stated.is_(status))
        yield from self._attrition()
        yield from ((("hang on", fact), term) for fact, term in self._hang_on().items())
        yield from self._readings()
        yield from self._treatments()

    def _where_it_counts(self, place: int, passes: int) -> int:
        """Whether a criterion stands in nobody's way, as far as it governs the treatment sought."""
        governed = self.rules.criteria[place].treatments
        names = [treatment.id for treatment in self.rules.policy.treatments]
        if set(governed) == set(names):
            return passes
        chosen = self.graph.joined(OR, [self.sought[names.index(name)] for name in governed])
        return self.graph.joined(OR, [self.graph.negated(chosen), passes])

    def _attrition(self) -> Iterator[tuple[Key, int]]:
        """Who is left after each criterion, and whom each alone stops, in the policy's order."""
        stopping = [place for place in self.deciding if failing(self.rules.criteria[place]) == NOT_MET]
        stays = [self.graph.negated(self._refused(place)) for place in stopping]
        before, after = [self.graph.truth(True)], [self.graph.truth(True)]
        for one, other in zip(stays, reversed(stays), strict=True):
            before.append(self.graph.joined(AND, [before[-1], one]))
            after.append(self.graph.joined(AND, [other, after[-1]]))
        after.reverse()
        for n, place in enumerate(stopping):
            name = self.rules.criteria[place].id
            yield ("left", name), before[n + 1]
            yield ("alone", name), self.graph.joined(AND, [self._refused(place), before[n], after[n + 1]])

    def _refused(self, place: int) -> int:
        return self.graph.sure(self.graph.negated(self.where_it_counts[place]))

    def _hang_on(self) -> dict[str, int]:
        """Of each fact, the people whose outcome is not known and who have not said it where it is wanted."""
        open_to = self.outcomes[NOT_KNOWN]
        found: dict[str, list[int]] = {}
        for term in self.where_it_counts.values():
            for fact, reached in blame(self.graph, term, open_to).items():
                found.setdefault(fact, []).append(reached)
        order = list(self.rules.policy.vocabulary.dictionary.facts)
        return {fact: self.graph.joined(OR, found[fact]) for fact in sorted(found, key=order.index)}

    def _readings(self) -> Iterator[tuple[Key, int]]:
        """Of each other reading, the people whose outcome it changes, and the outcomes under it."""
        for one in self.readings:
            yield ("readings", one.criterion.id, one.label, "people"), one.changes
            for name, term in one.outcomes.items():
                yield ("readings", one.criterion.id, one.label, name), term

    def _treatments(self) -> Iterator[tuple[Key, int]]:
        for funded in self.said.treatments:
            for name, node in funded.outcomes.items():
                yield ("treatments", funded.treatment.id, "outcomes", name), self.graph.add(node)
            for name, amount in funded.amounts.items():
                for value, term in self._amounts(amount):
                    yield ("treatments", funded.treatment.id, name, value), term

    def _amounts(self, amount: Amount) -> Iterator[tuple[str, int]]:
        """Of each value that an amount can take, who gets it, as long as its values are few and whole."""
        value, unstated = self.graph.add(amount.value), self.graph.add(amount.unstated)
        term = self.graph.terms[value]
        known = self.graph.known(value)
        if term.scale == 0 and term.high - term.low < MOST_VALUES:
            for number in range(term.low, term.high + 1):
                yield str(number), self.graph.sure(self.graph.compared("=", value, self.graph.integer(number, NUMBER)))
        else:
            yield "known", known
        yield "not stated", unstated
        yield NOT_KNOWN, self.graph.joined(AND, [self.graph.negated(known), self.graph.negated(unstated)])


def outcomes_sought(said: Expressions, graph: Graph, criteria: Sequence[Stated]) -> dict[str, int]:
    """The term of each outcome of the treatment sought, if these are the criteria."""
    return {name: graph.add(node) for name, node in said.outcomes_sought(criteria).items()}


def read_otherwise(said: Expressions, graph: Graph) -> Iterator[ReadOtherwise]:
    """Every other reading of a criterion that decides, one at a time, beside the outcome as we read the policy."""
    main = outcomes_sought(said, graph, said.criteria)
    for place, criterion in enumerate(said.rules.criteria):
        for number, reading in enumerate(criterion.readings if criterion.kind in DECIDING else ()):
            other = outcomes_sought(said, graph, said.read_otherwise(place, number))
            same = [graph.joined(AND, [main[name], term]) for name, term in other.items()]
            yield ReadOtherwise(criterion, reading.label, graph.negated(graph.joined(OR, same)), other)


def depends_on_reading(readings: Iterable[ReadOtherwise], graph: Graph) -> int:
    """Of whom one of the other readings changes the outcome of the treatment sought."""
    return graph.joined(OR, [one.changes for one in readings])


def contradictory(graph: Graph) -> int:
    """Who cannot be assessed, because what is given of them cannot be true together: as `check` refuses a case."""
    vocabulary = graph.vocabulary
    found = [graph.sure(graph.add(node)) for node, _ in vocabulary.impossible]
    for name, fact in vocabulary.dictionary.facts.items():
        if fact.follows_from is not None:
            given, worked_out = graph.given(name), graph.add(vocabulary.derived[name])
            found.append(graph.sure(graph.negated(graph.compared("=", given, worked_out))))
    return graph.joined(OR, found)
