"""Every page says who may see it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from coequal.accounts.guard import EVERYONE
from coequal.accounts.permissions import SCOPES
from coequal.web.api.interface import api
from coequal.web.api.operations import BY_OPERATION


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from patterns(one)


def test_every_view_names_its_permission() -> None:
    """A view that names none would be open to everybody by mistake."""
    found = list(patterns(get_resolver()))
    assert len(found) > 40
    assert [str(one.pattern) for one in found if not hasattr(one.callback, "permission")] == []


def test_every_operation_of_the_api_names_its_permission() -> None:
    """It is for everyone or needs a scope; an address leaves it to its operations, and no other view does."""
    bound = [view for router in api._get_bound_routers() for view in router.path_operations.values()]
    found = [operation for view in bound for operation in view.operations]
    assert len(found) > 10
    assert all(one.view_func.permission in (EVERYONE, *SCOPES.values()) for one in found)
    left = [str(one.pattern) for one in patterns(get_resolver()) if getattr(one.callback, "permission", None) == BY_OPERATION]
    assert len(left) == len(bound)
