"""Requests that ask for the same, as they are shown before anybody judges one of them."""

from dataclasses import dataclass

from coequal.pages.words import plural
from coequal.referrals.deciding.similar import patients_alike, similar
from coequal.referrals.models import Request
from coequal.referrals.rules.in_force import rules_for


@dataclass(frozen=True, slots=True)
class Alike:
    """How many people ask for the same and what the rules say of that, and the other requests. `links`: whether each is one."""

    says: str
    rows: tuple[Request, ...]
    links: bool


def shown(request: Request, *, links: bool = True) -> Alike:
    """The requests that ask for the same as one, without anything that says of whom they are."""
    rows, rules = tuple(similar(request)), rules_for(request)
    if not rows:
        return Alike("No other request asks for the same, as far as can be seen from what stands in the open.", (), links)
    count = patients_alike(request)
    says = f"{plural(count, 'patient asks', 'patients ask')} for the same, this one among them."
    if rules.are_several(count):
        says += " By the commissioner’s rules that is a question about the policy: look at it as a service development."
    elif rules.most_similar is None:
        says += " From how many on it is a question about the policy was not found in the commissioner’s rules."
    else:
        says += f" More than {rules.most_similar} would be a question about the policy."
    return Alike(says, rows, links)
