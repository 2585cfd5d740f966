"""Every address of the site, found by walking through it, so that none is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from coequal.accounts.guard import EVERYONE
from coequal.accounts.permission import Permission
from coequal.web.api.operations import BY_OPERATION

POLICY = {"area": "norfolk-and-waveney", "service": "assisted-conception", "version": "2022-07"}
PLAIN = {"form": "pdf", "which": "quotes", "file": "counts.csv", "rest": "nowhere", **POLICY}  # what others are, a converter says


@dataclass(frozen=True)
class Address:
    """An address of the site: by which name, for whom, with what answers it, and parts that stand for nothing that is there."""

    name: str
    callback: Any
    parts: tuple[tuple[str, object], ...]

    @property
    def path(self) -> str:
        """An address that leads to the view."""
        return reverse(self.name, kwargs=dict(self.parts))

    @property
    def is_for_everyone(self) -> bool:
        """Whether nobody has to sign in for it."""
        return bool(self.callback.permission == EVERYONE)

    @property
    def is_guarded(self) -> bool:
        """Whether it asks for a permission of people."""
        return isinstance(self.callback.permission, Permission)

    @property
    def is_of_the_api(self) -> bool:
        """Whether its operations say by themselves who may ask."""
        return bool(self.callback.permission == BY_OPERATION)


@cache
def addresses() -> tuple[Address, ...]:
    """All of them."""
    return tuple(_below(get_resolver(), "", {}))


def _below(resolver: URLResolver, space: str, before: dict[str, Any]) -> Iterator[Address]:
    for one in resolver.url_patterns:
        parts = before | one.pattern.converters | dict.fromkeys(getattr(one.pattern, "regex", re.compile("")).groupindex)
        if isinstance(one, URLResolver):
            yield from _below(one, f"{one.namespace}:" if one.namespace else space, parts)
        elif isinstance(one, URLPattern):
            named = {name: _nobodys(name, one.pattern.converters.get(name) or before.get(name)) for name in parts}
            yield Address(f"{space}{one.name}", one.callback, tuple(sorted(named.items())))


def _nobodys(name: str, converter: Any) -> object:
    """A part of an address that is written rightly, and names nothing that is there."""
    regex = getattr(converter, "regex", "")
    if found := re.fullmatch(r"([A-Z]+)-.*", regex):
        return f"{found[1]}-2222-2222"
    if regex == "[0-9]+":
        return 987_654
    return "2021" if regex.startswith("20[") else PLAIN.get(name, "nobodys")
