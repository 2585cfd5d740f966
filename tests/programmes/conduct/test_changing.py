"""What a programme says, what everybody is told of it, and its figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.involvement.conduct.changing import fingerprint
from coequal.programmes.conduct.changing import change, change_area, last_told, state_figure, take_out_figure, update
from tests.programmes.making import acting, area, programme

pytestmark = pytest.mark.django_db


def test_what_a_programme_says_is_changed_by_whoever_saw_it() -> None:
    """Where everybody can read of it, they are told."""
    made = programme()
    before = fingerprint(made)
    with pytest.raises(CoequalError, match="what everybody is told"):
        change(acting(), made, before, {"purpose": "Another."})
    change(acting(), made, before, {"purpose": "Another."}, "The purpose is clearer now.")
    assert made.updates.get().says == "The purpose is clearer now."
    with pytest.raises(CoequalError, match="Somebody else changed this"):
        change(acting(), made, before, {"purpose": "A third."}, "It is clearer.")
    made.refresh_from_db()
    change(acting(), made, fingerprint(made), {"purpose": "Another."})
    assert made.updates.count() == 1
    draft = programme("being prepared")
    change(acting(), draft, fingerprint(draft), {"purpose": "Another."})
    assert not draft.updates.exists()


def test_what_a_service_area_is_about_is_changed_by_whoever_saw_it() -> None:
    """Nothing happens where nothing changes."""
    made = area()
    before = fingerprint(made)
    change_area(acting(), made, before, {"about": "Aids for adults."})
    made.refresh_from_db()
    assert made.about == "Aids for adults."
    with pytest.raises(CoequalError, match="Somebody else changed this"):
        change_area(acting(), made, before, {"about": "Another."})
    change_area(acting(), made, fingerprint(made), {"about": "Aids for adults."})


def test_everybody_is_told_in_a_sentence_of_a_day_that_has_come() -> None:
    """Of the programme, or of a service area of it."""
    made = area()
    told = update(
        acting(Role.INVOLVEMENT_OFFICER), made.programme, " A board met. ", area=made, source="Its minutes", printed="May"
    )
    assert (told.says, told.on, told.area, told.printed, told.source) == (
        "A board met.",
        timezone.localdate(),
        made,
        "May",
        "Its minutes",
    )
    assert (told.organisation, told.state) == (made.organisation, "public")
    with pytest.raises(CoequalError, match="must not be in the future"):
        update(acting(), made.programme, "It will meet.", on=timezone.localdate() + timedelta(1))
    with pytest.raises(CoequalError, match="belongs to another programme"):
        update(acting(), programme(), "A board met.", area=made)
    with pytest.raises(NotAllowed):
        update(acting(), programme("being prepared"), "A board met.")
    with pytest.raises(CoequalError, match="What people were told stays"):
        told.delete()


def test_a_figure_has_a_source_or_was_looked_for_and_not_found() -> None:
    """A number without a source is not kept."""
    made = area()
    with pytest.raises(CoequalError, match="Say what the figure is of"):
        state_figure(acting(), made.programme, " ")
    with pytest.raises(CoequalError, match="Say where the figure stands"):
        state_figure(acting(), made.programme, "Cycles a year", number="216")
    found = state_figure(acting(), made.programme, "Aids a year", area=made, number="500", source="A made-up briefing")
    lost = state_figure(acting(), made.programme, "Cost a year")
    assert (str(found), str(lost)) == ("Aids a year: 500", "Cost a year: not found")
    assert (found.organisation, found.state) == (made.organisation, "public")


def test_whoever_has_not_seen_what_was_told_last_reads_it_first() -> None:
    """So nobody is told twice when a form is sent twice."""
    made = programme()
    assert last_told(made) == 0
    told = update(acting(), made, "We meet in May.", seen=0)
    assert last_told(made) == told.pk
    with pytest.raises(CoequalError, match="told something else meanwhile"):
        update(acting(), made, "We meet in May.", seen=0)


def test_a_figure_that_was_stated_by_mistake_is_taken_out() -> None:
    """Once, whoever else does it too; and none is there twice."""
    made = programme()
    figure = state_figure(acting(), made, "Aids a year", number="500", source="A page")
    with pytest.raises(CoequalError, match="there already"):
        state_figure(acting(), made, " Aids a year", number="500", source="A page")
    take_out_figure(acting(), figure)
    take_out_figure(acting(), figure)
    assert not made.figures.exists()
    assert Entry.objects.filter(action="took a figure out of a programme").count() == 1
