"""The example people of a policy: whether they stand where something turns."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from coequal.criteria.closures import Values, closure
from coequal.criteria.comparisons import NOTHING, Apart
from coequal.criteria.kleene import moved
from coequal.criteria.render import render
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.grounds import trees
from coequal.eligibility.outcome import DECIDING, NOT_KNOWN
from coequal.errors import Place
from coequal.facts.dates import say_date, say_duration
from coequal.facts.values import say_number
from coequal.lint.finding import ERROR, Rule, Spots
from coequal.lint.subject import Subject
from coequal.lint.thresholds import Level, Threshold, around, thresholds

_DAYS = {-1: "a day earlier", 0: "on the day", 1: "a day later"}
UNKNOWN: Final = "not known"


# The limits of a family stand in its table, and an example person who lacks a value is left out of an area,
# so neither rule looks at a member of a family.


def _none(subject: Subject) -> Spots:
    if not subject.examples and subject.mistake is None and subject.policy.family is None:
        said = "There are no example people, so nothing shows that the logic is what the wording says."
        yield Place(subject.file, 1), f"{said} Add them under the last heading."


def _missing(subject: Subject) -> Spots:
    if not subject.examples or subject.policy.family is not None:
        return
    for place, threshold in turning(subject):
        if found := lacking(threshold, place, subject, subject.example_values):
            said = f"Around {said_of(threshold)} there is no example person: {', '.join(found.values())}."
            yield subject.rules.criteria[place].place, f"{said} A slip shows where a criterion turns, so add each of them."


def turning(subject: Subject) -> Iterator[tuple[int, Threshold]]:
    """The thresholds of the criteria that decide, each with the place of its criterion."""
    for place, criterion in enumerate(subject.rules.criteria):
        if criterion.kind in DECIDING:
            for threshold in thresholds(trees(criterion), subject.policy.vocabulary):
                yield place, threshold


def lacking(threshold: Threshold, place: int, subject: Subject, people: Iterable[Values]) -> dict[Any, str]:
    """Who is not there: just under a threshold, at it, just over it; under None one for whom that, and so all, is not known.

    Evidence needs only who is just outside its window and who is at its end: inside, any will do, and outside it is not known.
    """
    vocabulary = subject.policy.vocabulary
    if isinstance(threshold, Level):
        wanted: dict[Any, str] = {number: say_number(number) for number in around(threshold, vocabulary)}
    else:
        wanted = {days: _DAYS[days] for days in _days(threshold)}
    measure = measured(threshold, vocabulary)
    found = [(measure(values), values) for values in people]
    there = {value for value, _ in found}
    absent = {value: words for value, words in wanted.items() if value not in there}
    if _is_window(threshold) or any(value is None and is_open(place, values, subject) for value, values in found):
        return absent
    return {**absent, None: UNKNOWN}


def measured(threshold: Threshold, vocabulary: Vocabulary) -> Callable[[Values], Any]:
    """On which side of a threshold somebody stands, and how far: the number itself, or days; None where that is not known."""
    return closure(threshold.number, vocabulary.slots) if isinstance(threshold, Level) else _days_apart(threshold, vocabulary)


def _is_window(threshold: Threshold) -> bool:
    return isinstance(threshold, Apart) and threshold.evidence


def is_open(place: int, values: Values, subject: Subject) -> bool:
    """Whether a criterion is not known of somebody."""
    return subject.rules.status(place, values) == NOT_KNOWN


def _days(threshold: Apart) -> Sequence[int]:
    """The days around a threshold that are wanted; of a window of evidence, those at and outside one end of it."""
    if not threshold.evidence:
        return (-1, 0, 1)
    return (0, 1) if threshold.by == NOTHING else (-1, 0)


def _days_apart(threshold: Apart, vocabulary: Vocabulary) -> Callable[[Values], int | None]:
    """How many days the first date lies after the second less the period; None where one of them is not known."""
    slots = vocabulary.slots
    first, second = _day(threshold.first, slots.on if threshold.evidence else slots.value), _day(threshold.second, slots.value)

    def days_apart(values: Values) -> int | None:
        a, b = first(values), moved(second(values), threshold.by, -1)
        return None if a is None or b is None else (a - b).days

    return days_apart


def _day(of: str | date, slots: Mapping[str, int]) -> Callable[[Values], date | None]:
    if isinstance(of, date):
        return lambda _values: of
    slot = slots[of]

    def day(values: Values) -> date | None:
        found: date | None = values[slot]
        return found

    return day


def said_of(threshold: Threshold) -> str:
    """A threshold in words."""
    if isinstance(threshold, Level):
        return f"{render(threshold.number)} {say_number(threshold.constant)}"
    first, second = (say_date(day) if isinstance(day, date) else day for day in (threshold.first, threshold.second))
    evidence = "the date of " if threshold.evidence else ""
    if threshold.by == NOTHING:
        return f"{evidence}{first} on {second}"
    return f"{evidence}{first} {say_duration(threshold.by)} before {second}"


RULES = (
    Rule("no-examples", ERROR, "A policy has no example people, so nothing shows that its logic is what its wording says.", _none),
    Rule(
        "example-missing",
        ERROR,
        "A threshold of a deciding criterion lacks an example person just under it, at it, just over it or not known, "
        "so a slip in it would not be noticed.",
        _missing,
    ),
)
