"""Ages for which criteria leave a gap, or that two of them claim: seen by going through every whole age."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations, permutations, product

from coequal.criteria.closures import Values
from coequal.criteria.syntax import Call
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.outcome import NOT_MET
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case
from coequal.lint.finding import WARNING, Rule, Spots
from coequal.lint.subject import Subject

AGES = range(100)


@dataclass(frozen=True)
class _Ages:
    """The requirements of one treatment that look at one age, when nothing else is known."""

    rules: Rules
    fact: str
    places: tuple[int, ...]
    treatment: str

    @cached_property
    def values(self) -> list[Values]:
        """A case for each age, in which that is all that is known."""
        found = [self.rules.given(Case({})) for _ in AGES]
        for age in AGES:
            found[age][self.rules.policy.vocabulary.slots.value[self.fact]] = Decimal(age)
        return found

    @cached_property
    def refused(self) -> list[int]:
        """The ages at which one of them is not met, however favourable everything else is."""
        return [age for age in AGES if any(self.status(place, age) == NOT_MET for place in self.places)]

    def status(self, place: int, age: int) -> str:
        """The status of a criterion at an age."""
        return self.rules.status(place, self.values[age])

    @cached_property
    def scopes(self) -> dict[int, list[int]]:
        """The ages to which each applies by its age alone, of those that say to which they apply."""
        found = {}
        for place in self.places:
            applies = self.rules.closures[self.rules.scopes[place]]
            ages = [age for age in AGES if applies(self.values[age]) is True]
            if self.rules.scopes[place] and ages:
                found[place] = ages
        return found

    def are_one_rule(self, a: int, b: int) -> bool:
        """Whether two criteria look at one more fact together, so that they are one rule for different ages."""
        looked_at, basis = self.rules.grounds.looked_at, self.rules.policy.vocabulary.basis
        return bool(basis(looked_at[a] - {self.fact}) & basis(looked_at[b] - {self.fact}))

    def override_alike(self, a: int, b: int) -> bool:
        """Whether both override one criterion, which then applies where neither does."""
        return bool(set(self.rules.under[a]) & set(self.rules.under[b]))

    def one_overrides(self, a: int, b: int) -> bool:
        """Whether one of two criteria overrides the other."""
        return a in self.rules.under[b] or b in self.rules.under[a]

    def named(self, a: int, b: int, word: str) -> str:
        """Two criteria by their ids."""
        return f'"{self.rules.criteria[a].id}" {word} "{self.rules.criteria[b].id}"'


def _looked_at(subject: Subject) -> Iterator[_Ages]:
    """Each treatment with each age at which its requirements look."""
    rules, vocabulary = subject.rules, subject.policy.vocabulary
    ages = [name for name, fact in vocabulary.dictionary.facts.items() if fact.unit == "years" and _is_age(name, vocabulary)]
    for governing, age in product(rules.governing, ages):
        looked_at = [place for place in governing.places if age in rules.grounds.looked_at[place]]
        places = tuple(place for place in looked_at if rules.criteria[place].kind == "requirement")
        if places:
            yield _Ages(rules, age, places, governing.treatment.name)


def _is_age(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a number of years is an age: worked out as one, or given under such a name."""
    tree = vocabulary.derived.get(name)
    return tree.function == "age" if isinstance(tree, Call) else "age" in name.split()


def _gaps(subject: Subject) -> Spots:
    mend = "Ask the owner what holds there; do not close the gap by guessing."
    found = [(place, said, ages.treatment) for ages in _looked_at(subject) for place, said in (*_holes(ages), *_between(ages))]
    for place, said, treatments in _by_treatment(found):
        yield subject.rules.criteria[place].place, f"For {treatments}, {said}. {mend}"


def _holes(ages: _Ages) -> Iterator[tuple[int, str]]:
    """The ages at which a requirement refuses everybody, between others at which none does."""
    for run in _runs(ages.refused):
        if run[0] > AGES[0] and run[-1] < AGES[-1]:
            place = next(place for place in ages.places if ages.status(place, run[0]) == NOT_MET)
            yield place, f"everybody is refused {_said(run)}, though not at younger and not at older ages"


def _between(ages: _Ages) -> Iterator[tuple[int, str]]:
    """The ages that two criteria leave out between them, which apply below and above."""
    claimed = {age for scope in ages.scopes.values() for age in scope}
    for (a, low), (b, high) in permutations(ages.scopes.items(), 2):
        run = range(low[-1] + 1, high[0])
        if not run or claimed.intersection(run) or ages.override_alike(a, b):
            continue
        if len(run) == 1 or ages.are_one_rule(a, b):
            yield b, f"neither {ages.named(a, b, 'nor')} applies {_said(run)}, though one does at younger and one at older ages"


def _overlaps(subject: Subject) -> Spots:
    found = [(place, said, ages.treatment) for ages in _looked_at(subject) for place, said in _claimed_twice(ages)]
    for place, said, treatments in _by_treatment(found):
        mend = 'Ask the owner which of them holds, and say so by "overrides" or by other ages.'
        yield subject.rules.criteria[place].place, f"For {treatments}, {said}. {mend}"


def _claimed_twice(ages: _Ages) -> Iterator[tuple[int, str]]:
    """The ages to which two criteria apply though neither overrides the other, and neither is for a part of the other's ages."""
    for (a, one), (b, other) in combinations(ages.scopes.items(), 2):
        both = sorted(set(one).intersection(other))
        if not both or len(both) in (len(one), len(other)) or ages.one_overrides(a, b):
            continue
        if len(both) == 1 or ages.are_one_rule(a, b):
            yield b, f"both {ages.named(a, b, 'and')} apply {_said(both)}, and neither overrides the other"


def _by_treatment(found: Iterable[tuple[int, str, str]]) -> Iterator[tuple[int, str, str]]:
    """What was found, once where it was found for several treatments, with their names."""
    treatments: dict[tuple[int, str], list[str]] = {}
    for place, said, treatment in found:
        treatments.setdefault((place, said), []).append(treatment)
    for (place, said), names in treatments.items():
        yield place, said, " and ".join(dict.fromkeys(names))


def _runs(ages: Sequence[int]) -> list[list[int]]:
    """Ages in their order, those that follow one another together."""
    runs: list[list[int]] = []
    for age in ages:
        if runs and runs[-1][-1] == age - 1:
            runs[-1].append(age)
        else:
            runs.append([age])
    return runs


def _said(run: Sequence[int]) -> str:
    return f"at {run[0]}" if len(run) == 1 else f"from {run[0]} to {run[-1]}"


RULES = (
    Rule(
        "age-gap",
        WARNING,
        "Between ages at which a treatment is funded lies one at which nobody can have it, or to which no rule applies.",
        _gaps,
    ),
    Rule(
        "age-overlap",
        WARNING,
        "Two criteria claim the same age and neither overrides the other, so two rules hold where one was meant.",
        _overlaps,
    ),
)
