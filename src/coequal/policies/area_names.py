"""What people call the area of a policy, of which the id of the policy has no more than small letters and hyphens."""

import re
from collections.abc import Mapping
from typing import Final

from coequal.organisations.register import Organisations

_SMALL: Final = ("and", "of", "on", "in", "the", "upon", "with", "under")
_LETTERS: Final = {"ccg": "CCG", "ccgs": "CCGs", "icb": "ICB"}
_GUIDELINE: Final = "nice"
_BODY: Final = re.compile(r"^NHS | (?:ICB|CCG)$")
_LETTERS_OF_IDS: Final = re.compile(r"[a-z0-9]+")


def area_of(policy_id: str) -> str:
    """The area in the id of a policy as a name: `Norfolk and Waveney` of `norfolk-and-waveney/assisted-conception`.

    Commas and other capitals than these an id does not have, so a library that knows the area knows better.
    """
    words = area_id(policy_id).split("-")
    if words == [_GUIDELINE]:
        return "the NICE guideline"
    return _hyphenated(" ".join(_word(word, first=place == 0) for place, word in enumerate(words)))


def area_id(policy_id: str) -> str:
    """What the id of a policy has of its area."""
    return policy_id.partition("/")[0]


def is_guideline(policy_id: str) -> bool:
    """Whether it is nobody's policy but the guideline, which has no area."""
    return area_id(policy_id) == _GUIDELINE


def area_names(found: Organisations) -> Mapping[str, str]:
    """The names of areas and bodies, by what an id has of them. What most bodies share is left out of their names."""
    bodies = (_BODY.sub("", body.name) for body in found.bodies.values())
    return {as_id(name): _hyphenated(name) for name in (*bodies, *(area.name for area in found.areas.values()))}


def as_id(name: str) -> str:
    """A name as an id has it: in small letters and digits, with hyphens between."""
    return "-".join(_LETTERS_OF_IDS.findall(name.casefold()))


def _hyphenated(name: str) -> str:
    return name.replace(" on ", "-on-")  # as in Stoke-on-Trent


def _word(word: str, *, first: bool) -> str:
    plain = word if word in _SMALL and not first else word.capitalize()
    return _LETTERS.get(word, plain)
