"""How a programme begins, becomes public, is held, gets another name, and ends."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.involvement.conduct.changing import fingerprint
from coequal.programmes.conduct import areas
from coequal.programmes.conduct.beginning import begin, end, hold, obstacles, publish, rename, resume
from coequal.programmes.models import Commissioner
from coequal.programmes.models.programmes import ENDED, ON_HOLD, PREPARING, PUBLIC
from tests.programmes.making import acting, governance, programme
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db


def test_a_programme_is_prepared_and_then_published() -> None:
    """Once everything is said that people ask first."""
    made = begin(acting(), organisation(), " Fair access ")
    assert (made.title, made.state, made.organisation) == ("Fair access", PREPARING, organisation())
    assert str(made) == f"{made.reference}: Fair access"
    assert len(list(obstacles(made))) == 4
    with pytest.raises(CoequalError, match=r"cannot be published yet\. Say what is done, and why"):
        publish(acting(), made)
    made.purpose, made.questions = "One policy.", "The team, 01234 567890"
    made.save()
    Commissioner.objects.create(programme=made, code="EXA1", since=date(2022, 7, 1))
    areas.add(acting(), made, "Hearing aids")
    publish(governance(), made)
    made.refresh_from_db()
    assert made.state == PUBLIC
    assert Entry.objects.latest("number").action == "published a programme"
    with pytest.raises(NotAllowed):
        publish(acting(), made)


def test_a_programme_has_a_title_and_whoever_may_begin_it() -> None:
    """And of one of the past nobody answers questions here."""
    with pytest.raises(CoequalError, match="Give the programme a title"):
        begin(acting(), organisation(), " ")
    with pytest.raises(NotAllowed):
        begin(acting(Role.ANALYST), organisation(), "Fair access")
    made = begin(acting(), organisation(), "Difficult choices", "Made up.", history_only=True)
    assert list(obstacles(made)) == ["Say whose programme it is.", "Name at least one service area."]


def test_the_whole_programme_is_held_and_goes_on() -> None:
    """Everybody is told both times why."""
    made, today = programme(), timezone.localdate()
    for refused in (" ", ""):
        with pytest.raises(CoequalError, match="Say why it is put on hold"):
            hold(acting(), made, refused)
    with pytest.raises(CoequalError, match="It is not on hold"):
        resume(acting(), made, "It goes on.")
    with pytest.raises(CoequalError, match="must not be in the future"):
        hold(acting(), made, "A pandemic.", on=today + timedelta(1))
    held = hold(acting(), made, "A pandemic.", on=today - timedelta(9))
    assert (made.state, str(held)) == (ON_HOLD, f"{made.reference}, on hold since {held.since}")
    with pytest.raises(CoequalError, match="on hold already"):
        hold(acting(), made, "Again.")
    with pytest.raises(CoequalError, match="Say why it goes on"):
        resume(acting(), made, " ")
    with pytest.raises(CoequalError, match="must not be before"):
        resume(acting(), made, "It is over.", on=today - timedelta(10))
    resume(acting(), made, "It is over.", on=today - timedelta(2))
    assert made.state == PUBLIC
    with pytest.raises(CoequalError, match="must not be before"):
        hold(acting(), made, "Another.", on=today - timedelta(3))
    told = [(one.says, one.on) for one in made.updates.all()]
    assert told == [
        ("The programme is on hold. A pandemic.", today - timedelta(9)),
        ("The programme goes on. It is over.", today - timedelta(2)),
    ]


def test_of_a_record_of_the_past_nobody_is_told_anew() -> None:
    """Its holds stand in it by themselves."""
    made = programme(history_only=True)
    hold(acting(), made, "A pandemic.", on=date(2020, 4, 1))
    resume(acting(), made, "It is over.", on=date(2021, 9, 13))
    assert [(one.since, one.until) for one in made.holds.all()] == [(date(2020, 4, 1), date(2021, 9, 13))]
    assert not made.updates.exists()


def test_a_name_that_a_programme_had_stays_readable() -> None:
    """With the reason and, of one that everybody can read of, an update."""
    made = programme()
    with pytest.raises(CoequalError, match="another name than it has"):
        rename(acting(), made, made.title, "It is shorter.")
    with pytest.raises(CoequalError, match="Say why it gets another name"):
        rename(acting(), made, "Aligning policies", "")
    former = rename(acting(), made, "Aligning policies", "It says what is done.", until="spring 2022")
    made.refresh_from_db()
    assert (made.title, str(former), former.until) == ("Aligning policies", "Fair access in Exampleshire", "spring 2022")
    assert made.updates.get().says == "This programme was called “Fair access in Exampleshire”. It says what is done."
    draft = programme("being prepared")
    rename(acting(), draft, "Another", "It is shorter.")
    assert not draft.updates.exists()


def test_a_programme_ends_for_a_reason_and_stays_readable() -> None:
    """What was on hold is so no more."""
    made = programme("on hold")
    with pytest.raises(NotAllowed):
        end(acting(), made, "It is done.")
    with pytest.raises(CoequalError, match="Say why it ends"):
        end(governance(), made, " ")
    end(governance(), made, "It is done.")
    made.refresh_from_db()
    assert (made.state, made.why_ended, made.holds.get().resumed) == (ENDED, "It is done.", "It is done.")
    assert str(made.updates.get()) == "The programme has ended. It is done."


def test_whoever_had_an_older_programme_before_them_gives_it_no_name() -> None:
    """They are told that somebody was faster."""
    made = programme()
    held = fingerprint(made)
    rename(acting(), made, "Clinical policy alignment", "It grew.", before=held)
    with pytest.raises(CoequalError, match="Somebody else changed this"):
        rename(acting(), made, "Fair access to care", "It is plain.", before=held)
