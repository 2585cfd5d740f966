"""Who may do what, as the table of permissions has it."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from coequal.accounts.acting import THE_SYSTEM, Acting, Post
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import permissions
from coequal.accounts.roles import EXPLAINED, OF_PEOPLE, Role

FINISH = Permission("finish a thing", (Role.GOVERNANCE,), ("begun", "returned"), by_others=True)
ASK = Permission("ask", (Role.SOFTWARE,), scope="ask")
GOVERNANCE = Acting("g", (Post(Role.GOVERNANCE, "A"), Post(Role.ANALYST, "B")))


@dataclass
class Thing:
    state: str = "begun"
    made_by: Any = None
    organisation: Any = field(default_factory=lambda: SimpleNamespace(code="A"))


def test_a_role_counts_for_its_own_organisation() -> None:
    """Governance of A may finish a thing of A, and not one of B, where they are an analyst."""
    assert FINISH.post_of(GOVERNANCE, Thing()) == (Role.GOVERNANCE, "A")
    assert not GOVERNANCE.may(FINISH, Thing(organisation=SimpleNamespace(code="B")))
    assert GOVERNANCE.may(FINISH)
    assert GOVERNANCE.organisations_as(FINISH) == {"A"}
    assert GOVERNANCE.organisations == {"A", "B"}


def test_what_is_done_only_in_some_states_is_refused_in_others() -> None:
    """A thing that is done cannot be finished again."""
    assert [GOVERNANCE.may(FINISH, Thing(state=state)) for state in ("begun", "returned", "done")] == [True, True, False]


def test_nobody_finishes_their_own_thing_where_somebody_else_has_to() -> None:
    """Whoever made it is left out, whatever their role."""
    somebody: Any = object()
    own = Acting("g", GOVERNANCE.posts, somebody)
    assert not own.may(FINISH, Thing(made_by=somebody))
    assert own.may(FINISH, Thing(made_by=object()))


def test_software_needs_the_scope() -> None:
    """A key without the scope opens nothing, nor does a person or the system."""
    assert Acting("k", (Post(Role.SOFTWARE, "A"),), scopes=frozenset({"ask"})).may(ASK)
    assert not Acting("k", (Post(Role.SOFTWARE, "A"),), scopes=frozenset({"tell"})).may(ASK)
    assert not GOVERNANCE.may(ASK)
    assert not THE_SYSTEM.may(ASK)


def test_every_role_is_explained_and_every_permission_is_somebody_s() -> None:
    """No permission stands twice, and none is nobody's."""
    every = list(permissions())
    assert len({one.does for one in every}) == len(every)
    assert all(one.roles for one in every)
    assert set(EXPLAINED) == set(Role)
    assert set(OF_PEOPLE) == set(Role) - {Role.SOFTWARE}
