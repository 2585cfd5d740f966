"""The real path to a service: who sends people on to whom, and which referral is the one that counts."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from coequal.facts.dates import say_date


@dataclass(frozen=True, slots=True)
class Path:
    """The steps of a path, as sentences to the person who goes it, before and after the referral that counts."""

    before: tuple[str, ...]
    after: tuple[str, ...]


_FERTILITY: Final = Path(
    before=(
        "See your GP first. Take the one-page summary with you.",
        "Your GP can refer you to a hospital clinic, which does the tests and gives advice.",
        "The hospital clinic can refer you to a fertility clinic. That referral is the one that counts for this policy.",
    ),
    after=(
        "You say that the hospital has referred you to a fertility clinic. Ask either of them what is needed next.",
        "Your GP can help if you hear nothing. Take the one-page summary with you.",
    ),
)
_OTHER: Final = Path(
    before=("See your GP. Take the one-page summary with you.", "Your GP can tell you who makes the referral that counts."),
    after=("You say that you have been referred. Ask the clinic what it needs.", "Your GP can help if you hear nothing."),
)


def still_to_come(referred: date) -> str:
    """What is said where the day of referral that somebody gave has not come yet."""
    return f"You gave {say_date(referred)} as the day of the referral. That day is still to come."


def path(service: str) -> Path:
    """The path to a service, by its id."""
    return _FERTILITY if service == "assisted-conception" else _OTHER
