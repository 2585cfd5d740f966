"""What is typical of an ordinary case that is referred on a day, as the dictionary has it."""

from datetime import date
from typing import Any, Final

from coequal.criteria.closures import Values, closure
from coequal.criteria.syntax import Literal
from coequal.criteria.vocabulary import Vocabulary

RECENT: Final = 2  # months before the day from which a case counts: when a result was typically obtained


def typical_values(vocabulary: Vocabulary, counted_from: str, on: date) -> dict[str, Any]:
    """The facts that an ordinary case has: constants, and dates that hang on the date `counted_from`, which is the day `on`."""
    place = vocabulary.slots.value
    values: Values = [None] * (len(place) + len(vocabulary.slots.on))
    values[place[counted_from]] = on
    for _ in range(2):  # a date may hang on one that stands below it
        for name, node in vocabulary.typical.items():
            values[place[name]] = node.value if isinstance(node, Literal) else closure(node, vocabulary.slots)(values)
    return {name: values[slot] for name, slot in place.items() if values[slot] is not None}
