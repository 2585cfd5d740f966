"""What people call a policy beside others: by its area or, beside another version of itself, by its version."""

from collections.abc import Iterable, Sequence
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

    Versions of one area by themselves are named without it. Where one version is there twice, they are told apart by their status,
    or else by their files; where nothing tells them apart, they are called the same.
    """
    ids = [policy.id for policy in policies]
    alone = len(set(ids)) == 1 < len(ids)

    def label(policy: Policy) -> str:
        if ids.count(policy.id) == 1:
            return policy.area
        alike = [other for other in policies if (other.id, other.version) == (policy.id, policy.version)]
        version = f"version {policy.version}" if alone else f"{policy.area}, version {policy.version}"
        if _differ(one.status for one in alike):
            return f"{version} ({policy.status})"
        file = _file(policy, alike)
        return file if alone and file else f"{version} ({file})" if file else version

    return [label(policy) for policy in policies]


def _file(policy: Policy, alike: Sequence[Policy]) -> str:
    """The name of a policy's file or, where others have the same, the path; nothing where that tells it from none of them."""
    files = [Path(one.file.file) for one in alike]
    if _differ(file.name for file in files):
        return Path(policy.file.file).name
    return policy.file.file if _differ(map(str, files)) else ""


def _differ(texts: Iterable[str]) -> bool:
    """Whether no two of several texts, of which there are two or more, are alike."""
    found = list(texts)
    return 1 < len(found) == len(set(found))


def where(policy: Policy, label: str) -> str:
    """A label as a sentence has it: `in Luton`, `under the NICE guideline`, `under version 2024-02`."""
    names_area = label == policy.area or label.startswith(f"{policy.area}, ")
    return f"in {label}" if names_area and not is_guideline(policy.id) else f"under {label}"
