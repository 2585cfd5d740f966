"""Coequal's own kernel for whole populations, as entries beside the others."""

from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
from bench.everyone.checksum import CRITERIA, TREATMENTS, Checksum
from bench.everyone.people import rules
from bench.everyone.rounds import MEMORY, PARQUET, Entry
from bench.everyone.threads import THREADS

from coequal.eligibility.outcome import OUTCOMES
from coequal.populations.assess import Population, assess
from coequal.populations.mapping import Names, layouts
from coequal.populations.measures import Asked
from coequal.populations.question import Question
from coequal.populations.reading import Held
from coequal.populations.sources import ParquetFile, Source, Table
from coequal.populations.tally import Tally

KERNEL = "Coequal's kernel"
REPORT = "the whole report"  # attrition, single blockers, facts that it hangs on, readings, amounts too


class Masks:
    """What every contender counts, as a question: of each criterion who passes, who does not, and every outcome."""

    def __init__(self, question: Question) -> None:
        """Take the terms of these alone from a question about the one policy."""
        (policy,) = question.policies
        self.graph = question.graph
        self.meant, self.contradictory = self.graph.truth(True), self.graph.truth(False)
        places = [next(n for n, own in enumerate(policy.rules.criteria) if own.id == name) for name in CRITERIA]
        graph, passes = self.graph, [policy.passes[place] for place in places]
        self.passing = [(graph.sure(term), graph.sure(graph.negated(term))) for term in passes]
        self.outcomes = [[graph.add(funded.outcomes[name]) for name in OUTCOMES] for funded in policy.said.treatments]
        self.measures = list(
            dict.fromkeys([*(term for pair in self.passing for term in pair), *chain.from_iterable(self.outcomes)])
        )

    def checksum(self, tally: Tally) -> Checksum:
        """The counts in the shape that every contender gives."""
        count = dict(zip(self.measures, map(int, tally.counts[None]), strict=True))
        criteria = tuple((count[yes], count[no], tally.people - count[yes] - count[no]) for yes, no in self.passing)
        return Checksum(
            tally.people,
            sum(no << bit for bit, (_, no, _) in enumerate(criteria)),
            sum(unknown << bit for bit, (_, _, unknown) in enumerate(criteria)),
            tuple(tuple(count[term] for term in outcomes) for outcomes in self.outcomes[: len(TREATMENTS)]),
            criteria,
        )


def question(names: Iterable[str]) -> Question:
    """The one policy asked of people with these columns."""
    columns = {layout.standard for layout in layouts(rules().policy.vocabulary.dictionary, names, Names()).values()}
    return Question([Asked(rules().policy.id, rules())], rules().policy.vocabulary, columns)


def population(source: Source) -> Population:
    """People in a source whose columns are called after facts."""
    return Population(source, layouts(rules().policy.vocabulary.dictionary, source.schema.names, Names()))


def counting(source: Source, workers: int) -> Callable[[], Checksum]:
    """The masks and outcomes of the people in a source, compiled beforehand."""
    masks, people = Masks(question(source.schema.names)), population(source)
    return lambda: masks.checksum(assess(masks, people, workers=workers))


def reporting(source: Source, workers: int) -> Callable[[], Any]:
    """The whole report about the people in a source, compiled beforehand."""
    asked, people = question(source.schema.names), population(source)
    return lambda: asked.report(assess(asked, people, workers=workers))["people"]


def count_file(path: str) -> Checksum:
    """The masks and outcomes of the people in a file."""
    return counting(ParquetFile(Path(path)), THREADS)()


def kernel_entries(table: pa.Table, parquet_path: Path) -> list[Entry]:
    """The kernel on people in memory, with one thread and with all, and in a file; and its whole report."""
    rows, file = table.num_rows, ParquetFile(parquet_path)
    anew, memory = Table(table), Held(table, layouts(rules().policy.vocabulary.dictionary, table.column_names, Names()))
    return [
        Entry(f"{KERNEL}, one thread", counting(memory, 1), rows, MEMORY),
        Entry(f"{KERNEL}, checking every value anew, one thread", counting(anew, 1), rows, MEMORY),
        Entry(f"{KERNEL}, {THREADS} threads", counting(memory, THREADS), rows, MEMORY),
        Entry(f"{KERNEL}, {REPORT}, {THREADS} threads", reporting(memory, THREADS), rows, MEMORY, REPORT),
        Entry(f"{KERNEL}, {THREADS} threads", counting(file, THREADS), rows, PARQUET, alone=(count_file, parquet_path)),
        Entry(f"{KERNEL}, {REPORT}, {THREADS} threads", reporting(file, THREADS), rows, PARQUET, REPORT),
    ]
