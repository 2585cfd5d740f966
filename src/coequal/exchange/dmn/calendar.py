"""Between which days a date lies, so that only one that may leave the calendar is guarded."""

from datetime import date

from coequal.criteria.syntax import Arithmetic, Call, Current, Fact, If, Literal, Node, children
from coequal.criteria.vocabulary import Vocabulary
from coequal.facts.dates import Duration, Months, shift

Days = tuple[date, date]
WHOLE: Days = (date.min, date.max)


def outside(node: Arithmetic, vocabulary: Vocabulary) -> tuple[str, date] | None:
    """Which days, moved as `node` says, leave the years 1 to 9999: those `>` or `<` a day. None where none can.

    Raises `OverflowError` where every day does.
    """
    by, step = _step(node)
    first, last = days(node.left, vocabulary)
    forward = (by.count if isinstance(by, Months) else by.days) * step > 0
    sign, end, day = (">", date.max, last) if forward else ("<", date.min, first)
    return (sign, shift(end, by, -step)) if _shifted(day, by, step) is None else None


def days(node: Node, vocabulary: Vocabulary) -> Days:
    """The first and the last day that an expression may come to."""
    match node:
        case Literal(value=date() as day):
            return day, day
        case Fact(name=name) | Current(name=name):
            fact = vocabulary.dictionary.facts[name]
            if name in vocabulary.derived and fact.formula is not None:
                return days(vocabulary.derived[name], vocabulary)
            first, last = fact.plausible
            return (first, last) if isinstance(first, date) and isinstance(last, date) else WHOLE
        case Arithmetic(left=left, right=Literal()):
            first, last = days(left, vocabulary)
            step = _step(node)
            return _shifted(first, *step) or date.min, _shifted(last, *step) or date.max
        case If() | Call():
            found = [days(child, vocabulary) for child in children(node)[isinstance(node, If) :]]
            return min(first for first, _ in found), max(last for _, last in found)
    return WHOLE


def _step(node: Arithmetic) -> tuple[Duration, int]:
    assert isinstance(node.right, Literal), node
    return node.right.value, 1 if node.sign == "+" else -1  # type: ignore[return-value]  # the checker has seen to it


def _shifted(day: date, by: Duration, sign: int) -> date | None:
    try:
        return shift(day, by, sign)
    except OverflowError:
        return None
