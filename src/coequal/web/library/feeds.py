"""Feeds of the library, for whoever wants to hear of new versions: all policies, or one."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from coequal.comparison.naming import titled
from coequal.policies.binding import span
from coequal.policies.model import Policy
from coequal.policies.told import about
from coequal.policies.words import SEEN
from coequal.web.library.listing import address
from coequal.web.shelf import shelf

Versions = tuple[Policy, ...]
if TYPE_CHECKING:
    _Feed = Feed[Policy, Versions]
else:
    _Feed = Feed  # it takes no parameters when it runs


def day_of(policy: Policy) -> date | None:
    """The day of the newest thing that is known of a version: when it began, or when its source was seen."""
    return max((day for day in (policy.starts.read_as, policy.source.seen) if day), default=None)


class _Versions(_Feed):
    """One entry a version."""

    feed_type = Atom1Feed
    author_name = item_author_name = "coequal"  # the site; whose policies they are stands in each entry

    def items(self, obj: Versions) -> Sequence[Policy]:
        """The versions, the newest first."""
        return sorted(obj, key=lambda policy: (day_of(policy) or date.min, policy.id, policy.version), reverse=True)

    def item_title(self, item: Policy) -> str:
        """The area, the title and the version."""
        return f"{titled(item)}, version {item.version}"

    def item_description(self, item: Policy) -> str:
        """Where it stands, how much of it was seen, and its days."""
        days = "; ".join(remark.line for remark in about(item, shelf().library.organisations) if remark.label not in ("", "Owner"))
        return f"{span(item)[1:-1]}; {SEEN[item.completeness]}. {days}"

    def item_link(self, item: Policy) -> str:
        """The page of the version."""
        return reverse("library:version", kwargs={**address(item), "version": item.version})

    def item_guid(self, item: Policy) -> str:
        """A name that stays the same wherever the site is."""
        return f"tag:coequal,2026:{item.id}/{item.version}"

    def item_updateddate(self, item: Policy) -> datetime | None:
        """Its day, as a time."""
        day = day_of(item)
        return datetime.combine(day, time(), UTC) if day else None


class AllPolicies(_Versions):
    """Every version of every policy."""

    title = "Policies in coequal"
    subtitle = "Every version of every policy that this library holds, with its days."

    def get_object(self, _request: HttpRequest) -> Versions:
        """All versions."""
        return tuple(policy for versions in shelf().policies.values() for policy in versions)

    def link(self, _obj: Versions) -> str:
        """The list of policies."""
        return reverse("library:policies")


class OnePolicy(_Versions):
    """Every version of one policy."""

    def get_object(self, _request: HttpRequest, area: str, service: str) -> Versions:
        """Its versions. Raises `NotOnTheShelf`."""
        return shelf().versions(f"{area}/{service}")

    def title(self, obj: Versions) -> str:
        """Which policy it is."""
        return titled(shelf().policy(obj[0].id))

    def subtitle(self, obj: Versions) -> str:
        """What it is about."""
        return f"Versions of the policy {obj[0].id}, with their days."

    def link(self, obj: Versions) -> str:
        """The page of its versions."""
        return reverse("library:versions", kwargs=address(obj[0]))
