"""What people call a policy beside others: by its area or, beside another version of itself, by its version."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from coequal.policies.library import Library
from coequal.policies.model import Policy

_SMALL: Final = ("and", "of", "on", "in", "the", "upon", "with", "under")
_LETTERS: Final = {"ccg": "CCG", "ccgs": "CCGs", "icb": "ICB"}
_GUIDELINE: Final = "nice"
_BODY: Final = re.compile(r"^NHS | (?:ICB|CCG)$")
_LETTERS_OF_IDS: Final = re.compile(r"[a-z0-9]+")


def area_name(policy_id: str) -> str:
    """The area in the id of a policy as a name: `Norfolk and Waveney` of `norfolk-and-waveney/assisted-conception`.

    An area or a body that is known is called as it calls itself: an id has no commas.
    """
    area = policy_id.partition("/")[0]
    if area == _GUIDELINE:
        return "the NICE guideline"
    if area in _known():
        return _known()[area]
    words = area.split("-")
    said = " ".join(_word(word, first=place == 0) for place, word in enumerate(words))
    return said.replace(" on ", "-on-")  # as in Stoke-on-Trent


def titled(policy: Policy) -> str:
    """The title of a policy with its area, where the title does not name that itself."""
    area = area_name(policy.id)
    return policy.title if names_its_area(policy) else f"{policy.title}: {area[:1].upper()}{area[1:]}"


def names_its_area(policy: Policy) -> bool:
    """Whether the title of a policy names its area."""
    return _as_id(area_name(policy.id)) in _as_id(policy.title)


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    """The names of the areas and bodies of coequal and of installed packages, by what an id has of them.

    What most bodies share is left out of their names.
    """
    found = Library().organisations
    bodies = (_BODY.sub("", body.name) for body in found.bodies.values())
    return {_as_id(name): name.replace(" on ", "-on-") for name in (*bodies, *(area.name for area in found.areas.values()))}


def _as_id(name: str) -> str:
    return "-".join(_LETTERS_OF_IDS.findall(name.casefold()))


def _word(word: str, *, first: bool) -> str:
    plain = word if word in _SMALL and not first else word.capitalize()
    return _LETTERS.get(word, plain)


def labels(policies: Sequence[Policy]) -> list[str]:
    """A name for each of several policies: its area, and the version where several are of one area.

    Versions of one area by themselves are named without it, and one version in two files by the files.
    """
    ids = [policy.id for policy in policies]
    versions = [(policy.id, policy.version) for policy in policies]
    alone = len(set(ids)) == 1 < len(ids)

    def label(policy: Policy) -> str:
        if ids.count(policy.id) == 1:
            return area_name(policy.id)
        file = Path(policy.file.file).name if versions.count((policy.id, policy.version)) > 1 else ""
        area = "" if alone else f"{area_name(policy.id)}, "
        return file if alone and file else f"{area}version {policy.version}{f' ({file})' if file else ''}"

    return [label(policy) for policy in policies]


def where(policy: Policy, label: str) -> str:
    """A label as a sentence has it: `in Luton`, `under the NICE guideline`, `under version 2024-02`."""
    return (
        f"in {label}" if label.startswith(area_name(policy.id)) and policy.id.partition("/")[0] != _GUIDELINE else f"under {label}"
    )
