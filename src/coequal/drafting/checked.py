"""What software says of a draft's text: whether it can be read, what lint finds, how its example people fare, how it will look."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from coequal.documents.html import body
from coequal.documents.model import document
from coequal.drafting.merging import marked_line
from coequal.eligibility.examples import Failure, KnownPeople, examples, failures
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError, Place
from coequal.exchange.policy import policy_blocks
from coequal.facts.strict_yaml import decode
from coequal.lint.finding import ERROR, Finding
from coequal.lint.lint import lint, unreadable
from coequal.policies.library import Library
from coequal.policies.load import Known as KnownCriteria
from coequal.policies.markdown import Heading
from coequal.policies.model import Policy

LARGEST: Final = 512 * 1024  # bytes of a text
FILE: Final = "draft.md"
CLASH: Final = "two-sides"
_MOST_KNOWN: Final = 4_000


@dataclass(slots=True)
class Memory:
    """What was read of earlier texts, so that the next one, which differs in a few lines, is read the quicker."""

    criteria: KnownCriteria = field(default_factory=dict)
    people: KnownPeople = field(default_factory=dict)

    def forget(self) -> None:
        """Forget everything, once there is a lot of it."""
        if len(self.criteria) + len(self.people) > _MOST_KNOWN:
            self.criteria.clear()
            self.people.clear()


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of lint, where it stands, and by which rule it was found."""

    line: int | None
    column: int | None
    clause: str | None
    severity: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Unexpected:
    """An example person who does not come out as expected."""

    name: str
    line: int | None
    says: str


@dataclass(frozen=True, slots=True)
class Tried:
    """How many example people come out as expected, and what is not as expected of the others."""

    passed: int
    failed: int
    failures: tuple[Unexpected, ...]


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading, and the line on which it stands."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Checked:
    """All of it. Of a text that cannot be read there is the one finding that says why, and nothing else."""

    policy: str | None  # its id
    version: str | None
    title: str | None
    findings: tuple[Found, ...]
    outline: tuple[Headed, ...] = ()
    examples: Tried | None = None  # None where they were not tried, or cannot be
    preview: str | None = None  # HTML

    @property
    def readable(self) -> bool:
        """Whether the text can be read as a policy."""
        return self.policy is not None


def check(text: str, library: Library, today: date, memory: Memory, *, people: bool = False) -> Checked:
    """What there is to say of a text, with how its example people fare where `people` are tried too."""
    memory.forget()
    try:
        policy = read(text, library, memory)
    except CoequalError as error:
        return Checked(None, None, None, tuple(map(_found, _why_not(text, error))))
    return Checked(
        policy.id,
        policy.version,
        policy.title,
        tuple(map(_found, [*_two_sides(text), *lint(policy, library, today, memory.people)])),
        tuple(Headed(part.level, part.text, part.line) for part in policy.file.parts if isinstance(part, Heading)),
        _tried(policy, memory) if people else None,
        body(document(policy.title, "", list(policy_blocks(policy, library, today)), [])),
    )


def read(text: str, library: Library, memory: Memory | None = None) -> Policy:
    """The policy in a text. Raises `CoequalError` with the line of the first mistake."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > LARGEST:
        raise CoequalError(f"This is too long: a draft may have at most {LARGEST // 1024} kB.", Place(FILE, 1))
    return library.read_text(decode(data, FILE), FILE, None if memory is None else memory.criteria)


def _why_not(text: str, error: CoequalError) -> Iterator[Finding]:
    """Why a text cannot be read: where it holds both sides of a clash, that comes first."""
    yield from _two_sides(text)
    yield unreadable(error, FILE)


def _two_sides(text: str) -> Iterator[Finding]:
    line = marked_line(text)
    if line is not None:
        says = "From here on the lines of two people stand one after the other. Keep what is right, and take the marks out."
        yield Finding(None, CLASH, ERROR, says, Place(FILE, line))


def _found(finding: Finding) -> Found:
    place = finding.place
    return Found(place.line, place.column, place.clause, finding.severity, finding.rule, finding.message)


def _tried(policy: Policy, memory: Memory) -> Tried | None:
    """How the example people fare; None where one of them cannot be read, which lint says."""
    try:
        people = examples(policy, memory.people)
    except CoequalError:
        return None
    rules = Rules(policy)
    each = [failures(rules, person) for person in people]
    wrong = sum(map(bool, each))
    return Tried(len(each) - wrong, wrong, tuple(_unexpected(one) for found in each for one in found))


def _unexpected(failure: Failure) -> Unexpected:
    says = f"{failure.what} should be {failure.expected}, but is {failure.found}."
    return Unexpected(failure.example.name, failure.example.place.line, f"{says[:1].upper()}{says[1:]}")
