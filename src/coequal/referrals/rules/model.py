"""What a commissioner says about requests: each rule with where it was found, or None where it was not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from coequal.referrals.clock.limits import MONTHS, Limit

PROVIDER, CLINICIAN, PATIENT = "a provider", "the clinician in charge", "a patient with a clinician's support"
ASKERS: Final = (PROVIDER, CLINICIAN, PATIENT)
NOT_USUALLY, NEVER, AS_JUDGED = "not usually", "never", "as the panel judges"
SOCIAL_FACTORS: Final = (NOT_USUALLY, NEVER, AS_JUDGED)
FOUND, SHAPED, CHOSEN = "source", "shaped like", "chosen because"
ORIGINS: Final = (FOUND, SHAPED, CHOSEN)
# Where no rule says how old a referral may be: within a year tests are done again, and circumstances change.
OLDEST_REFERRAL: Final = Limit(12, MONTHS)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a rule that is a list: what it is kept under, what it says, and what helps to answer it."""

    id: str
    says: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule comes from: found in a document, shaped like another body's rule, or chosen for an invented body.

    `says` names the document, or gives the reason. A chosen rule has no document, so it has neither address nor day.
    """

    how: str
    says: str
    url: str | None = None
    seen: date | None = None


@dataclass(frozen=True, slots=True)
class CommissionerRules:
    """The rules of one commissioner. None is a rule that was not found: what holds then, people have to find out."""

    commissioner: str
    name: str
    invented: bool
    about: str
    who_may_ask: tuple[str, ...] | None
    consent: tuple[Point, ...] | None
    acknowledge: Limit | None
    screen: Limit | None
    decide: Limit | None
    urgent: Limit | None
    letter: Limit | None
    wait: Limit | None  # how long a request waits for the clinician before it may be closed
    quorum: int | None
    lay_chair: bool | None
    posts: tuple[str, ...] | None
    questions: tuple[Point, ...] | None
    social_factors: str | None
    most_similar: int | None
    ask_appeal: Limit | None
    answer_appeal: Limit | None
    grounds: tuple[Point, ...] | None
    contact: str | None
    answer_approval: Limit | None  # until when a prior approval is answered
    oldest_referral: Limit | None  # how long ago a referral may lie that is approved at once
    origins: Mapping[str, Origin]  # by field of this class; of every rule that was found, and of no other

    def may_ask(self, who: str) -> bool | None:
        """Whether one of the `ASKERS` may ask; None where that was not found."""
        return None if self.who_may_ask is None else who in self.who_may_ask

    def are_several(self, similar: int) -> bool | None:
        """Whether so many similar requests, the one at hand among them, are looked at as one service development."""
        return None if self.most_similar is None else similar > self.most_similar
