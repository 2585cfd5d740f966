"""What a referral pack holds: all that stands in the document and in the FHIR bundle, taken from one assessment."""

from dataclasses import dataclass
from datetime import date

from coequal.eligibility.assessment import Assessment
from coequal.facts.case import Case
from coequal.policies.model import Policy, Provider
from coequal.referrals.pack.people import Referred, Referrer


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """A fact in words, what it is about, and the day of its evidence where one was given."""

    words: str
    about: str
    on: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """A criterion that governs the treatment sought, the facts on which its status rests, the reason, and the status in words."""

    cited: str
    facts: tuple[Said, ...]
    reason: str
    status: str


@dataclass(frozen=True, slots=True, repr=False)
class Investigation:
    """Tests on which a criterion rests, and how long they count.

    `until` is the last day of referral on which they do, None where the policy sets no end. `repeat` names each test that is
    to be done again where treatment starts after a day.
    """

    cited: str
    results: tuple[Said, ...]
    until: date | None
    repeat: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause that may be read in several ways: how it is read here, and each other reading with its outcome."""

    cited: str
    ours: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Declaration:
    """What whoever refers declares about somebody's safety, and the clause that asks for it."""

    says: str
    clause: str


@dataclass(frozen=True, slots=True, repr=False)
class Pack:
    """A complete pack. `case` has no more facts than those on which the policy rests.

    `open` are facts that are not known, and could change the answer although every rule is met without them.
    `referrer` and `referred` are None where they are filled in by hand; `with_partner` says whether there is a partner to
    fill in. `protected` says that it holds data on fertility or pregnancy. Providers are as the policy prints them: nothing
    is sent to one before a person has confirmed the details.
    """

    assessment: Assessment
    case: Case
    made_on: date
    referred_on: date
    treatment: str
    amounts: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    investigations: tuple[Investigation, ...]
    readings: tuple[Reading, ...]
    assumptions: tuple[str, ...]
    open: tuple[str, ...]
    declarations: tuple[Declaration, ...]
    referrer: Referrer | None
    referred: Referred | None
    with_partner: bool
    protected: bool

    @property
    def policy(self) -> Policy:
        """The version of the policy that binds: its id, version and digest say which text it is."""
        return self.assessment.policy

    @property
    def area(self) -> str:
        """The area whose policy it is."""
        return self.policy.area

    @property
    def providers(self) -> tuple[Provider, ...]:
        """Who provides the treatment, as the policy prints them."""
        return self.policy.providers

    def __repr__(self) -> str:
        """Short, and without anything about the person."""
        return f"<Pack under {self.policy.id}@{self.policy.version}>"
