"""What cannot be true together: a case that contradicts itself is refused, with the reason."""

from coequal.criteria.closures import Values, closure
from coequal.criteria.vocabulary import Vocabulary, formulas, read_expression, work_out
from coequal.errors import CoequalError
from coequal.facts.case import Case
from coequal.facts.values import say_value


def check_case(case: Case, vocabulary: Vocabulary) -> None:
    """Nothing, where the facts of a case can be true together. Raises `CoequalError` where they cannot."""
    facts = vocabulary.dictionary.facts
    values = work_out(vocabulary.values(case), formulas(vocabulary, vocabulary.derived))
    for name in vocabulary.derived:
        given, found = case.value(name), values[vocabulary.slots.value[name]]
        if given is not None and given != found:
            text = facts[name].follows_from
            assert text is not None
            message = f"{name} is given as {say_value(given)}, but {text.text} makes {say_value(found)}. Give one or the other."
            raise CoequalError(message)
    _check_contradictions(values, vocabulary)


def _check_contradictions(values: Values, vocabulary: Vocabulary) -> None:
    for contradiction in vocabulary.dictionary.contradictions:
        node = read_expression(contradiction.never, vocabulary.types, vocabulary.same)
        if closure(node, vocabulary.slots)(values) is True:
            raise CoequalError(f"These facts cannot both be true: {contradiction.because} ({contradiction.never.text}).")
