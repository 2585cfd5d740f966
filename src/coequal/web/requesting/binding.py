"""Which policy a funding request is about: one that surely binds, none, or one that may, of which people say whether it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from coequal.comparison.naming import titled
from coequal.policies.model import Policy
from coequal.referrals.requesting.beginning import Beginning
from coequal.web.requesting.pages import OTHER_SERVICE
from coequal.web.shelf import shelf

NOT_KNOWN: Final = "not known"


class NotCertain(Exception):  # it is a question, and no error
    """Which policy counts is not certain, and nobody has said. `choices` are what can be said, each with its words."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        """Take what can be said."""
        super().__init__("Say which policy counts.")
        self.choices = choices


@dataclass(frozen=True, slots=True)
class Binding:
    """The version that surely binds a commissioner for a service on a day, if any, and else those that may."""

    surely: Policy | None
    perhaps: tuple[Policy, ...]

    def may_be(self, policy: Policy) -> bool:
        """Whether a text binds or may bind."""
        return policy.digest in {one.digest for one in (self.surely, *self.perhaps) if one}

    def chosen(self, said: str, checked: Policy | None) -> Policy | None:
        """The policy of a request; None where none binds, or where somebody `said` that it is not known.

        Under a `checked` one nothing else can be said than that. Raises `NotCertain` where it has to be said and was not.
        """
        if self.surely or not self.perhaps:
            return self.surely
        offered = {key_of(one): one for one in ([checked] if checked else self.perhaps)}
        if said != NOT_KNOWN and said not in offered:
            leaves = ": the request is begun without a policy, and without what you told the checker" if checked else ""
            raise NotCertain({**{key: _words(one) for key, one in offered.items()}, NOT_KNOWN: f"It is not known{leaves}"})
        return offered.get(said)

    def says(self, policy: Policy | None) -> str:
        """What stands in the record where the policy was not certain."""
        if self.surely or not self.perhaps:
            return ""
        if policy is None:
            return "Which policy counts was not known when this was begun."
        return f"That {_words(policy)}, counts was not certain. Whoever began this said that it does."


def binding(asked: Beginning) -> Binding:
    """What binds the commissioner for the service on the day of the referral.

    A body has several areas, and of the patient's nothing is known here: only what binds in all of them surely binds.
    """
    body = shelf().library.organisations.bodies.get(asked.commissioner.code)
    if body is None or asked.service == OTHER_SERVICE:
        return Binding(None, ())
    found = shelf().finder(asked.service).of_body(body, asked.referred_on)
    return Binding(found.policy, () if found.policy else tuple(one.policy for one in found.candidates))


def key_of(policy: Policy) -> str:
    """By what a version is named in the form."""
    return f"{policy.id}@{policy.version}"


def _words(policy: Policy) -> str:
    return f"{titled(policy)}, version {policy.version}"
