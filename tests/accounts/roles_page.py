"""The manual's page on roles, made from the table of permissions and from the views that name them."""

from django.urls import URLResolver, get_resolver

from coequal.accounts.permission import Permission
from coequal.accounts.permissions import permissions
from coequal.accounts.roles import EXPLAINED, OF_PEOPLE, Role

HEADING = """\
# Who may do what

<!-- Made by `make manual` from coequal.accounts.permissions and from the views. Change those, not this page. -->

Everybody may read policies, check a case, find the policy that binds, and compare: that needs no account.
Whoever works with the site has one or more **roles**, each for an organisation. A role counts for that organisation alone: what belongs to another one is answered as if it were not there.
Software of an organisation has no role but a **key**, with scopes.
Every request is tried against this table when it is made, so a role that is taken away ends at once.

| role | what it is for |
| --- | --- |
"""


def page() -> str:
    """The whole page."""
    return HEADING + _roles() + _table() + _pages()


def _roles() -> str:
    return "".join(f"| {role} | {EXPLAINED[role]} |\n" for role in Role)


def _table() -> str:
    """What can be done, and by whom."""
    lines = "".join(f"| {one.does} | {_who(one)} | {_when(one)} |\n" for one in permissions())
    return f"\n## What can be done\n\n| what | by whom | when |\n| --- | --- | --- |\n{lines}"


def _who(permission: Permission) -> str:
    if set(permission.roles) == set(OF_PEOPLE):
        return "every role"
    if permission.scope:
        return f"software with a key for `{permission.scope}`"
    return " or ".join(permission.roles)


def _when(permission: Permission) -> str:
    """In which states of the thing, and that it is for others than its maker."""
    said = [f"while it is {' or '.join(permission.states)}"] if permission.states else []
    return ", ".join([*said, *["not by whoever made it"] * permission.by_others]) or "always"


def _pages() -> str:
    """Every page of staff, with what it asks for."""
    found = sorted(_guarded(get_resolver(), ""))
    lines = "".join(f"| `/{address}` | {see} | {'the same' if see == send else send} |\n" for address, see, send in found)
    head = "\n## What each page asks for\n\nEvery page that is not named here is for everybody.\n\n| page | to see it | to send it |\n| --- | --- | --- |\n"
    return head + lines


def _guarded(resolver: URLResolver, above: str) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for one in resolver.url_patterns:
        address = above + str(one.pattern)
        if isinstance(one, URLResolver):
            found += _guarded(one, address)
        elif isinstance(getattr(one.callback, "permission", None), Permission):
            found.append((address, one.callback.permission.does, one.callback.posting.does))
    return found
