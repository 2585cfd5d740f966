"""What invented people answered to the six surveys of an invented area: 569 responses that are analysed, and 26 others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from coequal.involvement.models.responses import (
    COMPLETE,
    DUPLICATE,
    EASY_READ,
    LATE,
    ON_PAPER,
    ONLINE,
    PARTIAL,
    TELEPHONE,
    VOID,
    WITHDRAWN,
)
from coequal.web.demonstration.heard.voices import Said, Speaker, Teller, read

OPENED: Final = date(2026, 1, 5)
CLOSED: Final = date(2026, 3, 1)
SEED: Final = 569
NORTH: Final = ("ZX1", "ZX2", "ZX3", "ZX4")  # no real postcode begins with ZX
SOUTH: Final = ("ZX5", "ZX6", "ZX7", "ZX8", "ZX9")
WHY: Final = {
    VOID: "The form came back with every box of the first question ticked, and nothing else.",
    DUPLICATE: "The same answers came twice within a minute, from a form that was sent again.",
    LATE: "It came by post after the last day.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One survey: its file and its voices, how many answered it in each way, and how opinions and ages lie."""

    file: str
    voices: str
    complete: int
    partial: int
    others: Mapping[str, int]
    north: Sequence[int]  # of a hundred in the north: agree, neither, disagree
    south: Sequence[int]
    ages: Sequence[int]
    women: int


SURVEYS: Final = tuple(Asked(**one) for one in read("surveys.yaml"))
_VIEWS: Final = ("agree", "neither", "disagree")
_AGES: Final = ("from-16", "from-30", "from-45", "from-65")
_CAPACITIES: Final = {"patient": 46, "carer": 13, "public": 28, "staff": 9, "body": 4}
_CHANNELS: Final = {ONLINE: 76, ON_PAPER: 15, EASY_READ: 6, TELEPHONE: 3}
_MATRICES: Final = {
    "limits": (("age", "weight", "smoking", "trying", "cycles"), ("fair", "strict", "loose", "unsure")),
    "importance": (("evidence", "need", "cost", "choice"), ("very", "fairly", "not")),
}
_SEVERAL: Final = {
    "services": ("assisted-conception", "hearing-aids-adults", "excess-skin-removal", "breast-surgery", "sterilisation"),
    "affects": ("talking", "work", "telephone", "safety", "out"),
    "reasons": ("cancer", "pain", "difference", "distress"),
}
_OF: Final = {
    "rules-in-general": ("services", "importance"),
    "fertility-treatment": ("limits",),
    "hearing-aids": ("affects",),
    "excess-skin": ("harm",),
    "breast-surgery": ("reasons",),
    "sterilisation": ("talks",),
}
_NUMBERS: Final = {"harm": ((1, 2, 3, 4, 5), (5, 8, 19, 31, 37)), "talks": ((0, 1, 2, 3), (17, 58, 21, 4))}
_GROUPS: Final = ("Exampleshire Parents’ Circle", "Invented Hearing Club", "Friends of Sample Hill", "Testwick Town Forum")
_PERSONAL: Final = 40  # of so many texts one says who somebody is


@dataclass(frozen=True, slots=True)
class Given:
    """One response, and the themes of what was written in it, by question."""

    channel: str
    status: str
    answers: Mapping[str, Any]
    began: datetime
    minutes: int
    same_as: int | None = None  # the place among those of its survey of which it is a duplicate
    themes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def responses(asked: Asked, seed: int = SEED) -> list[Given]:
    """The responses to one survey. The same seed gives the same ones."""
    teller = Teller(seed + SURVEYS.index(asked))
    made = [_whole(asked, teller, place) for place in range(asked.complete)]
    made += [_in_part(_whole(asked, teller, asked.complete + place)) for place in range(asked.partial)]
    return [*made, *_others(asked, teller, made)]


def _others(asked: Asked, teller: Teller, made: Sequence[Given]) -> Iterator[Given]:
    """Those that do not enter the tables."""
    for status, count in asked.others.items():
        for number in range(count):
            match status:
                case _ if status == VOID:
                    yield Given(ON_PAPER, VOID, {}, _moment(teller), 0)
                case _ if status == WITHDRAWN:
                    yield Given(ONLINE, WITHDRAWN, {}, _moment(teller), 6)
                case _ if status == DUPLICATE:
                    twin = made[number]
                    yield replace(twin, status=DUPLICATE, began=twin.began + timedelta(minutes=1), same_as=number, themes={})
                case _:
                    late = datetime(2026, 3, 3 + number, 9, 30, tzinfo=UTC)
                    yield replace(_whole(asked, teller, 0), channel=ON_PAPER, status=LATE, began=late, themes={})


