"""What a draft may begin from: the versions in the library, an organisation's own first."""

from collections.abc import Iterator
from datetime import date

from coequal.accounts.models import Organisation
from coequal.policies.model import Policy
from coequal.policies.standing import answering
from coequal.web.comparing.choosing import called, name_of
from coequal.web.shelf import shelf

_MODEL = "model-policy/"


def choices(organisations: list[Organisation]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The versions to choose from, in groups: own, the model policy, and those of other areas by service."""
    own: list[Policy] = []
    model: list[Policy] = []
    others: dict[str, list[Policy]] = {}
    codes, today = {one.code for one in organisations}, shelf().today()
    for policy in _every():
        if _is_own(policy, codes, today):
            own.append(policy)
        elif (policy.family or "").startswith(_MODEL):
            model.append(policy)
        else:
            others.setdefault(f"Other areas’: {policy.vocabulary.dictionary.title}", []).append(policy)
    groups = [("Your organisation’s own", own), ("The model policy", model), *sorted(others.items())]
    return [(title, _said(found)) for title, found in groups if found]


def _every() -> Iterator[Policy]:
    for versions in shelf().policies.values():
        yield from versions


def _is_own(policy: Policy, codes: set[str], today: date) -> bool:
    """Whether an organisation adopted a policy, took it over, or answers for it today."""
    named = {owner.code for owner in policy.owners}
    return bool(codes & (named | {body.code for body in answering(policy, shelf().library.organisations, today)}))


def _said(policies: list[Policy]) -> list[tuple[str, str]]:
    named = [(name_of(policy), f"{policy.vocabulary.dictionary.title}: {called(policy)}") for policy in policies]
    return sorted(named, key=lambda one: one[1].casefold())


def in_force(policy_id: str, but: str = "") -> Policy | None:
    """The version of a policy that binds today, or else its latest; None where the library has none, or only the version `but`."""
    if policy_id not in shelf().policies:
        return None
    found = shelf().policy(policy_id)
    return None if found.version == but else found
