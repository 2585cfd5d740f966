"""From cells to what each candidate brings: whom it reaches, the average couple who starts, and the years."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from coequal.comparison.options.cells import Cells
from coequal.comparison.options.counting import Wholes
from coequal.comparison.options.course import Course, Expected, expected
from coequal.comparison.options.parameters import JUDGED, REFERRED, TURN_OUT, Numbers, Values
from coequal.comparison.options.years import Flow, Queue, Starter, over_years, under_budget

AT_ONCE: Final = 2_000_000  # numbers of the widest array of one step: about 16 MB


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of people under one candidate: a band of ages, an outcome and a course; and which cells are of which kind."""

    ages: Wholes
    outcomes: Wholes
    courses: tuple[Course, ...]
    course: Wholes  # of each kind the place of its course
    member: Numbers  # cells by kinds: 1 where the cell is of the kind


@dataclass(frozen=True, slots=True)
class Brought:
    """What one candidate brings, by draw and year: to everyone, under a budget if there is one, and to whom it is new.

    `newly` and `no_longer` are couples a year of the first year who are found eligible under one of candidate and baseline only.
    """

    flow: Flow
    queue: Queue | None
    newly: Numbers
    no_longer: Numbers


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same in all draws: the cells, the kinds of people by candidate, the baseline, the years and the budget."""

    cells: Cells
    kinds: tuple[Kinds, ...]
    baseline: int
    years: int
    budget: float | None


def setting(cells: Cells, baseline: int, years: int, budget: float | None) -> Setting:
    """The setting of some cells."""
    kinds = tuple(_kinds(cells, candidate) for candidate in range(cells.outcomes.shape[1]))
    return Setting(cells, kinds, baseline, years, budget)


def _kinds(cells: Cells, candidate: int) -> Kinds:
    one = np.stack([array[:, candidate] for array in (cells.outcomes, cells.cycles, cells.transfers)], axis=1)
    found, of_cell = np.unique(np.column_stack([cells.ages, one]), axis=0, return_inverse=True)
    courses, course = np.unique(found[:, 2:], axis=0, return_inverse=True)
    member = np.zeros((len(cells.ages), len(found)))
    member[np.arange(len(of_cell)), of_cell] = 1
    return Kinds(found[:, 0], found[:, 1], tuple(Course(*map(int, pair)) for pair in courses), course, member)


def eligible_by_outcome(values: Values) -> Numbers:
    """By draw, how likely someone of each outcome is found eligible in the end: never, surely, or as assumed."""
    judged, turn_out = values[JUDGED], values[TURN_OUT]
    return np.stack([np.zeros_like(judged), np.ones_like(judged), judged, turn_out], axis=1)


def by_kind(kinds: Kinds, values: Values, cells: Cells) -> Expected:
    """What a couple of each kind who starts can expect: arrays of draws, kinds and cycles.

    Someone whose age is not known has the average of the others.
    """
    cycles = max(1, *(course.cycles for course in kinds.courses))
    known = np.bincount(cells.ages + 1, weights=cells.counts, minlength=_bands(values) + 1)[1:]
    of = [expected(course, values, cycles) for course in kinds.courses]

    def each(name: str) -> Numbers:
        tables = np.stack([getattr(one, name) for one in of], axis=1)  # draws, courses, ages, cycles
        average = np.average(tables, axis=2, weights=known)
        whole = np.concatenate([tables, average[:, :, None]], axis=2)
        found: Numbers = whole[:, kinds.course, kinds.ages]  # an age of -1 is the last, the average
        return found

    return Expected(each("fresh"), each("frozen"), each("births"))


def _bands(values: Values) -> int:
    """The number of bands of ages."""
    return int(max(value.shape[1] for value in values.values() if value.ndim == 2))


def starter(kinds: Kinds, values: Values, counts: Numbers, cells: Cells) -> Starter:
    """The average couple who starts, where the cells hold so many people in each draw."""
    weights = (counts @ kinds.member) * eligible_by_outcome(values)[:, kinds.outcomes]
    eligible = weights.sum(axis=1)
    parts = weights / np.where(eligible > 0, eligible, 1)[:, None]
    each = by_kind(kinds, values, cells)
    averages = (np.einsum("dk,dkc->dc", parts, array) for array in (each.fresh, each.frozen, each.births))
    return Starter(eligible / counts.sum(axis=1), *averages)


def moves(within: Setting, candidate: int, values: Values, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Of all couples the share newly and the share no longer eligible, by draw.

    Whoever is judged in favour, or turns out eligible, under one policy does so under the other: chances are nested.
    """
    outcomes = within.cells.outcomes
    pairs = np.zeros((len(outcomes), 16))
    pairs[np.arange(len(outcomes)), 4 * outcomes[:, within.baseline] + outcomes[:, candidate]] = 1
    chance = eligible_by_outcome(values)
    gain = (chance[:, None, :] - chance[:, :, None]).reshape(len(chance), 16)
    shares = (counts @ pairs) / counts.sum(axis=1, keepdims=True)
    return (shares * np.maximum(gain, 0)).sum(axis=1), (shares * np.maximum(-gain, 0)).sum(axis=1)


def brought(within: Setting, values: Values, counts: Numbers) -> tuple[Brought, ...]:
    """What every candidate brings, in every draw."""
    return tuple(_brought(within, candidate, values, counts) for candidate in range(len(within.kinds)))


def _brought(within: Setting, candidate: int, values: Values, counts: Numbers) -> Brought:
    average = starter(within.kinds[candidate], values, counts, within.cells)
    flow = over_years(average, values, within.years)
    queue = None if within.budget is None else under_budget(average, values, within.years, within.budget)
    newly, no_longer = (share * values[REFERRED] for share in moves(within, candidate, values, counts))
    return Brought(flow, queue, newly, no_longer)


def fixed(within: Setting, values: Values) -> tuple[Brought, ...]:
    """What every candidate brings to just the people who were assessed."""
    rows = len(values[REFERRED])
    return brought(within, values, np.broadcast_to(within.cells.counts.astype(float), (rows, len(within.cells.counts))))


def resampled(within: Setting, values: Values, seed: int) -> Iterator[tuple[Brought, ...]]:
    """What every candidate brings, slice by slice of draws, each draw with people drawn anew from those who were assessed.

    All candidates share the people and the values of a draw.
    """
    random = np.random.default_rng([seed, 0])
    counts, rows = within.cells.counts, len(values[REFERRED])
    step = max(1, AT_ONCE // max(len(counts), *(16 * len(kinds.ages) for kinds in within.kinds)))
    for first in range(0, rows, step):
        here = {name: value[first : first + step] for name, value in values.items()}
        people = random.multinomial(counts.sum(), counts / counts.sum(), size=len(here[REFERRED]))
        yield brought(within, here, people.astype(float))


def joined(slices: list[tuple[Brought, ...]]) -> tuple[Brought, ...]:
    """The slices as one, candidate by candidate."""
    return tuple(_joined(list(ones)) for ones in zip(*slices, strict=True))


def _joined(ones: list[Brought]) -> Brought:
    flow = Flow(*(np.concatenate([getattr(one.flow, field.name) for one in ones]) for field in fields(Flow)))
    queues = [one.queue for one in ones if one.queue is not None]
    queue = Queue(*(np.concatenate([getattr(one, field.name) for one in queues]) for field in fields(Queue))) if queues else None
    return Brought(flow, queue, np.concatenate([one.newly for one in ones]), np.concatenate([one.no_longer for one in ones]))
