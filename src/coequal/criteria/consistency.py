"""What cannot be true together: a case that contradicts itself is refused, with the reason."""

from collections.abc import Iterator
from itertools import chain

from coequal.criteria.closures import Values, closure
from coequal.criteria.vocabulary import Vocabulary, formulas, work_out
from coequal.errors import CoequalError
from coequal.facts.case import Case
from coequal.facts.values import say_value


def check_case(case: Case, vocabulary: Vocabulary) -> None:
    """Nothing, where the facts of a case can be true together. Raises `CoequalError` where they cannot."""
    message = Consistency(vocabulary).contradicted(vocabulary.values(case))
    if message is not None:
        raise CoequalError(message)


class Consistency:
    """The contradictions of a vocabulary, made ready to look at many cases."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compile what a vocabulary derives and what it excludes."""
        slots, facts = vocabulary.slots, vocabulary.dictionary.facts
        self.formulas = formulas(vocabulary, vocabulary.derived)
        self.followed = [
            (name, fact.follows_from, slots.value[name], closure(vocabulary.derived[name], slots))
            for name, fact in facts.items()
            if fact.follows_from is not None
        ]
        self.never = [(closure(node, slots), contradiction) for node, contradiction in vocabulary.impossible]

    def contradicted(self, given: Values) -> str | None:
        """Why some values that are given cannot be true together, in a sentence; None where they can."""
        values = work_out(given.copy(), self.formulas)
        return next(chain(self._given_and_worked_out(values), self._contradictions(values)), None)

    def _given_and_worked_out(self, values: Values) -> Iterator[str]:
        """The facts that are given although others make them something else."""
        for name, formula, slot, work in self.followed:
            found = work(values)
            if found is not None and values[slot] != found:
                said = f"{name} is given as {say_value(values[slot])}, but {formula.text} makes {say_value(found)}."
                yield f"{said} Give one or the other."

    def _contradictions(self, values: Values) -> Iterator[str]:
        """The dictionary's contradictions that the values hold."""
        for holds, contradiction in self.never:
            if holds(values) is True:
                yield f"These facts cannot both be true: {contradiction.because} ({contradiction.never.text})."
