"""What a map shows of an area, and how that looks: never by colour alone, but with words, and with a pattern or a border."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN
from coequal.populations.charts.shades import SHADES
from coequal.populations.charts.style import INK, KINDS, PATTERNS, QUIET

MIXED, UNSEEN, SHARE = "mixed", "no policy seen", "share"
AMOUNTS = tuple("0123456")
MAY_BE_SHOWN = (ELIGIBLE, FOR_JUDGEMENT, NOT_KNOWN, NOT_ELIGIBLE, MIXED, *AMOUNTS, UNSEEN, SHARE)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of an area: a kind, a label of a word or two, and the whole in words, without a full stop.

    The kind is an outcome, "mixed", "no policy seen", an amount from "0" to "6", or "share".
    A share has a value from 0 to 1, or none where it is hidden.
    """

    kind: str
    label: str
    words: str
    value: float | None = None

    def __post_init__(self) -> None:
        """The kind is known, and a value is a share."""
        assert self.kind in MAY_BE_SHOWN, self.kind
        assert self.value is None or (self.kind == SHARE and 0 <= self.value <= 1), self.value

    @property
    def key(self) -> str:
        """What this is called in the legend, where areas that look the same share a line."""
        if self.kind != SHARE:
            return self.kind
        return HIDDEN if self.value is None else _STEPS[_step(self.value)]


@dataclass(frozen=True, slots=True)
class Look:
    """A fill, an ink that reads on it, and a sign where there is no room for words.

    Words on a `patterned` fill stand on white; the border of an area of which nothing is known is `broken`.
    """

    fill: str
    ink: str
    sign: str
    patterned: bool = False
    broken: bool = False


HIDDEN = "share hidden (*)"
_STEPS = tuple(f"{20 * step} to {20 * (step + 1)} %" for step in range(len(SHADES)))
_RAMP = ("#ffffff", "#e4edf3", "#c3d7e4", "#9fc0d5", "#79a6c2", "#24618c", "#0b3c5d")
LOOKS: Mapping[str, Look] = {
    ELIGIBLE: Look(KINDS[ELIGIBLE], "#ffffff", "E"),
    FOR_JUDGEMENT: Look(KINDS[FOR_JUDGEMENT], INK, "J", patterned=True),
    NOT_KNOWN: Look(KINDS[NOT_KNOWN], INK, "?", patterned=True),
    NOT_ELIGIBLE: Look(KINDS[NOT_ELIGIBLE], INK, "N"),
    MIXED: Look("url(#coequal-checks)", INK, "M", patterned=True),
    **{amount: Look(fill, INK if fill > "#5" else "#ffffff", amount) for amount, fill in zip(AMOUNTS, _RAMP, strict=True)},
    **{step: Look(fill, ink, "") for step, (fill, ink) in zip(_STEPS, SHADES, strict=True)},
    HIDDEN: Look("#ffffff", INK, "*"),
    UNSEEN: Look("#ffffff", QUIET, "–", broken=True),
}
DEFINED = PATTERNS.replace(
    "</defs>",
    '<pattern id="coequal-checks" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ffffff"/>'
    '<rect width="4" height="4" fill="#505a5f"/><rect x="4" y="4" width="4" height="4" fill="#505a5f"/></pattern></defs>',
)

UNKNOWN = Shown(UNSEEN, "not seen", UNSEEN)


def _step(value: float) -> int:
    return min(len(SHADES) - 1, int(value * len(SHADES)))


def look(shown: Shown) -> Look:
    """How that looks."""
    return LOOKS[shown.key]


def legend(shown: Iterable[Shown]) -> dict[str, int]:
    """The lines of a legend in their order, each with the number of areas that look like that."""
    keys = [one.key for one in shown]
    return {key: keys.count(key) for key in LOOKS if key in keys}


def in_words(places: Iterable[tuple[str, Shown]], about: Iterable[str]) -> str:
    """What a map shows, in sentences: what it is about, a line for each area by its name, and at the end those not seen."""
    found = sorted(places, key=lambda place: place[0])
    unseen = [name for name, shown in found if shown.kind == UNSEEN]
    lines = [*about, *(f"{name}: {shown.words}." for name, shown in found if shown.kind != UNSEEN)]
    return "\n".join([*lines, *([f"No policy seen: {'; '.join(unseen)}."] if unseen else [])])
