"""The people once assessed: cells of those who are alike in everything that the arithmetic looks at, and how many are in each.

Every candidate is assessed once over the same people, so differences between candidates are exact.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np

from coequal.comparison.options.counting import AGE, Cell, Counter, Found, Wholes, taken_apart
from coequal.comparison.options.file import Options
from coequal.comparison.options.people import People
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError
from coequal.populations.publishing import HIDDEN, published
from coequal.populations.question import Question
from coequal.populations.tally import Progress

HIDDEN_AS: Final = 4  # the middle of 1 to 7


@dataclass(frozen=True, slots=True)
class Cells:
    """Of each cell its band of ages (-1: not known), what each candidate comes to, and how many people are in it.

    `outcomes`, `cycles` and `transfers` have a column for each candidate. `by` has, for each way of grouping, the number
    of members of each group in each cell. `unplaced` and `unstated` are people under each candidate who fall under none
    of its parts, and who are not refused but of whom no number of cycles is known.
    """

    ages: Wholes
    outcomes: Wholes
    cycles: Wholes
    transfers: Wholes
    counts: Wholes
    by: dict[str, dict[str, Wholes]]
    contradictory: int
    implausible: int
    unplaced: tuple[int, ...]
    unstated: tuple[int, ...]
    question: Question

    @property
    def people(self) -> int:
        """Everybody who could be assessed."""
        return int(self.counts.sum())

    def as_published(self) -> "Cells":
        """The same cells with numbers of people that may be known of real ones, on which every figure then rests."""
        by = {label: {name: _published(counts) for name, counts in groups.items()} for label, groups in self.by.items()}
        return replace(self, counts=_published(self.counts), by=by)

    @property
    def hidden(self) -> float:
        """The share of people who stand for numbers that are hidden, where the numbers are those that may be known."""
        return float(self.counts[self.counts == HIDDEN_AS].sum() / self.counts.sum())


def count_cells(options: Options, people: People, vocabulary: Vocabulary, progress: Progress = iter) -> Cells:
    """Everybody assessed under every candidate. Raises `CoequalError` where nobody, or nobody's age, can be used."""
    if AGE not in vocabulary.types:
        message = f"Births go by {AGE}, of which {vocabulary.dictionary.service} knows nothing. Only assisted conception does."
        raise CoequalError(message, options.people.place)
    counter = Counter(options, people, vocabulary, next(one.ages for one in options.parameters if one.ages))
    found = Found()
    for batch in progress(people.source.batches(counter.columns())):
        counter.count(batch, found)
    keys = sorted(found.counts)
    table = np.array(keys, np.int64).reshape(len(keys), 1 + len(options.candidates))
    if not (table[:, 0] >= 0).any():
        raise CoequalError(f"There is nobody of whom {AGE} is known, so no births can be worked out.", options.people.place)
    outcomes, cycles, transfers = taken_apart(table[:, 1:])
    in_order = partial(_in_order, keys, people, found)
    return Cells(
        ages=table[:, 0],
        outcomes=outcomes,
        cycles=cycles,
        transfers=transfers,
        counts=_numbers(keys, found.counts),
        by={label: in_order(label) for label in people.groups},
        contradictory=found.contradictory,
        implausible=found.implausible,
        unplaced=tuple(counter.unplaced),
        unstated=tuple(counter.unstated),
        question=counter.question,
    )


def _in_order(keys: list[Cell], people: People, found: Found, label: str) -> dict[str, Wholes]:
    """The groups of one way of grouping, in the order in which to show them."""
    groups = found.by.get(label, {})
    return {name: _numbers(keys, groups[name]) for name in people.groups[label].in_order(list(groups))}


def _published(counts: Wholes) -> Wholes:
    """Counts rounded as they may be published, whatever hides behind `*` being one and the same."""
    return np.array([HIDDEN_AS if shown == HIDDEN else shown for shown in map(published, counts.tolist())], np.int64)


def _numbers(keys: list[Cell], counts: dict[Cell, int]) -> Wholes:
    return np.array([counts.get(key, 0) for key in keys], np.int64)
