"""Every page says who may see it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


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
