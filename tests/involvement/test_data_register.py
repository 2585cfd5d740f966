"""The data register bites: without a cleared entry nothing opens, nobody answers, and nothing is brought in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.assurance.register.passing import let_pass
from coequal.errors import CoequalError
from coequal.involvement.answering.copies import print_copies
from coequal.involvement.answering.keying import TO_SETTLE, Came, response_of, set_aside, settle, stands, type_in
from coequal.involvement.conduct import notes
from coequal.involvement.conduct.announcing import announce, obstacles
from coequal.involvement.conduct.changing import fingerprint
from coequal.involvement.conduct.entering import enter_involvement, put_under
from coequal.involvement.conduct.letters import Letter, judge, take_down
from coequal.involvement.importing.keeping import check
from coequal.involvement.law.gates import standing
from coequal.involvement.models import Event, Involvement
from tests.assurance.making import acting, needing, screened
from tests.involvement.conduct.officers import officer, ready
from tests.involvement.making import involvement, survey

pytestmark = pytest.mark.django_db


def again(made: Involvement) -> Involvement:
    return Involvement.objects.get(pk=made.pk)


def answer_at(made: Involvement) -> str:
    found = {gate.key: answer for gate, answer in standing(again(made))}["data-protection"]
    return found.answer if found else ""


def test_an_involvement_is_not_announced_until_its_entry_is_cleared() -> None:
    """It is entered, screened, and then nothing is in the way."""
    made = ready(data_use=None)
    assert [says for _part, says in obstacles(made)] == ["See to the data register: Data protection."]
    use = enter_involvement(officer(), made)
    assert answer_at(made) == "not yet"
    with pytest.raises(CoequalError, match="It stands in the data register already"):
        enter_involvement(officer(), made)
    with pytest.raises(CoequalError, match="data register: Data protection"):
        announce(officer(), made)
    screened(use, personal_data="yes")
    assert answer_at(made) == "screened"
    announce(officer(), again(made))
    assert again(made).announced is not None


def test_nobody_answers_and_nothing_is_brought_in_while_data_may_not_be_used() -> None:
    """Until a named person lets it pass, which the gate says too."""
    made = involvement("open", data_use=needing())
    asked = survey(made)
    assert not again(made).takes_answers
    with pytest.raises(CoequalError, match="must not be used here yet"):
        check(asked)
    let_pass(acting(Role.GOVERNANCE), made.data_use, "Ada, director", "An outbreak.", timezone.localdate() + timedelta(1))
    assert again(made).takes_answers
    assert check(asked) == asked.version
    assert answer_at(made) == "let pass"


def test_an_involvement_without_an_entry_takes_no_answers() -> None:
    """What is not entered is no yes."""
    assert not involvement("open", data_use=None).takes_answers


def test_an_involvement_stands_under_an_entry_of_its_own_organisation_that_runs() -> None:
    """One entry can cover several involvements."""
    first, second = involvement(), involvement("being prepared", data_use=None)
    put_under(officer(), second, first.data_use)
    assert again(second).data_use == first.data_use
    first.data_use.ended = timezone.localdate()
    with pytest.raises(CoequalError, match="that has not ended"):
        put_under(officer(), second, first.data_use)


def shut(made: Involvement) -> None:
    """Screened anew: its impact has to be assessed, so data must not be used any more."""
    screened(made.data_use, personal_data="yes", decides_on_access="yes")


def test_no_answers_are_taken_from_paper_while_data_may_not_be_used() -> None:
    """Neither the first time, nor the second, nor to settle; a form without answers is set aside, and is no use of them."""
    made = involvement("open")
    forms = print_copies(officer(), survey(made), 2)
    came, told = Came(timezone.localdate()), {"district": "EX1"}
    type_in(officer(), forms[0], told, came)
    type_in(officer(email="kim@exampleshire.example"), forms[0], {"district": "EX2"}, came)
    shut(made)
    for act in (
        lambda: type_in(officer(), forms[1], told, came),
        lambda: type_in(officer(email="lee@exampleshire.example"), forms[0], told, came),
        lambda: settle(officer(), forms[0], told),
    ):
        with pytest.raises(CoequalError, match=r"must not be used here yet.*Write its assessment"):
            act()
    assert response_of(forms[1]) is None
    assert stands(response_of(forms[0])) == TO_SETTLE
    set_aside(officer(), forms[1], "void", "It came empty.", timezone.localdate())
    let_pass(acting(Role.GOVERNANCE), made.data_use, "Ada, director", "An outbreak.", timezone.localdate())
    settle(officer(), forms[0], told)
    assert response_of(forms[0]).answers == told


def test_nothing_that_people_said_is_typed_in_while_data_may_not_be_used() -> None:
    """Neither a letter, a petition nor a note of an event; what was typed in before is told as kept, judged, and taken out."""
    made = involvement("open")
    held = Event.objects.create(involvement=made, title="Workshop", kind="workshop", questions=[{"key": "access", "asks": "How?"}])
    sent = Letter("letter", "individual", timezone.localdate(), "Please keep it.")
    petition = replace(sent, channel="petition", signatures=3)
    first, note = take_down(officer(), made, sent, "a"), notes.write(officer(), held, "1", "access", "Too far.", key="a")
    shut(made)
    for act in (
        lambda: take_down(officer(), made, sent, "b"),
        lambda: take_down(officer(), made, petition, "c"),
        lambda: notes.write(officer(), held, "1", "access", "Too dear.", key="b"),
    ):
        with pytest.raises(CoequalError, match=r"must not be used here yet.*Write its assessment"):
            act()
    assert (take_down(officer(), made, sent, "a"), notes.write(officer(), held, "1", "access", "Too far.", key="a")) == (
        first,
        note,
    )
    judge(officer(), first, fingerprint(first), "withdrawn", "She asked for it.")
    notes.take_out(officer(), note)
    let_pass(acting(Role.GOVERNANCE), made.data_use, "Ada, director", "An outbreak.", timezone.localdate())
    take_down(officer(), made, petition, "c")
    notes.write(officer(), held, "1", "access", "Too dear.", key="b")
    assert (made.submissions.count(), held.notes.get().text) == (2, "Too dear.")