def _whole(asked: Asked, teller: Teller, place: int) -> Given:
    chance = teller.chance
    area = chance.choices(("north", "south", ""), (42, 51, 7))[0]
    view = chance.choices(_VIEWS, asked.north if area == "north" else asked.south)[0]
    who = Speaker(chance.choices(list(_CAPACITIES), list(_CAPACITIES.values()))[0], view, area)
    answers: dict[str, Any] = {"capacity": who.capacity, "view": view}
    if who.capacity == "body":
        answers["capacity:other"] = chance.choice(_GROUPS)
    if area:
        answers["district"] = chance.choice(NORTH if area == "north" else SOUTH)
    answers |= _closed(asked, teller, view) | _equality(asked, teller)
    written = _written(asked, teller, who, place)
    answers |= {question: said.text for question, said in written.items()}
    if chance.random() < 0.92:
        answers["quote"] = chance.random() < 0.83
    channel = chance.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
    themes = {question: said.themes for question, said in written.items()}
    return Given(channel, COMPLETE, answers, _moment(teller), chance.randint(3, 21), themes=themes)


def _written(asked: Asked, teller: Teller, who: Speaker, place: int) -> dict[str, Said]:
    """What somebody wrote; now and then it says who they are, so that there is something to find."""
    found = {}
    if teller.chance.random() < 0.86:
        found["why"] = teller.why(asked.voices, who)
        if place % _PERSONAL == _PERSONAL // 2:
            found["why"] = replace(found["why"], text=found["why"].text + teller.personal(_turn(asked, place)))
    if teller.chance.random() < 0.34:
        found["else"] = teller.more(asked.voices, who)
    return found


def _turn(asked: Asked, place: int) -> int:
    """The how-manieth text of all surveys it is that says who somebody is, so that each kind of thing has its turn."""
    before = SURVEYS[: SURVEYS.index(asked)]
    return sum(one.complete // _PERSONAL + 1 for one in before) + place // _PERSONAL


def _closed(asked: Asked, teller: Teller, view: str) -> dict[str, Any]:
    """The answers to the questions that one survey alone has."""
    chance, found = teller.chance, dict[str, Any]()
    for question in _OF[asked.file]:
        if question in _MATRICES:
            rows, keys = _MATRICES[question]
            weights = {"agree": (6, 2, 1, 1), "neither": (3, 3, 1, 3), "disagree": (2, 6, 1, 1)}[view][: len(keys)]
            found[question] = {row: chance.choices(keys, weights)[0] for row in rows if chance.random() < 0.95}
        elif question in _NUMBERS:
            found[question] = chance.choices(*_NUMBERS[question])[0]
        else:
            chosen = [key for key in _SEVERAL[question] if chance.random() < 0.42]
            found[question] = chosen or ["none"]
    return found


def _equality(asked: Asked, teller: Teller) -> dict[str, Any]:
    """What somebody told of themselves; each of it could be left out."""
    chance = teller.chance
    told = {
        "age": chance.choices(_AGES, asked.ages)[0],
        "sex": "female" if chance.randrange(100) < asked.women else "male",
        "disability": "yes" if chance.random() < 0.24 else "no",
    }
    answered = {key: value if chance.random() < 0.95 else "not-say" for key, value in told.items()}
    return {key: value for key, value in answered.items() if chance.random() < 0.91}


def _in_part(whole: Given) -> Given:
    """One that somebody left before the end: online, without the last two pages."""
    kept = {key: value for key, value in whole.answers.items() if key not in ("age", "sex", "disability", "quote", "else")}
    return replace(
        whole,
        channel=ONLINE,
        status=PARTIAL,
        answers=kept,
        themes={key: value for key, value in whole.themes.items() if key in kept},
    )


def _moment(teller: Teller) -> datetime:
    """A moment while people were asked; most answered in the first weeks or the last days."""
    days = (CLOSED - OPENED).days
    day = round(days * teller.chance.choice((teller.chance.betavariate(1, 3), teller.chance.betavariate(6, 1))))
    minutes = teller.chance.randint(7 * 60, 22 * 60)
    return datetime(OPENED.year, OPENED.month, OPENED.day, tzinfo=UTC) + timedelta(days=day, minutes=minutes)
