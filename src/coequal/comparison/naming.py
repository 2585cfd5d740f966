"""What people call a policy beside others: by its area or, beside another version of itself, by its version."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from coequal.policies.model import Policy

_SMALL: Final = ("and", "of", "on", "in", "the", "upon", "with", "under")
_LETTERS: Final = {"ccg": "CCG", "ccgs": "CCGs", "icb": "ICB"}
_GUIDELINE: Final = "nice"


def area_name(policy_id: str) -> str:
    """The area in the id of a policy as a name: `Norfolk and Waveney` of `norfolk-and-waveney/assisted-conception`."""
    area = policy_id.partition("/")[0]
    if area == _GUIDELINE:
        return "the NICE guideline"
    words = area.split("-")
    said = " ".join(_word(word, first=place == 0) for place, word in enumerate(words))
    return said.replace(" on ", "-on-")  # as in Stoke-on-Trent


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
