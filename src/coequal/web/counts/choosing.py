"""What is looked at: by which question the others are cut, and of whom, as a form has it in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict

from coequal.involvement.counting.answers import AREA, CHANNEL, KIND, Answers
from coequal.involvement.counting.closed import told_groups
from coequal.involvement.surveys import model

FILTERS: Final = ("of", "and", "also")
_OFFERED: Final = (AREA, KIND, CHANNEL)
_CUTTING: Final = (*model.CLOSED, model.NUMBER, model.DATE)


@dataclass(frozen=True, slots=True)
class Offer:
    """A question by whose answers others can be cut or chosen: its name, its words, and its answers with theirs."""

    name: str
    asks: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose to look at, of what is offered."""

    by: str
    where: Mapping[str, tuple[str, ...]]
    said: tuple[str, ...]  # the filters in words
    given: Mapping[str, str]  # as the form has them

    @property
    def query(self) -> str:
        """The same for another address."""
        return urlencode({name: value for name, value in self.given.items() if value})


def offers(answers: Answers) -> list[Offer]:
    """The questions by whose answers something can be cut: those with few answers, and numbers and dates in bands."""
    names = [*_OFFERED]
    for block in reversed(answers.blocks):
        kinds = {name: question.kind for name, question in block.questions.items()}
        names += [name for name, kind in kinds.items() if kind in _CUTTING and name not in names]
    found = [Offer(name, *told_groups(answers, name)) for name in names]
    return [offer for offer in found if offer.answers]


def chosen(query: QueryDict, offered: list[Offer]) -> Chosen:
    """What the address says of it; what is not offered counts for nothing."""
    by_name = {one.name: one for one in offered}
    by = query.get("by", "")
    where: dict[str, tuple[str, ...]] = {}
    said, given = [], {"by": by if by in by_name else ""}
    for box in FILTERS:
        name, _, key = query.get(box, "").partition("=")
        offer = by_name.get(name)
        if offer and key in offer.answers and key not in where.get(name, ()):
            where[name] = (*where.get(name, ()), key)
            said.append(f"{offer.asks} {offer.answers[key]}")
            given[box] = f"{name}={key}"
    return Chosen(given["by"], where, tuple(said), given)
