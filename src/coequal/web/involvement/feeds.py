"""Feeds of involvements, for whoever wants to hear of each step: all of them, or one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from coequal.involvement.conduct.history import Happened, happened
from coequal.involvement.invented import made_up
from coequal.involvement.models import Involvement
from coequal.web.involvement.found import public_involvement


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened to an involvement."""

    involvement: Involvement
    happened: Happened


if TYPE_CHECKING:
    _Feed = Feed[Entry, Sequence[Involvement]]
else:
    _Feed = Feed  # it takes no parameters when it runs
_MOST: Final = 100  # entries of a feed


class _Happenings(_Feed):
    """One entry for each thing that happened."""

    feed_type = Atom1Feed
    author_name = item_author_name = "coequal"  # the site; whose involvement it is stands in each entry

    def items(self, obj: Sequence[Involvement]) -> list[Entry]:
        """What happened, the newest first."""
        return sorted(_entries(obj), key=lambda entry: entry.happened.at, reverse=True)[:_MOST]

    def item_title(self, item: Entry) -> str:
        """Which involvement it is."""
        return item.involvement.title

    def item_description(self, item: Entry) -> str:
        """What happened, whose it is, and of an invented area that it is one."""
        notices = [f" {one.title}. {one.text}" for one in made_up(item.involvement.organisation)]
        return escape(f"{item.happened.says} ({item.involvement.whose}){''.join(notices)}")  # which readers take for HTML

    def item_link(self, item: Entry) -> str:
        """The page of the involvement."""
        return reverse("involvement:one", kwargs={"reference": item.involvement.reference})

    def item_guid(self, item: Entry) -> str:
        """A name that stays the same wherever the site is."""
        return f"tag:coequal,2026:{item.involvement.reference}/{item.happened.key}"

    def item_updateddate(self, item: Entry) -> datetime:
        """When it happened."""
        return item.happened.at


def _entries(found: Sequence[Involvement]) -> Iterator[Entry]:
    for one in found:
        yield from (Entry(one, what) for what in happened(one))


class EveryInvolvement(_Happenings):
    """Every involvement that was announced."""

    title = "Have your say: involvement in coequal"
    subtitle = "What happens to every involvement of the public that is announced here."

    def get_object(self, _request: HttpRequest) -> Sequence[Involvement]:
        """All that were announced."""
        return tuple(Involvement.objects.filter(announced__isnull=False).select_related("organisation"))

    def link(self, _obj: Sequence[Involvement]) -> str:
        """The list of involvements."""
        return reverse("involvement:list")


class OneInvolvement(_Happenings):
    """One involvement."""

    def get_object(self, _request: HttpRequest, reference: str) -> Sequence[Involvement]:
        """The involvement that is named. Raises `Http404`."""
        return (public_involvement(reference),)

    def title(self, obj: Sequence[Involvement]) -> str:
        """Which one it is."""
        return obj[0].title

    def subtitle(self, obj: Sequence[Involvement]) -> str:
        """Whose it is."""
        return f"What happens to this involvement of {obj[0].whose}."

    def link(self, obj: Sequence[Involvement]) -> str:
        """Its page."""
        return reverse("involvement:one", kwargs={"reference": obj[0].reference})
