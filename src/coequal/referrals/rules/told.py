"""The rules of a commissioner as rows of words for a page: each with what it says and where that was found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from coequal.facts.dates import say_date
from coequal.referrals.rules import model
from coequal.referrals.rules.model import CommissionerRules, Origin, Point

NOT_FOUND: Final = "Not found. Nothing that we have seen of this commissioner says it, so ask there."
INSTEAD: Final = {
    "answer_approval": "No time is set.",
    "oldest_referral": (
        f"No time is set. Here it is {model.OLDEST_REFERRAL}, since by then tests are done again and circumstances have changed."
    ),
}
_Words = Callable[[Any], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: what it is about, what it says in one sentence or several, where that comes from, and the address of it."""

    label: str
    says: tuple[str, ...]
    origin: str
    url: str | None
    is_found: bool


def rows(rules: CommissionerRules) -> tuple[Row, ...]:
    """All the rules of a commissioner in words, in the order in which a request meets them; those not found among them."""
    return tuple(_row(rules, field, label, words) for field, label, words in _ROWS)


def not_found(rules: CommissionerRules) -> tuple[str, ...]:
    """What the rules are about that were not found."""
    return tuple(row.label for row in rows(rules) if not row.is_found)


def say_origin(origin: Origin) -> str:
    """Where a rule comes from, in words."""
    seen = f", seen on {say_date(origin.seen)}" if origin.seen else ""
    match origin.how:
        case model.SHAPED:
            return f"Invented, shaped like: {origin.says}{seen}"
        case model.CHOSEN:
            return f"Invented, chosen for this example: {origin.says}"
        case _:
            return f"Source: {origin.says}{seen}"


def _row(rules: CommissionerRules, field: str, label: str, words: _Words) -> Row:
    origin = rules.origins.get(field)
    if origin is None:
        return Row(label, (INSTEAD.get(field, NOT_FOUND),), "", None, is_found=False)
    return Row(label, words(getattr(rules, field)), say_origin(origin), origin.url, is_found=True)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(_sentence(text) for text in texts)


def _points(points: Iterable[Point]) -> tuple[str, ...]:
    return _each(f"{point.says} {point.help}".strip() for point in points)


def _within(start: str) -> _Words:
    return lambda limit: (f"Within {limit} of {start}.",)


def _line(text: str) -> tuple[str, ...]:
    return (text,)


def _members(count: int) -> tuple[str, ...]:
    return ("At least 1 member." if count == 1 else f"At least {count} members.",)


def _chair(is_lay: bool) -> tuple[str, ...]:
    return ("A lay member has to chair it." if is_lay else "Any member may chair it.",)


def _social(how: str) -> tuple[str, ...]:
    words = {
        model.NOT_USUALLY: "They do not usually count.",
        model.NEVER: "They never count.",
        model.AS_JUDGED: "The panel judges whether they count.",
    }
    return (words[how],)


def _similar(most: int) -> tuple[str, ...]:
    return (f"More than {most}, the one at hand among them.",)


def _waits(limit: Any) -> tuple[str, ...]:
    return (f"For {limit} from the day on which it was returned or deferred. After a reminder a person may then close it.",)


_ROWS: Final[tuple[tuple[str, str, _Words], ...]] = (
    ("who_may_ask", "Who may ask", _each),
    ("consent", "What the patient agrees to", _points),
    ("acknowledge", "A request is acknowledged", _within("the day on which it comes")),
    ("screen", "A clinician screens it", _within("the day on which it is complete")),
    ("decide", "The panel decides", _within("the day on which it is complete")),
    ("urgent", "An urgent request is decided", _within("the day on which it is complete")),
    ("letter", "The letter is sent", _within("the decision")),
    ("wait", "A request waits for the clinician", _waits),
    ("quorum", "How many of the panel have to be there", _members),
    ("lay_chair", "Who chairs the panel", _chair),
    ("posts", "Who has to be there", _each),
    ("questions", "What the panel asks, in this order", _points),
    ("social_factors", "Circumstances in life, such as work or family", _social),
    ("most_similar", "How many similar requests are looked at as one new service", _similar),
    ("ask_appeal", "An appeal can be asked for", _within("the date of the decision letter")),
    ("answer_appeal", "An appeal is answered", _within("the day on which it comes")),
    ("grounds", "Grounds of appeal", _points),
    ("contact", "Whom to ask about a request", _line),
    ("answer_approval", "A request for prior approval is answered", _within("the day on which it comes")),
    ("oldest_referral", "For a referral longer ago an officer always answers", lambda limit: (f"Longer ago than {limit}.",)),
)
