"""What people call a policy beside others: by its area or, beside another version of itself, by its version."""

from collections.abc import Sequence
from pathlib import Path

from coequal.policies.area_names import as_id, is_guideline
from coequal.policies.model import Policy


def titled(policy: Policy) -> str:
    """The title of a policy with its area, where the title does not name that itself."""
    area = policy.area
    return policy.title if names_its_area(policy) else f"{policy.title}: {area[:1].upper()}{area[1:]}"


def names_its_area(policy: Policy) -> bool:
    """Whether the title of a policy names its area."""
    return as_id(policy.area) in as_id(policy.title)


def labels(policies: Sequence[Policy]) -> list[str]:
    """A name for each of several policies: its area, and the version where several are of one area.

    Versions of one area by themselves are named without it, and one version in two files by the files.
    """
    ids = [policy.id for policy in policies]
    versions = [(policy.id, policy.version) for policy in policies]
    alone = len(set(ids)) == 1 < len(ids)

    def label(policy: Policy) -> str:
        if ids.count(policy.id) == 1:
            return policy.area
        file = Path(policy.file.file).name if versions.count((policy.id, policy.version)) > 1 else ""
        area = "" if alone else f"{policy.area}, "
        return file if alone and file else f"{area}version {policy.version}{f' ({file})' if file else ''}"

    return [label(policy) for policy in policies]


def where(policy: Policy, label: str) -> str:
    """A label as a sentence has it: `in Luton`, `under the NICE guideline`, `under version 2024-02`."""
    return f"in {label}" if label.startswith(policy.area) and not is_guideline(policy.id) else f"under {label}"
