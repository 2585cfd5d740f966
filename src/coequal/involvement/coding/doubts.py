"""What speaks against a code frame as it is; people decide what to make of it."""

from difflib import SequenceMatcher
from itertools import combinations
from typing import Final

from coequal.involvement.coding.coding import standing_codings, to_code
from coequal.involvement.coding.frames import now, themes
from coequal.involvement.models import Frame
from coequal.involvement.models.coding import NO_REASON, OTHER

MOST: Final = 70
FEWEST_ANSWERS: Final = 5
SHARE: Final = 0.001  # a theme has at least as many answers, or such a share of them
TITLES_ALIKE: Final = 0.9
ANSWERS_ALIKE: Final = 0.7


def doubts(frame: Frame) -> list[str]:
    """What speaks against a frame as it is: too many themes, ones with few answers, ones that are alike."""
    own = [theme for theme in themes(frame) if theme.key not in (OTHER, NO_REASON)]
    found = [f"There are {len(own)} themes. More than {MOST} are hard to keep apart."] if len(own) > MOST else []
    under = _extracts_under(frame)
    coded = len(set().union(*under.values()))
    least = max(FEWEST_ANSWERS, SHARE * coded)
    if coded >= 100:  # before, few answers say little
        found += [
            f"“{theme.title}” has {len(under[theme.key])} of {coded} coded texts. Fewer than {least:.0f} make a weak theme."
            for theme in own
            if len(under[theme.key]) < least and not any(one.parent == theme.key for one in own)
        ]
    for one, other in combinations(own, 2):
        if SequenceMatcher(None, one.title.casefold(), other.title.casefold()).ratio() >= TITLES_ALIKE:
            found.append(f"“{one.title}” and “{other.title}” have nearly the same title.")
        either, both = under[one.key] | under[other.key], under[one.key] & under[other.key]
        if len(both) >= FEWEST_ANSWERS and len(both) / len(either) >= ANSWERS_ALIKE:
            found.append(f"“{one.title}” and “{other.title}” stand under nearly the same texts ({len(both)} of {len(either)}).")
    return found


def _extracts_under(frame: Frame) -> dict[str, set[int]]:
    today = now(frame)
    found: dict[str, set[int]] = {key: set() for key in today}
    for extract, key in standing_codings(frame).filter(extract__in=to_code(frame)).values_list("extract", "theme"):
        found[today[key]].add(extract)
    return found
