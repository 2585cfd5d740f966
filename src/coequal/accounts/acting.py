"""Who acts: a person in the roles that they have, or an organisation's software by its key."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from coequal.accounts.roles import Role

if TYPE_CHECKING:
    from coequal.accounts.models import ApiKey, Person
    from coequal.accounts.permission import Permission, Thing


class Post(NamedTuple):
    """A role for an organisation, which is named by its code."""

    role: Role
    organisation: str


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts: their name for the trail, the posts that they hold, and of software the scopes of its key."""

    name: str
    posts: tuple[Post, ...]
    person: "Person | None" = None
    scopes: frozenset[str] = frozenset()
    acts_as: Post | None = None  # the post that allows what they are doing now

    @property
    def role(self) -> str:
        """The role in which they act now; nothing where none matters."""
        return self.acts_as.role if self.acts_as else ""

    @property
    def organisation(self) -> str:
        """The code of the organisation for which they act now; nothing where they act for none."""
        return self.acts_as.organisation if self.acts_as else ""

    def acting_as(self, post: Post) -> "Acting":
        """The same, acting in a post."""
        return replace(self, acts_as=post)

    def may(self, permission: "Permission", thing: "Thing | None" = None) -> bool:
        """Whether they may do something, to a thing where it is about one."""
        return permission.post_of(self, thing) is not None

    @property
    def organisations(self) -> frozenset[str]:
        """The codes of the organisations that they act for."""
        return frozenset(post.organisation for post in self.posts)

    def organisations_as(self, permission: "Permission") -> frozenset[str]:
        """The codes of the organisations for which they have a role that a permission asks for."""
        return frozenset(post.organisation for post in self.posts if post.role in permission.roles)


THE_SYSTEM = Acting("the system", ())


def person_acting(person: "Person") -> Acting:
    """A person, with the posts that they hold now; what is only offered to them is none."""
    held = person.memberships.select_related("organisation").filter(accepted__isnull=False).order_by("pk")
    posts = tuple(Post(Role(one.role), one.organisation.code) for one in held)
    return Acting(person.email, posts, person)


def key_acting(key: "ApiKey") -> Acting:
    """The software that holds a key."""
    code = key.organisation.code
    return Acting(f"key {key.prefix}", (Post(Role.SOFTWARE, code),), scopes=frozenset(key.scopes))
