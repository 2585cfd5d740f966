"""Between which values a result can lie, from where its operands can lie."""

from coequal.populations.terms import FIRST_DAY, LAST_DAY, MONTHS, Term

_LONGEST_MONTH = 31
_SHORTEST_MONTH = 28


def of_product(a: Term, b: Term) -> tuple[int, int]:
    """Of one number times another."""
    ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return min(ends), max(ends)


def of_move(day: Term, by: Term, direction: int) -> tuple[int, int]:
    """Of a day moved by a duration; a little too wide for months, and never outside the calendar."""
    ends = sorted((direction * by.low, direction * by.high))
    if by.sort == MONTHS:
        ends = [min(end * _SHORTEST_MONTH, end * _LONGEST_MONTH) - _LONGEST_MONTH for end in ends[:1]] + [
            max(end * _SHORTEST_MONTH, end * _LONGEST_MONTH) + _LONGEST_MONTH for end in ends[1:]
        ]
    return max(FIRST_DAY, min(LAST_DAY, day.low + ends[0])), min(LAST_DAY, max(FIRST_DAY, day.high + ends[1]))


def of_span(start: Term, end: Term) -> tuple[int, int]:
    """Of the months from one day to another; a little too wide."""
    fewest, most = end.low - start.high, end.high - start.low
    low = min(fewest // _SHORTEST_MONTH, fewest // _LONGEST_MONTH) - 1
    return low, max(most // _SHORTEST_MONTH, most // _LONGEST_MONTH) + 1
