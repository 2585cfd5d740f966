"""Feeds of updates, for whoever wants to hear of each step: of all programmes, of one, or of one service area."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from coequal.facts.dates import say_date
from coequal.involvement.invented import made_up
from coequal.programmes.models import Update
from coequal.programmes.telling import public
from coequal.web.programmes.found import public_area, public_programme


@dataclass(frozen=True, slots=True)
class Told:
    """Updates of something: what it is, where it can be read, and what was told."""

    title: str
    says: str
    address: str
    updates: QuerySet[Update]


if TYPE_CHECKING:
    _Feed = Feed[Update, Told]
else:
    _Feed = Feed  # it takes no parameters when it runs
_MOST: Final = 100  # entries of a feed


class _Updates(_Feed):
    """One entry for each update."""

    feed_type = Atom1Feed
    author_name = item_author_name = "coequal"  # the site; whose programme it is stands in each entry

    def title(self, obj: Told) -> str:
        """Of what."""
        return obj.title

    def subtitle(self, obj: Told) -> str:
        """What stands in it."""
        return obj.says

    def link(self, obj: Told) -> str:
        """Where it can be read."""
        return obj.address

    def items(self, obj: Told) -> QuerySet[Update]:
        """The updates, the latest that were told first."""
        return obj.updates.select_related("programme__organisation", "area").order_by("-at", "-pk")[:_MOST]

    def item_title(self, item: Update) -> str:
        """Of which programme, and of which of its service areas."""
        return f"{item.programme.title}: {item.area.title}" if item.area else item.programme.title

    def item_description(self, item: Update) -> str:
        """What is told, of which day, where it stands, and of an invented area that it is one."""
        day = item.printed or say_date(item.on)
        source = f" Source: {item.source}." if item.source else ""
        past = " Recorded from sources." if item.programme.history_only else ""
        notices = [f" {one.title}. {one.text}" for one in made_up(item.organisation)]
        return escape(f"{day}: {item.says}{source}{past}{''.join(notices)}")  # which readers take for HTML

    def item_link(self, item: Update) -> str:
        """The page of the service area or of the programme."""
        parts = {"reference": item.programme.reference}
        if item.area is None:
            return reverse("programmes:one", kwargs=parts)
        return reverse("programmes:area", kwargs={**parts, "area": item.area.reference})

    def item_guid(self, item: Update) -> str:
        """A name that stays the same wherever the site is."""
        return f"tag:coequal,2026:{item.programme.reference}/{item.at.isoformat()}"

    def item_updateddate(self, item: Update) -> datetime:
        """When it was told."""
        return item.at


class EveryProgramme(_Updates):
    """Every programme that was published."""

    def get_object(self, _request: HttpRequest) -> Told:
        """All of them."""
        says = "What is told of every programme that aligns policies and is published here."
        return Told("Programmes in coequal", says, reverse("programmes:list"), public.updates())


class OneProgramme(_Updates):
    """One programme."""

    def get_object(self, _request: HttpRequest, reference: str) -> Told:
        """The programme that is named. Raises `Http404`."""
        found = public_programme(reference)
        address = reverse("programmes:one", kwargs={"reference": reference})
        return Told(found.title, f"What is told of this programme of {found.organisation}.", address, found.updates.all())


class OneArea(_Updates):
    """One service area of a programme."""

    def get_object(self, _request: HttpRequest, reference: str, area: str) -> Told:
        """The service area that is named. Raises `Http404`."""
        found = public_area(reference, area)
        address = reverse("programmes:area", kwargs={"reference": reference, "area": area})
        says = f"What is told of this service area of: {found.programme.title}."
        return Told(found.title, says, address, found.updates.all())
