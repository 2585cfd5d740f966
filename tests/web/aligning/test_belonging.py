"""Whose a programme is, its figures, its service areas, and what everybody is told."""

from datetime import date

import pytest
from django.test import Client

from coequal.accounts.roles import Role
from coequal.programmes.models import Commissioner, Figure, Programme, ServiceArea
from coequal.programmes.models.programmes import PREPARING
from tests.programmes.making import area, programme
from tests.web.aligning.asking import at, day, hidden, sent, text
from tests.web.signing import signed_in

pytestmark = pytest.mark.django_db
BEGAN = date(2020, 1, 6)


@pytest.fixture
def manager() -> Client:
    """A policy manager, signed in."""
    return signed_in(Role.POLICY_MANAGER)


@pytest.fixture
def analyst() -> Client:
    """An analyst, who sees and does not change, signed in."""
    return signed_in(Role.ANALYST, email="ana@exampleshire.example")


def test_bodies_are_added_and_their_successors_put_in_their_place(manager: Client, analyst: Client) -> None:
    """As the register knows them: the group of Luton became part of an integrated care board."""
    made = programme()
    assert "It is not said yet whose programme it is. Add a body below." in text(manager, at("commissioners", made))
    assert "Choose the body." in sent(manager, at("commissioners", made), code="ZZZ", **day("since", BEGAN))
    shown = sent(manager, at("commissioners", made), code="06P", **day("since", date(2012, 1, 1)))
    assert "There was no NHS Luton CCG on 1 January 2012" in shown
    sent(manager, at("commissioners", made), code="06P", **day("since", BEGAN))
    assert "The register of organisations knows who followed them" in text(manager, at("desk", made))
    shown = text(manager, at("commissioners", made))
    assert "NHS Luton CCG ended on" in shown
    assert "It was followed by NHS Bedfordshire, Luton and Milton Keynes CCG." in shown
    assert "Put those that followed" not in text(analyst, at("commissioners", made))
    manager.post(at("succeed", made))
    assert [one.code for one in made.commissioners.all()][:3] == ["06P", "M1J4Y", "QHG"]
    assert made.commissioners.filter(until=None).count() == 1
    assert "ended on" not in text(manager, at("commissioners", made))
    assert "Add a body" not in text(analyst, at("commissioners", made))


def test_an_invented_organisation_is_a_body_of_its_own_programme(manager: Client) -> None:
    """Although no register knows it."""
    made = programme(PREPARING)
    assert "Exampleshire, an invented organisation" in text(manager, at("commissioners", made))
    assert "Exampleshire (EXA1)" in sent(manager, at("commissioners", made), code="EXA1", **day("since", BEGAN))


def test_of_a_real_organisation_nothing_invented_is_offered(manager: Client) -> None:
    """A code that the register does not know any more stands by itself."""
    made = programme()
    made.organisation.invented = False
    made.organisation.save()
    Commissioner.objects.create(programme=made, code="OLD", since=BEGAN, until=BEGAN)
    shown = text(manager, at("commissioners", made))
    assert "an invented organisation" not in shown
    assert "OLD (OLD)" in shown


def test_the_last_day_of_a_commissioner_is_recorded_once(manager: Client) -> None:
    """Not before the first."""
    made = programme()
    one = Commissioner.objects.create(programme=made, code="06P", since=BEGAN)
    address = at("leave", made, number=one.pk)
    assert "A last day that was recorded cannot be changed." in text(manager, address)
    assert "The last day must not be before the first" in sent(manager, address, **day("until", date(2019, 1, 1)))
    sent(manager, address, **day("until", date(2022, 6, 30)))
    assert made.commissioners.get().until == date(2022, 6, 30)


def test_a_figure_stands_with_its_source_or_is_said_not_to_be_found(manager: Client, analyst: Client) -> None:
    """A number without a source is refused at the field; one that is there is not kept twice."""
    made = programme()
    found = area(made)
    assert "Add one below: how many people" in text(manager, at("figures", made))
    shown = sent(manager, at("figures", made), says="IVF cycles in a year", number="216", url="nowhere at all")
    assert "A number without a source is not kept." in shown
    assert "Enter a whole address" in shown
    assert "IVF cycles in a year" in shown
    cycles = {"says": "IVF cycles in a year", "number": "216", "unit": "cycles", "source": "A board paper", "area": found.reference}
    shown = sent(manager, at("figures", made), **cycles, url="https://www.example.org/paper", **day("seen", BEGAN))
    assert '<a href="https://www.example.org/paper" rel="noreferrer">A board paper</a>' in shown
    assert "216 cycles" in shown
    again = {**cycles, "url": "https://www.example.org/paper", **day("seen", BEGAN)}
    assert "This figure is there already." in sent(manager, at("figures", made), **again)
    assert ">not found</td>" in sent(manager, at("figures", made), says="What it costs to do nothing")
    assert "Take out" not in text(analyst, at("figures", made))
    address = at("figure-out", made, number=made.figures.get(number="216").pk)
    assert "stands in no case for change that is published from now on" in text(manager, address)
    manager.post(address)
    assert Figure.objects.get().says == "What it costs to do nothing"


def test_everybody_is_told_something_once(manager: Client) -> None:
    """Whoever has not seen what was told last reads it first; what they typed stays."""
    made = programme()
    found = area(made)
    held = hidden(manager, at("updates", made))
    assert "Nothing yet. Every step is told by itself" in text(manager, at("updates", made))
    assert "Say in a sentence or two what everybody is told." in sent(manager, at("updates", made), **day("on"))
    said = {"says": "We meet in May.", "area": found.reference, **day("on")}
    assert "Hearing aids: We meet in May." in sent(manager, at("updates", made), **said)
    shown = sent(manager, at("updates", made), held, **said)
    assert "Everybody was told something else meanwhile." in shown
    assert shown.count("We meet in May.") == 2
    assert "Everybody was told something else meanwhile." in sent(manager, at("updates", made), {"seen": "x"}, **said)
    assert made.updates.count() == 1


def test_a_record_of_the_past_is_told_from_sources(manager: Client) -> None:
    """With the day in their words."""
    made = programme(history_only=True)
    said = {"says": "The board decided.", **day("on", date(2022, 9, 22))}
    assert "Say which source states this." in sent(manager, at("updates", made), **said)
    shown = sent(manager, at("updates", made), **said, printed="September 2022", source="Its minutes")
    assert "September 2022" in shown
    assert "Recorded from sources: Its minutes" in shown


def test_nobody_is_told_of_what_nobody_can_read(manager: Client) -> None:
    """The page says what to do first."""
    assert "Publish it first" in text(manager, at("updates", programme(PREPARING)))


def test_a_service_area_is_added_with_its_service(manager: Client, analyst: Client) -> None:
    """Each with a title of its own."""
    made: Programme = programme()
    assert "There is none yet." in text(manager, at("areas", made))
    assert "Give the service area a title." in sent(manager, at("areas", made))
    assert "Choose one of these." in sent(manager, at("areas", made), title="IVF", service="knitting")
    sent(manager, at("areas", made), title="IVF", service="assisted-conception")
    assert ServiceArea.objects.get().service == "assisted-conception"
    assert "There is a service area called ivf already." in sent(manager, at("areas", made), title="ivf")
    assert "Add a service area" not in text(analyst, at("areas", made))
