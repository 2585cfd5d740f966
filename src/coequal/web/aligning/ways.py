"""Where each thing is put right that is in the way of a stage: the pages that a gate of a service area leads to."""

from collections.abc import Callable, Iterator
from typing import Final

from django.urls import reverse

from coequal.programmes.models import ServiceArea
from coequal.programmes.stages import gates
from coequal.programmes.stages.gate import Gate
from coequal.web.aligning.pages import desk_of

Ways = Iterator[tuple[str, str]]  # addresses, each with the words that lead there


def ways_of(gate: Gate, area: ServiceArea) -> list[tuple[str, str]]:
    """The pages on which what a gate asks for is put right."""
    return list(_WAYS[gate.key](area))


def _involvements(view: str) -> Callable[[ServiceArea], Ways]:
    """A page of each involvement of the service area and, where there is none, that on which one is named."""

    def ways(area: ServiceArea) -> Ways:
        found = list(area.involvements.order_by("pk"))
        for one in found:
            yield reverse(view, kwargs={"reference": one.reference}), one.title
        if not found:
            yield desk_of(area, "links"), "Name the involvements of this service area"

    return ways


def _own(view: str, words: str) -> Callable[[ServiceArea], Ways]:
    """A page of the desk of the service area."""
    return lambda area: iter([(desk_of(area, view), words)])


def _its(view: str, words: str) -> Callable[[ServiceArea], Ways]:
    """A page of another part of the site about the service area."""
    return lambda area: iter([(reverse(view, kwargs={"reference": area.reference}), words)])


def _meetings(_area: ServiceArea) -> Ways:
    yield reverse("governing:list"), "Meetings"


_WAYS: Final[dict[str, Callable[[ServiceArea], Ways]]] = {
    gates.CASE_PUBLISHED.key: _own("case", "The case for change"),
    gates.HEARD.key: _involvements("hearing:desk"),
    gates.RECOMMENDED.key: _its("prioritising:rounds", "Rounds of scoring"),
    **dict.fromkeys(
        (gates.JUDGED.key, gates.CHOICE.key, gates.SHORTENED.key, gates.APPRAISED.key, gates.IMPACTS.key),
        _its("prioritising:options", "Options"),
    ),
    gates.CLOSED.key: _involvements("hearing:desk"),
    gates.REPORTED.key: _involvements("findings:desk"),
    gates.CONSIDERED.key: _involvements("findings:considerations"),
    gates.ACCEPTED.key: _own("proposal", "The text that is proposed"),
    gates.MEETING.key: _meetings,
    gates.RATIFIED.key: _meetings,
    gates.STARTED.key: _own("stages", "Every stage with its days"),
}
