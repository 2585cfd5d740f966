"""The kernel: the terms of a graph as steps over a batch of cases, each a few operations on whole bitmaps or arrays.

Only what is asked for is worked out, each term once. A result is handed on as soon as it is there and then let go,
so that what is worked on stays in the processor's cache.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from coequal.populations import terms
from coequal.populations.bitmaps import everybody, nobody
from coequal.populations.graph import Graph
from coequal.populations.operations import OPERATIONS
from coequal.populations.registers import Register

Column = tuple[str, bool]  # a fact, and whether the column is that of its date
Columns = Mapping[Column, Register]
Step = Callable[..., Register]
Sink = Callable[[int, Any], None]
_JOINS: Final = (terms.AND, terms.OR, terms.NOT, terms.SURE, terms.KNOWN)  # whose steps take all their operands


class Words:
    """One numbering of words for all columns and all batches. Safe for threads: a word is only ever added."""

    def __init__(self) -> None:
        """No word has a number yet."""
        self._numbers: dict[str, int] = {}

    def number(self, word: str) -> int:
        """The number of a word, the same whenever it is asked."""
        return self._numbers.setdefault(word, len(self._numbers) + 1)


class Batch:
    """The columns of some cases, and what every step may need to know of them."""

    def __init__(self, rows: int, columns: Columns, words: Callable[[str], int]) -> None:
        """Take so many rows of columns by fact, `(name, True)` being the date of a fact, and the numbering of their words."""
        self.rows, self.columns, self.words = rows, columns, words
        self.everybody, self.nobody = everybody(rows), nobody(rows)


def uses(graph: Graph, wanted: Iterable[int]) -> Counter[int]:
    """Of each term that is needed, how many others need it."""
    found: Counter[int] = Counter()
    todo = list(wanted)
    while todo:
        for operand in graph.terms[todo.pop()].operands:
            if operand not in found:
                todo.append(operand)
            found[operand] += 1
    return found


class Kernel:
    """Some terms of a graph, compiled. Safe to share among threads: running changes nothing in it."""

    def __init__(self, graph: Graph, wanted: Iterable[int], words: Words | None = None) -> None:
        """Compile the terms that are wanted, over columns whose words are numbered so."""
        self.graph, self.words = graph, words or Words()
        self.wanted = list(wanted)
        self.uses = uses(graph, self.wanted)
        self._steps: list[tuple[Step, tuple[int, ...]]] = []
        self._places: dict[object, int] = {}
        results: dict[int, list[int]] = {}
        for number, term in enumerate(self.wanted):
            results.setdefault(self.place(term), []).append(number)
        self._plan = self._with_ends(results)

    @property
    def columns(self) -> list[Column]:
        """The columns that the steps look at."""
        found = [self.graph.terms[key] for key in self._places if isinstance(key, int)]
        return [
            (str(term.detail), term.operation == terms.GIVEN_DATE)
            for term in found
            if term.operation in (terms.GIVEN, terms.GIVEN_DATE)
        ]

    def run(self, batch: Batch, sink: Sink) -> None:
        """Work everything out for a batch; each result goes to `sink` with its place among those that are wanted."""
        registers: list[Any] = [None] * len(self._plan)
        for place, (step, operands, results, done) in enumerate(self._plan):
            found = step(batch, *[registers[operand] for operand in operands])
            registers[place] = found
            for result in results:
                sink(result, found)
            for operand in done:
                registers[operand] = None

    def place(self, number: int) -> int:
        """The step that works a term out, compiled when first asked for, after those that it joins, however long their chain."""
        todo = [number] if number not in self._places else []
        while todo:
            term = self.graph.terms[todo[-1]]
            joined = term.operands if term.operation in _JOINS else ()
            first = next((operand for operand in joined if operand not in self._places), None)
            if first is None:
                self._places[todo.pop()] = self._step(*OPERATIONS[term.operation](self, term))
            else:
                todo.append(first)
        return self._places[number]

    def helper(self, key: object, step: Step, operands: Sequence[int]) -> int:
        """A step that stands for no term of the graph, made once for each key."""
        if key not in self._places:
            self._places[key] = self._step(step, operands)
        return self._places[key]

    def _step(self, step: Step, operands: Sequence[int]) -> int:
        self._steps.append((step, tuple(operands)))
        return len(self._steps) - 1

    def _with_ends(self, results: Mapping[int, Sequence[int]]) -> list[tuple[Step, tuple[int, ...], tuple[int, ...], list[int]]]:
        """Each step with the results that it gives, and the registers that nobody needs after it."""
        last = {operand: place for place, (_, operands) in enumerate(self._steps) for operand in operands}
        ends: dict[int, list[int]] = {}
        for place in range(len(self._steps)):
            ends.setdefault(last.get(place, place), []).append(place)
        return [
            (step, operands, tuple(results.get(place, ())), ends.get(place, []))
            for place, (step, operands) in enumerate(self._steps)
        ]
