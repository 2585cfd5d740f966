"""A policy as a thing: what it funds, its criteria, who owns it and when it binds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from coequal.criteria.syntax import Node
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import Place
from coequal.facts.dates import Months
from coequal.policies.area_names import area_of
from coequal.policies.markdown import LiterateFile

KINDS: Final = ("requirement", "judgement", "readiness", "elsewhere", "duty", "information")
NOT_SEEN: Final = "not seen"  # the kind of the criterion that stands for the unseen part of a policy
NOT_FOUND: Final = "not found"  # the cell of a family's table whose value we have not found
NO_RULE: Final = "no rule"  # the cell of an area that has no such rule
COUPLES: Final = ("her area", "either area", "both areas")
STATUSES: Final = ("draft", "decided", "in force", "superseded", "withdrawn")
COMPLETENESS: Final = ("whole", "partial", "second-hand")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as the source prints it, and what we take it to mean, with the reason.

    Of a day that is not known it may be known before or after which day it does not lie.
    """

    printed: str
    read_as: date | None = None
    because: str | None = None
    not_before: date | None = None
    not_after: date | None = None

    @property
    def says_when(self) -> bool:
        """Whether anything is known of the day."""
        return any((self.read_as, self.not_before, self.not_after))

    def had_come(self, on: date) -> bool | None:
        """Whether the day had come on another day; None where that is not known."""
        if self.read_as is not None:
            return self.read_as <= on
        if self.not_after is not None and self.not_after <= on:
            return True
        return False if self.not_before is not None and on < self.not_before else None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the wording was seen, and when."""

    title: str
    url: str | None = None
    seen: date | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """A commissioner by its code, and while it owned the policy (both days included)."""

    code: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Treatment:
    """What a policy funds, with its amounts, such as cycles."""

    id: str
    name: str
    amounts: Mapping[str, Node]

    def is_sought(self, choice: object) -> bool:
        """Whether a value of `treatment sought` means this treatment: "IVF" means `ivf`."""
        return isinstance(choice, str) and choice.casefold().replace(" ", "-") == self.id


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Another way in which a clause may be read."""

    label: str
    applies_when: Node | None
    condition: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One numbered condition. `condition` is `met when` or, of a judgement, `judged when`.

    One that is not `found` is always not known: it is there, but what it asks for was not found.
    """

    id: str
    clause: str
    title: str
    kind: str
    treatments: tuple[str, ...]
    place: Place
    applies_when: Node | None = None
    condition: Node | None = None
    overrides: tuple[str, ...] = ()
    repeat_after: Months | None = None
    commissioner: str | None = None
    otherwise: str | None = None
    reading: str | None = None
    readings: tuple[OtherReading, ...] = ()
    printed: str | None = None
    why: str | None = None
    source: str | None = None
    found: bool = True

    @property
    def cited(self) -> str:
        """The criterion as people cite it: `Body mass index (clause 4)`."""
        return f"{self.title} ({clauses(self.clause)})" if self.clause else self.title


def clauses(numbers: str) -> str:
    """A clause's number or numbers, as people cite them: `clause 4`, `clauses 5 and 14`."""
    first, comma, last = numbers.rpartition(", ")
    return f"clauses {first} and {last}" if comma else f"clause {last}"


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a provider treats people."""

    name: str
    address: str
    county: str | None = None
    postcode: str | None = None


@dataclass(frozen=True, slots=True)
class Provider:
    """Who provides the treatment, as printed; never used to send anything without confirmation."""

    name: str
    sites: tuple[Site, ...]
    telephone: str | None
    email: str | None
    web: str | None
    printed_on: str


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The way for people whom the policy does not cover."""

    route: str
    who_may_ask: str
    whom: str
    then: str | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Policy:
    """One version of one commissioner's policy for one service. It does not change; its digest says which text it is.

    `family` names the family, such as `model-policy/assisted-conception`, of one whose values stand in a table. `area_of` says
    what the library of the policy calls the area in an id.
    """

    id: str
    version: str
    title: str
    service: str
    completeness: str
    status: str
    under_review: bool
    owners: tuple[Owner, ...]
    starts: PrintedDate
    ends: PrintedDate | None
    binds_by: str
    cases_from: PrintedDate | None  # the day of a case from which this version governs it, where not that of coming into force
    couples: str | None  # whose area must be the policy's where two people have practices in two areas
    ratified: PrintedDate | None
    review_due: PrintedDate | None
    source: Source
    treatments: tuple[Treatment, ...]
    criteria: tuple[Criterion, ...]
    providers: tuple[Provider, ...]
    exceptions: Exceptions | None
    digest: str
    file: LiterateFile
    vocabulary: Vocabulary
    not_found: tuple[str, ...] = ()  # the rules that were looked for and not found
    family: str | None = None
    area_of: Callable[[str], str] = field(default=area_of, compare=False)

    @property
    def area(self) -> str:
        """What people call its area: `Norfolk and Waveney`."""
        return self.area_of(self.id)

    def __repr__(self) -> str:
        """Short, since the whole is a book."""
        return f"<Policy {self.id}@{self.version}>"
