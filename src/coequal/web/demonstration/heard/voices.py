"""What invented people say: pieces written by hand, put together by chance, so that few texts are alike."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

TEXTS: Final = Path(__file__).parents[1] / "texts" / "involvement"
_SLOT: Final = re.compile(r"\{([^{}]*)\}")
_STOPS: Final = re.compile(r"([.?!])\.")  # one stop is enough
_HOW_MANY: Final = ((1, 55), (2, 35), (3, 10))  # themes in a text, and how often of a hundred
_SLIPS: Final = 0.12  # the share of texts with a slip of the pen
_LARGE: Final = ("I", "BMI", "Dad")  # words that are written large anywhere
_GOES_ON: Final = (" Also, ", " And ", " On top of that, ")
_OTHER: Final = "other"
_NO_REASON: Final = "no-reason"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of a code frame, how often it is touched by the answer and the area, and pieces in which people do so."""

    key: str
    title: str
    definition: str
    include: str
    exclude: str
    weights: Mapping[str, float]
    says: Sequence[str]
    north: float = 1.0
    south: float = 1.0

    def weight(self, view: str, area: str) -> float:
        """How often somebody of an area who answered in a certain way speaks of it."""
        return self.weights[view] * {"north": self.north, "south": self.south}.get(area, 1.0)


@dataclass(frozen=True, slots=True)
class Voices:
    """What is said of one matter: the name of its code frame, and the themes."""

    title: str
    services: Sequence[str]
    themes: Sequence[Theme]


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and the themes of which whoever wrote it spoke."""

    text: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody invented: in which capacity they speak, what they answered, and where they live."""

    capacity: str
    view: str
    area: str


@cache
def read(name: str) -> Any:
    """A file of invented texts."""
    return yaml.safe_load((TEXTS / name).read_text(encoding="utf-8"))


@cache
def voices(name: str) -> Voices:
    """What is said of a matter."""
    told = read(f"voices/{name}.yaml")
    return Voices(told["title"], told["services"], [Theme(**theme) for theme in told["themes"]])


@dataclass(slots=True)
class Teller:
    """Lets invented people speak. The same seed lets them say the same."""

    seed: int
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311  # to be drawn again, not to be kept secret

    def why(self, name: str, who: Speaker) -> Said:
        """Why somebody answered as they did; now and then without a reason."""
        if self.chance.random() < 0.04:
            return Said(self.chance.choice(self._common("no reason")), (_NO_REASON,))
        known = voices(name).themes
        chosen = self._themes(known, who)
        pieces = [self._filled(self.chance.choice(theme.says)) for theme in chosen]
        text = pieces[0] + "".join(self._joined(piece) for piece in pieces[1:])
        begin = self.chance.choice(self._common("begin")[who.capacity])
        text = begin + (_lower(text) if begin.endswith(", ") else text) + self.chance.choice(self._common("end"))
        return Said(self._slipped(text), tuple(sorted(theme.key for theme in chosen)))

    def more(self, name: str, who: Speaker) -> Said:
        """What somebody adds at the end: most often nothing, or another reason, or what fits nowhere."""
        drawn = self.chance.random()
        if drawn < 0.35:
            return Said(self.chance.choice(self._common("nothing")), (_NO_REASON,))
        if drawn < 0.5:
            return Said(self._filled(self.chance.choice(self._common("fits nowhere"))), (_OTHER,))
        return self.why(name, who)

    def personal(self, place: int) -> str:
        """Something that says who somebody is, of each kind in turn; nobody has any of these numbers and addresses."""
        known = self._common("personal")
        three, number = f"{self.chance.randrange(1000):03}", invented_number(self.chance.randrange(9_000))
        return str(known[place % len(known)]).format(three=three, mail=f"somebody{place}", number=number)

    def _common(self, key: str) -> Any:
        return read("voices/common.yaml")[key]

    def _themes(self, known: Sequence[Theme], who: Speaker) -> list[Theme]:
        counts, shares = zip(*_HOW_MANY, strict=True)
        left, chosen = list(known), list[Theme]()
        for _ in range(self.chance.choices(counts, shares)[0]):
            theme = self.chance.choices(left, [one.weight(who.view, who.area) for one in left])[0]
            left.remove(theme)
            chosen.append(theme)
        return chosen

    def _filled(self, piece: str) -> str:
        text = _SLOT.sub(lambda slot: self.chance.choice(slot[1].split("|")), piece)
        return _STOPS.sub(r"\1", text.removesuffix(".") + ".")

    def _joined(self, piece: str) -> str:
        between = self.chance.choice(self._common("between"))
        return str(between) + (_lower(piece) if between in _GOES_ON else piece)

    def _slipped(self, text: str) -> str:
        if self.chance.random() >= _SLIPS:
            return text
        slips = self._common("slips")
        there = [word for word in slips if re.search(rf"\b{word}\b", text)]
        if not there:
            return text.lower().rstrip(".")
        word = self.chance.choice(there)
        return re.sub(rf"\b{word}\b", slips[word], text, count=1)


def invented_number(place: int) -> str:
    """An NHS number that fits its check digit, from the range 999, which is for tests and is given to nobody."""
    digits, check = next(one for one in map(_checked, range(999_100_000 + place * 11, 999_200_000)) if one[1] < 10)
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}{check}"


def _checked(number: int) -> tuple[str, int]:
    """Nine digits, and the tenth that belongs to them; there is none where it comes to ten."""
    digits = f"{number:09}"
    return digits, (11 - sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=True)) % 11) % 11


def _lower(text: str) -> str:
    """A text that goes on in the middle of a sentence, where its first word is not always written large."""
    first = text.split(maxsplit=1)[0]
    return text if first in _LARGE else text[:1].lower() + text[1:]
