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
    message = contradicted(vocabulary.values(case), vocabulary)
    if message is not None:
        raise CoequalError(message)


def contradicted(given: Values, vocabulary: Vocabulary) -> str | None:
    """Why some values that are given cannot be true together, in a sentence; None where they can."""
    values = work_out(given.copy(), formulas(vocabulary, vocabulary.derived))
    return next(chain(_given_and_worked_out(values, vocabulary), _contradictions(values, vocabulary)), None)


def _given_and_worked_out(values: Values, vocabulary: Vocabulary) -> Iterator[str]:
    """The facts that are given although others make them something else."""
    for name, fact in vocabulary.dictionary.facts.items():
        if fact.follows_from is None:
            continue
        given, found = values[vocabulary.slots.value[name]], closure(vocabulary.derived[name], vocabulary.slots)(values)
        if found is not None and given != found:
            formula = fact.follows_from.text
            yield f"{name} is given as {say_value(given)}, but {formula} makes {say_value(found)}. Give one or the other."


def _contradictions(values: Values, vocabulary: Vocabulary) -> Iterator[str]:
    """The dictionary's contradictions that the values hold."""
    for node, contradiction in vocabulary.impossible:
        if closure(node, vocabulary.slots)(values) is True:
            yield f"These facts cannot both be true: {contradiction.because} ({contradiction.never.text})."
