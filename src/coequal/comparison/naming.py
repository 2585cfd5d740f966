"""What people call a policy beside others: by its area or, beside another version of itself, by its version."""

from collections.abc import Sequence
from typing import Final

from coequal.policies.model import Policy

_SMALL: Final = ("and", "of", "on", "the", "upon", "with", "under")
_LETTERS: Final = {"ccg": "CCG", "ccgs": "CCGs", "icb": "ICB"}
_GUIDELINE: Final = "nice"


def area_name(policy: Policy) -> str:
    """The area of a policy as a name: `Norfolk and Waveney` of `norfolk-and-waveney/assisted-conception`."""
    area = policy.id.partition("/")[0]
    if area == _GUIDELINE:
        return "the NICE guideline"
    words = area.split("-")
    return " ".join(_word(word, first=place == 0) for place, word in enumerate(words))


def _word(word: str, *, first: bool) -> str:
    plain = word if word in _SMALL and not first else word.capitalize()
    return _LETTERS.get(word, plain)


def labels(policies: Sequence[Policy]) -> list[str]:
    """A name for each of several policies: its area, and its version where several are of one area."""
    ids = [policy.id for policy in policies]
    return [
        area_name(policy) if ids.count(policy.id) == 1 else f"{area_name(policy)}, version {policy.version}" for policy in policies
    ]


def where(policy: Policy, label: str) -> str:
    """A label as a sentence has it: `in Luton`, `under the NICE guideline`."""
    return f"under {label}" if policy.id.startswith(f"{_GUIDELINE}/") else f"in {label}"
