"""What cannot be true together: a case that contradicts itself is refused, with the reason."""

from coequal.criteria.closures import Values, closure
from coequal.criteria.vocabulary import Vocabulary, formulas, work_out
from coequal.errors import CoequalError
from coequal.facts.case import Case
from coequal.facts.dictionary import Contradiction
from coequal.facts.values import say_value


def check_case(case: Case, vocabulary: Vocabulary) -> None:
    """Nothing, where the facts of a case can be true together. Raises `CoequalError` where they cannot."""
    values = work_out(vocabulary.values(case), formulas(vocabulary, vocabulary.derived))
    _check_given_and_worked_out(values, vocabulary)
    _check_contradictions(values, vocabulary)


def _check_given_and_worked_out(values: Values, vocabulary: Vocabulary) -> None:
    for name, fact in vocabulary.dictionary.facts.items():
        if fact.follows_from is None:
            continue
        given, found = values[vocabulary.slots.value[name]], closure(vocabulary.derived[name], vocabulary.slots)(values)
        if found is not None and given != found:
            formula = fact.follows_from.text
            message = f"{name} is given as {say_value(given)}, but {formula} makes {say_value(found)}. Give one or the other."
            raise CoequalError(message)


def _check_contradictions(values: Values, vocabulary: Vocabulary) -> None:
    contradiction = contradicted(values, vocabulary)
    if contradiction is not None:
        raise CoequalError(f"These facts cannot both be true: {contradiction.because} ({contradiction.never.text}).")


def contradicted(values: Values, vocabulary: Vocabulary) -> Contradiction | None:
    """The first of the dictionary's contradictions that some values hold; None where they hold none."""
    return next((found for node, found in vocabulary.impossible if closure(node, vocabulary.slots)(values) is True), None)
