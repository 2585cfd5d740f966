"""Assessing a population: a question put to a source, the counts and, where they are wanted, the answers for each person."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from coequal.populations.columns import implausible_said
from coequal.populations.groups import Groups
from coequal.populations.output import whole_or_absent
from coequal.populations.publishing import say_count
from coequal.populations.question import Question
from coequal.populations.reading import Held, Layouts, Reader
from coequal.populations.rows import Rows, open_writer
from coequal.populations.sources import Source
from coequal.populations.tally import Counter, Progress, Tally, in_order, processors, tally

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Population:
    """People, where their facts stand, and by what they are grouped."""

    source: Source
    layouts: Layouts
    groups: Groups = field(default_factory=Groups)

    def read(self) -> Reader:
        """How the people are read: by themselves, if they are held in memory."""
        return self.source.reader if isinstance(self.source, Held) else Reader(self.layouts)


def assess(question: Question, population: Population, progress: Progress = iter, workers: int | None = None) -> Tally:
    """The counts, with so many threads at work, by default one for each processor. Raises `CoequalError`."""
    return tally(Counter(question, population.read(), population.groups), population.source, progress, workers)


def assess_into(path: Path, keep: Sequence[str], question: Question, population: Population, progress: Progress = iter) -> Tally:
    """The counts, and the answers for each person in a file, which is whole or not there. Raises `CoequalError`."""
    source = population.source
    reader = population.read()
    rows = Rows(question, keep, reader.words)
    counter = Counter(question, reader, population.groups, also=rows.kernel.columns, beside=rows.keep)
    counter.check(source.schema)
    schema = rows.schema(source.schema)
    total = Tally()

    def work(found: pa.RecordBatch) -> tuple[Tally, pa.RecordBatch]:
        batch, implausible = reader.batch(found)
        return counter.count_batch(found, batch, implausible), rows.of(batch, found, schema)

    with whole_or_absent(path) as part, open_writer(part, schema, path.suffix) as writer:
        for counted, answers in in_order(work, progress(source.batches(counter.columns)), processors()):
            total.add(counted)
            writer.write_batch(answers)
    return total


def warnings(question: Question, layouts: Layouts, counted: Tally, shown: Callable[[int], int | str] = int) -> Iterator[str]:
    """What has to be said before the counts: facts without a column and what cannot be known for that, values that cannot be.

    Counts stand in it as they may be shown.
    """
    if absent := question.absent():
        yield f"There is no column for {_listed(absent)}, so nothing is known of {'it' if len(absent) == 1 else 'them'}."
    for name, found in question.unknowable().items():
        if found["not known"]:
            yield f"{name}: for lack of columns nothing can be known of {_listed(found['not known'])}."
        if found["never met"]:
            yield f"{name}: for lack of columns nobody can be known to meet {_listed(found['never met'])}."
    for column, number in counted.implausible.items():
        yield implausible_said(layouts[column], shown(number))
    if counted.contradictory:
        people = _people(shown(counted.contradictory))
        yield f"{people} could not be assessed, because what is given of them cannot be true together."


def _listed(names: Sequence[str]) -> str:
    """Names in a row, not more than anybody would read."""
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} others"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _people(number: int | str) -> str:
    return "1 person" if number == 1 else f"{say_count(number)} people"
