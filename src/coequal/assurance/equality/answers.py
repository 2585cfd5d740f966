"""What is said of one group of people: the effect, its evidence, what is done about it, what is left. Not known is an answer."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from coequal.documents.model import Table

POSITIVE: Final = "positive"
NEGATIVE: Final = "negative"
BOTH: Final = "positive and negative"
NONE: Final = "no effect"
NOT_KNOWN: Final = "not known"
SIGNS: Final = {POSITIVE: "+", NEGATIVE: "−", BOTH: "±", NONE: "0", NOT_KNOWN: "?"}  # the sign for less
EFFECTS: Final = tuple(SIGNS)
HARMS: Final = (NEGATIVE, BOTH)
INVOLVEMENT: Final = "involvement"
ANALYSIS: Final = "analysis"
SOURCE: Final = "source"


def signed(effect: str) -> str:
    """An effect as a sign and in words, so that nobody has to tell it by a colour."""
    return f"{SIGNS[effect]} {effect}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows an effect: a figure that was published of an involvement, an analysis, or another source with its date.

    A published table stands in it as it was published, its small counts hidden; never what it was counted from.
    """

    kind: str
    title: str
    says: str
    reference: str = ""
    on: str = ""
    url: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """In a sentence, with where it is from."""
        where = ", ".join(part for part in (self.reference, self.on, self.url) if part)
        return f"{self.title}{f' ({where})' if where else ''}: {self.says}"

    @property
    def table(self) -> Table | None:
        """The figures as they were published; none where it is a source in words."""
        return Table(self.title, self.head, self.rows) if self.rows else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one group. One of which nothing is said is not known, whatever else stands in it."""

    effect: str = NOT_KNOWN
    says: str = ""
    acts: bool = True  # otherwise `measure` says why nothing can be done about it
    measure: str = ""
    by: str = ""  # a post, or a name and a post
    until: str = ""  # the last day, as 2027-03-31
    left: str = NOT_KNOWN
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_given(self) -> bool:
        """Whether anything is said."""
        return bool(self.says.strip())

    @property
    def told(self) -> str:
        """The effect as it may be read: not known where nothing is said."""
        return self.effect if self.is_given and self.effect in EFFECTS else NOT_KNOWN

    @property
    def harms(self) -> bool:
        """Whether it is worse for somebody."""
        return self.told in HARMS

    @property
    def told_left(self) -> str:
        """What is left after what is done: of an effect that harms nobody, the effect itself."""
        if not self.harms:
            return self.told
        return self.left if self.left in EFFECTS else NOT_KNOWN

    @property
    def words(self) -> str:
        """The effect as a sign and in words."""
        return signed(self.told)

    @property
    def words_left(self) -> str:
        """What is left, as a sign and in words."""
        return signed(self.told_left)


def lacking(answer: Answer) -> Iterator[str]:
    """What is to be said yet of a group."""
    if not answer.is_given:
        yield "say what the effect is and why, or that it is not known and what was looked for"
    elif answer.told != NOT_KNOWN and not answer.evidence:
        yield "name what shows it"
    if answer.harms and not answer.measure.strip():
        yield "say what is done about it or, if nothing can be, why not"
    elif answer.harms and answer.acts and not (answer.by.strip() and answer.until):
        yield "say who does it, and until when"


def kept(answer: Answer) -> dict[str, Any]:
    """An answer as data that JSON can hold."""
    return asdict(answer)


def taken_out(data: Mapping[str, Any]) -> Answer:
    """The answer that was kept."""
    evidence = tuple(
        Evidence(**{**one, "head": tuple(one["head"]), "rows": tuple(map(tuple, one["rows"]))}) for one in data["evidence"]
    )
    return replace(Answer(**{**data, "evidence": ()}), evidence=evidence)
