"""The answer that was given most often, wherever the report names it: none where it may not be told which that is."""

from typing import Final

from coequal.involvement.counting.published import Published
from coequal.involvement.counting.words import percent
from coequal.involvement.reporting.heard import Asked
from coequal.involvement.surveys import model

NOT_TOLD: Final = "not told, so that nobody is singled out"
NOBODY: Final = "nobody answered"
_IN_FEW_WORDS: Final = (model.ONE, model.SEVERAL, model.SCALE, model.CONSENT)


def is_told(asked: Asked) -> bool:
    """Whether a question is one of which the answer given most often says something in a few words."""
    return not asked.is_about_them and asked.question.kind in _IN_FEW_WORDS


def most_often(found: Published) -> tuple[str, ...]:
    """The keys of the answers that most gave: several where they are the same by what may be told, none where that is hidden."""
    counts = found.tally.counts
    most = max(counts.values(), default=0)
    first = [found.counts[key].count for key, count in counts.items() if count == most]
    if not most or None in first:
        return ()
    return tuple(key for key in counts if found.counts[key].count == first[0])


def named(found: Published) -> str:
    """The words of the answers that most gave; or that nobody answered, or that it is not told."""
    words = " or ".join(found.tally.labels[key] for key in most_often(found))
    return words or (NOT_TOLD if found.tally.base else NOBODY)


def share_of_most(found: Published) -> str:
    """The share of the answer that most gave, of those who answered; a star where it is not told."""
    return percent(next((found.share(key) for key in most_often(found)), None))
