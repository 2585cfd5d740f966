"""The real path to a service: who sends people on to whom, and which referral is the one that counts.

A dictionary says what is special about its service; of any other it is said that the GP comes first.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from coequal.facts.dates import say_date
from coequal.facts.dictionary import Dictionary


@dataclass(frozen=True, slots=True)
class Path:
    """The steps of a path, as sentences to the person who goes it, before and after the referral that counts."""

    before: tuple[str, ...]
    after: tuple[str, ...]


_USUAL: Final = Path(
    before=("See your GP. Take the one-page summary with you.", "Your GP can tell you who makes the referral that counts."),
    after=("You say that you have been referred. Ask the clinic what it needs.", "Your GP can help if you hear nothing."),
)


def still_to_come(referred: date) -> str:
    """What is said where the day of referral that somebody gave has not come yet."""
    return f"You gave {say_date(referred)} as the day of the referral. That day is still to come."


def path(dictionary: Dictionary) -> Path:
    """The path to a service, by its dictionary."""
    before, after = dictionary.path
    return Path(before or _USUAL.before, after or _USUAL.after)
