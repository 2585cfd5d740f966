"""How far two people agree on what they coded blind: Krippendorff's alpha and F1, with intervals."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from coequal.involvement.coding.frames import ALWAYS, now, themes
from coequal.involvement.models import BlindCoding, Extract, Sample

FEWEST: Final = 30  # texts, below which an interval is not shown: it would be so wide that it says nothing
_DRAWS: Final = 1000
_SEED: Final = 20_261
_MIDDLE: Final = (2.5, 97.5)  # per cent: the interval that holds 95 of 100 draws

Interval = tuple[float, float] | None
Themes = frozenset[str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A text that the two put under different themes."""

    extract: Extract
    first: Themes
    second: Themes


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two people's coding of the same texts has in common. A figure that cannot be worked out is None."""

    n: int
    alpha: float | None
    alpha_within: Interval
    f1: float | None
    f1_within: Interval
    by_theme: Mapping[str, float | None]  # alpha of each theme by its key
    differences: tuple[Difference, ...]


def of(sample: Sample) -> Agreement:
    """How far the two who coded a sample agree, on those of its texts that both have coded, by the themes as they are now."""
    today = now(sample.frame)
    by: dict[tuple[int, int], Themes] = {
        (one.by_id, one.extract_id): frozenset(today[key] for key in one.themes)
        for one in BlindCoding.objects.filter(sample=sample)
    }
    extracts = sample.extracts.order_by("pk")
    first, second = sample.first_id, sample.second_id
    both = [(one, by[first, one.pk], by[second, one.pk]) for one in extracts if {(first, one.pk), (second, one.pk)} <= by.keys()]
    pairs = [(one, other) for _extract, one, other in both]
    alpha, within = alpha_of_sets(pairs)
    f1, f1_within = samples_f1(pairs)
    return Agreement(
        n=len(pairs),
        alpha=alpha,
        alpha_within=within,
        f1=f1,
        f1_within=f1_within,
        by_theme={theme.key: alpha_of_theme(pairs, theme.key) for theme in themes(sample.frame)},
        differences=tuple(Difference(*one) for one in both if one[1] != one[2]),
    )


def krippendorff(
    units: Sequence[Sequence[Hashable]], distance: Callable[[Any, Any], float] = lambda a, b: float(a != b)
) -> float | None:
    """Krippendorff's alpha: each unit has the values that it was given, of which some may be missing.

    None where there is nothing to agree or differ on: fewer than two values anywhere, or one value alone.
    """
    paired = [unit for unit in units if len(unit) > 1]
    values = sorted({value for unit in paired for value in unit}, key=str)
    place = {value: number for number, value in enumerate(values)}
    apart = np.array([[distance(one, other) for other in values] for one in values])
    coincidences = np.zeros((len(values), len(values)))
    for unit in paired:
        for one in unit:
            for other in unit:
                coincidences[place[one], place[other]] += 1 / (len(unit) - 1)
        for one in unit:
            coincidences[place[one], place[one]] -= 1 / (len(unit) - 1)
    return _alpha(coincidences, apart)


def _alpha(coincidences: Any, apart: Any) -> float | None:
    count = coincidences.sum(axis=1)
    expected = count @ apart @ count / max(count.sum() - 1, 1) if len(count) else 0.0
    return None if expected <= 0 else float(1 - (coincidences * apart).sum() / expected)


def alpha_of_theme(pairs: Sequence[tuple[Themes, Themes]], key: str) -> float | None:
    """Alpha of one theme alone: whether it was given or not."""
    return krippendorff([(key in one, key in other) for one, other in pairs])


def alpha_of_sets(pairs: Sequence[tuple[Themes, Themes]]) -> tuple[float | None, Interval]:
    """Alpha of all themes together, and its interval; two sets are as far apart as the share of themes that they do not share."""
    alpha = krippendorff(pairs, _far)
    if alpha is None or len(pairs) < FEWEST:
        return alpha, None
    sets = sorted({one for pair in pairs for one in pair}, key=sorted)
    place = {one: number for number, one in enumerate(sets)}
    apart = np.array([[_far(one, other) for other in sets] for one in sets])
    first, second = (np.array([place[pair[side]] for pair in pairs]) for side in (0, 1))

    def again(chosen: Any) -> float:
        found = np.zeros_like(apart)
        np.add.at(found, (first[chosen], second[chosen]), 1)
        np.add.at(found, (second[chosen], first[chosen]), 1)
        drawn = _alpha(found, apart)
        return 1.0 if drawn is None else drawn  # everybody gave one and the same set

    return alpha, _within(len(pairs), again)


def samples_f1(pairs: Sequence[tuple[Themes, Themes]]) -> tuple[float | None, Interval]:
    """The mean over texts of how far two sets of themes overlap; “Other” and “No reason given” are left out of it.

    None where there is no text left, and no interval below thirty.
    """
    always = {theme.key for theme in ALWAYS}
    proper = [(one - always, other - always) for one, other in pairs if (one | other) - always]
    if not proper:
        return None, None
    each = np.array([2 * len(one & other) / (len(one) + len(other)) for one, other in proper])
    within = _within(len(each), lambda chosen: float(each[chosen].mean())) if len(each) >= FEWEST else None
    return float(each.mean()), within


def _far(one: Themes, other: Themes) -> float:
    return 1 - len(one & other) / len(one | other) if one | other else 0.0


def _within(count: int, again: Callable[[Any], float]) -> Interval:
    """Between which figures 95 of 100 lie when the texts are drawn again from among themselves."""
    chance = np.random.default_rng(_SEED)
    drawn = [again(chance.integers(0, count, count)) for _ in range(_DRAWS)]
    low, high = np.percentile(drawn, _MIDDLE)
    return float(low), float(high)
