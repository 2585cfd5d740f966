"""The manual's page on the library: every policy, how much of it was seen, and every rule that was not found."""

from itertools import groupby

from coequal.facts.dates import say_date
from coequal.policies.because import joined
from coequal.policies.library import Library
from coequal.policies.model import Policy

HEADING = """\
# The library

<!-- Made by `make manual` from the policies themselves. Change them, not this page. -->

Every policy that is known here, by service. *Whole* means that we read all of it; *partial*, that we read a part of its owner's own text; *second-hand*, that we know it from others, such as a newspaper, a charity or a clinic.
Nobody is ever found eligible under a policy that is not whole. Where it says *not found*, we looked in what was seen and did not find that rule; there may be one.
"""


def page() -> str:
    """The page."""
    library = Library()
    policies = sorted(library.policies(), key=lambda policy: (policy.service, policy.id, policy.version))
    counted = joined(
        f"{sum(policy.completeness == how for policy in policies)} {how}" for how in ("whole", "partial", "second-hand")
    )
    parts = [f"{HEADING}\n{len(policies)} versions: {counted}."]
    for service, found in groupby(policies, key=lambda policy: policy.service):
        rows = [_row(policy, library) for policy in found]
        head = "| policy | version | owner | status | from | seen | source |\n| --- | --- | --- | --- | --- | --- | --- |"
        parts.append(f"## {library.vocabulary(service).dictionary.title}\n\n{head}\n" + "\n".join(rows))
    parts.append("## What was not found\n\n" + "\n".join(_not_found(policy) for policy in policies if policy.not_found))
    return "\n\n".join(parts) + "\n"


def _row(policy: Policy, library: Library) -> str:
    start = say_date(policy.starts.read_as) if policy.starts.read_as else "not known"
    owners = ", ".join(dict.fromkeys(owner.code for owner in policy.owners)) or "none"
    source = f"[{policy.source.title}]({policy.source.url})" if policy.source.url else policy.source.title
    path = policy.file.file.partition(f"{library.folder.name}/")[2]
    cells = (f"[{policy.id}](../../library/{path})", policy.version, owners, policy.status, start, policy.completeness, source)
    return f"| {' | '.join(cells)} |"


def _not_found(policy: Policy) -> str:
    return f"- **{policy.id}, {policy.version}:** {', '.join(policy.not_found)}."
