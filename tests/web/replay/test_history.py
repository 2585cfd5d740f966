"""The real history, from an empty database through the pages alone, comes to what the demonstration records of it."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from coequal.accounts.models import Organisation
from coequal.programmes.models import Programme, ServiceArea
from coequal.programmes.stages.kinds import KEYS
from coequal.web.demonstration.aligned.playing import DEEDS, play
from coequal.web.demonstration.aligned.records import NAMES, record_of
from tests.web.replay.recording import Recording
from tests.web.replay.visitor import Officer, Visitor

pytestmark = pytest.mark.django_db
_REFERENCE = re.compile(r"\b[PT]-\w{4}-\w{4}\b")
_OF_A_MOVE = ("kind", "stage", "on", "printed", "why", "policy", "starts", "source", "url")
_OF_A_FIGURE = ("area__title", "says", "number", "unit", "of", "source", "url", "seen")
_OF_AN_UPDATE = ("area__title", "says", "on", "printed", "source", "url")


def officers(administrator: Officer) -> tuple[Officer, ...]:
    """Three people whom an administrator invites: for policies, for asking the public, and of governance."""
    found = []
    for role in ("Policy manager", "Involvement officer", "Governance"):
        email = f"{role.replace(' ', '.').lower()}@nhs.example"
        administrator.go("/staff/people").follow("Invite somebody").fill("E-mail address", email).choose("Role", role)
        administrator.press("Make the link")
        (link,) = administrator.page.tree.find_class("link-once")
        found.append(Officer.invited(link.text, email))
    return tuple(found)


def kept(programme: Programme) -> dict[str, Any]:
    """All that is kept of a programme, but for references and who recorded it."""
    return {
        "about": (programme.title, programme.purpose.replace("\r\n", "\n"), programme.history_only, programme.ended),
        "names": list(programme.formernames.values_list("title", "until", "why", "source")),
        "commissioners": list(programme.commissioners.values_list("code", "since", "until")),
        "holds": list(programme.holds.values_list("since", "until", "reason", "resumed")),
        "figures": list(programme.figures.values_list(*_OF_A_FIGURE)),
        "updates": list(programme.updates.order_by("pk").values_list(*_OF_AN_UPDATE)),
        "areas": [kept_of(area) for area in programme.areas.all()],
    }


def kept_of(area: ServiceArea) -> dict[str, Any]:
    """All that is kept of a service area."""
    expected = ("printed", "not_before", "not_after", "stated", "source", "url")
    return {
        "about": (area.title, area.service, area.about, area.policies),
        "moves": list(area.moves.values_list(*_OF_A_MOVE)),
        "plans": list(area.plans.values_list("stage", "opens", "ends", "why", "source")),
        "waits": [(one.what, one.happened, list(one.expected.values_list(*expected))) for one in area.outsideevents.all()],
        "involvements": list(area.involvements.order_by("title").values_list("title", flat=True)),
    }


def read(address: str) -> list[str]:
    """What everybody reads of a programme and of each of its service areas, but for references."""
    reader = Visitor()
    programme = Programme.objects.get(reference=address.rpartition("/")[2])
    pages = [address, *(f"{address}/{area.reference}" for area in programme.areas.all())]
    return [_REFERENCE.sub("", reader.go(page).text) for page in pages]


@pytest.mark.parametrize("name", NAMES)
def test_two_ways_come_to_one_result(name: str, first_administrator: Callable[..., Officer]) -> None:
    """What officers record through the pages is, in every row and word for word on the public pages, what the domain comes to."""
    record = record_of(name)
    recording = Recording(*officers(first_administrator("ada@nhs.example", record.code, record.name)))
    shown = read(recording.record(record))
    through_pages = kept(Programme.objects.get())
    recording.end("It is recorded a second time.")  # as there is only one of a name that goes on
    played = play(record, Organisation.objects.get(code=record.code))
    assert through_pages == kept(played)
    for mine, theirs in zip(shown, read(f"/programmes/{played.reference}"), strict=True):
        assert mine == theirs


def test_every_kind_of_deed_and_every_stage_is_in_the_history() -> None:
    """All five service areas of Staffordshire and Stoke-on-Trent go through each stage up to the decision."""
    deeds = [deed for name in NAMES for deed in record_of(name).deeds]
    assert {deed.does for deed in deeds} == set(DEEDS)
    moves = [deed for deed in record_of("staffordshire").deeds if deed.what in KEYS]
    areas = {deed.area for deed in moves}
    assert len(areas) == 5
    for area in areas:
        assert {deed.what for deed in moves if deed.area == area} >= set(KEYS[:9])
