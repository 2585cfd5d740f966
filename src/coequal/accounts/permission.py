"""What a permission is: one thing that can be done, and who may do it. The table of all of them is `permissions`."""

from dataclasses import dataclass
from typing import Final, Protocol

from coequal.accounts.acting import Acting, Post
from coequal.accounts.roles import Role
from coequal.errors import CoequalError


class Belonging(Protocol):
    """An organisation."""

    @property
    def code(self) -> str:
        """Its code."""


class Thing(Protocol):
    """What can be acted on: it belongs to an organisation, and is in a state."""

    @property
    def organisation(self) -> Belonging:
        """Whose it is."""

    @property
    def state(self) -> str:
        """Where it stands, in a word or two."""


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that can be done, and who may do it. Without `states` it can be done in every state."""

    does: str
    roles: tuple[Role, ...]
    states: tuple[str, ...] = ()
    scope: str = ""
    by_others: bool = False  # never by whoever made the thing, whatever their role

    def post_of(self, acting: Acting, thing: Thing | None = None) -> Post | None:
        """The post in which somebody may do this, to a thing where it is about one; None where they may not."""
        if thing is not None and not self._is_open(acting, thing):
            return None
        return next((post for post in acting.posts if self._is_held(post, acting, thing)), None)

    def _is_open(self, acting: Acting, thing: Thing) -> bool:
        own = acting.person is not None and getattr(thing, "made_by", None) == acting.person
        return (not self.states or thing.state in self.states) and not (self.by_others and own)

    def _is_held(self, post: Post, acting: Acting, thing: Thing | None) -> bool:
        if post.role not in self.roles or (thing is not None and thing.organisation.code != post.organisation):
            return False
        return post.role is not Role.SOFTWARE or self.scope in acting.scopes


class NotAllowed(CoequalError):
    """Somebody tried what they may not do."""


NAMED: Final[list[Permission]] = []  # in the order of the table


def may(  # noqa: D103  # the table below is what is read
    does: str, *roles: Role, in_states: tuple[str, ...] = (), by_others: bool = False
) -> Permission:
    NAMED.append(Permission(does, roles, in_states, by_others=by_others))
    return NAMED[-1]


def may_software(does: str, scope: str) -> Permission:
    """What software may do that has a key with a scope."""
    NAMED.append(Permission(does, (Role.SOFTWARE,), scope=scope))
    return NAMED[-1]
