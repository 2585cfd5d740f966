"""The several things that an involvement has, as officers type them in."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.involvement.models import Event, Involvement, Paper, Submission
from tests.assurance.making import needing
from tests.involvement.making import involvement
from tests.web.hearing.test_preparing import at, before, day, sent, text
from tests.web.signing import OTHER, organisation, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    """Somebody who runs involvements, signed in."""
    return signed_in(Role.INVOLVEMENT_OFFICER)


def test_groups_are_planned_and_what_came_of_it_is_added_later(officer: Client) -> None:
    """One that was planned by mistake is taken out."""
    made = involvement("open")
    assert "There is none yet." in text(officer, at("audiences", made))
    assert "Name the group." in sent(officer, at("audiences", made))
    assert "They are seldom asked." in sent(officer, at("audiences", made), name="Young carers", why="They are seldom asked.")
    one = at("audiences-one", made, number=made.audiences.get().pk)
    assert "Name the group." in sent(officer, one)
    assert "Twelve came." in sent(officer, one, name="Young carers", reached="Twelve came.")
    assert "There is none yet." in sent(officer, one, **{"take-out": "yes"})
    assert officer.get(one).status_code == 404


def test_shares_of_the_population_are_in_per_cent(officer: Client) -> None:
    """More than all of it is refused."""
    made = involvement("open")
    share = {"question": "age", "answer": "under-35", "source": "Census 2021"}
    assert "Enter a number from 0 to 100" in sent(officer, at("quotas", made), **share, percent="many")
    assert "12.5 %" in sent(officer, at("quotas", made), **share, percent="12.5")
    assert "already" in sent(officer, at("quotas", made), **share, percent="1")
    one = at("quotas-one", made, number=made.quotas.get().pk)
    assert 'value="12.5"' in text(officer, one)
    assert "20.0 %" in sent(officer, one, **share, percent="20")


def test_a_promise_is_kept_or_explained_in_words(officer: Client) -> None:
    """Without words it stays as it was."""
    made = involvement("open")
    sent(officer, at("promises", made), says="A shortlist.", stands="open")
    one = at("promises-one", made, number=made.promises.get().pk)
    assert "Say how it was kept" in sent(officer, one, says="A shortlist.", stands="kept")
    assert "it stays" in sent(officer, one, **{"take-out": "yes"})
    assert "Published in May." in sent(officer, one, says="A shortlist.", stands="kept", how="Published in May.")


def test_a_paper_has_a_text_or_an_address_and_is_published_by_a_button(officer: Client) -> None:
    """After that a change is told to everybody."""
    made = involvement("open")
    fields = {"title": "What we propose", "kind": "proposal", "language": "English"}
    assert "not both" in sent(officer, at("papers", made), **fields)
    assert "Enter a whole address" in sent(officer, at("papers", made), **fields, url="no address")
    assert "not yet" in sent(officer, at("papers", made), **fields, text="Words.")
    paper = made.papers.get()
    one = at("papers-one", made, number=paper.pk)
    assert 'name="note"' not in text(officer, one)
    sent(officer, one, **fields, text="Other words.", publish="yes")
    paper = Paper.objects.get()
    assert (paper.text, paper.published is not None) == ("Other words.", True)
    assert 'name="note"' in text(officer, one)
    assert "Say in a sentence" in sent(officer, one, **fields, text="More words.")
    sent(officer, one, **fields, text="More words.", note="A figure was wrong.", publish="yes")
    assert [update.says for update in made.updates.all()] == [
        "There is a new paper to read: What we propose.",
        "The paper “What we propose” was changed. A figure was wrong.",
    ]


def with_event(officer: Client, of: Involvement, **fields: str) -> Event:
    about = {"title": "Workshop", "kind": "workshop", "stands": "planned", "asked": "How easy is it?\nIVF: What matters?"}
    sent(officer, at("events", of), **about, **fields)
    return Event.objects.get(involvement=of)


def test_an_event_has_questions_whose_keys_stay_when_others_are_added(officer: Client) -> None:
    """Staff are among those who came."""
    made = involvement("open", services=["IVF"])
    event = with_event(officer, made, area="north", **day("held", 9))
    asked = [
        {"key": "how-easy-is-it", "asks": "How easy is it?", "service": ""},
        {"key": "what-matters", "asks": "What matters?", "service": "IVF"},
    ]
    assert (event.questions, event.area, event.held) == (asked, "north", timezone.localdate() + timedelta(9))
    one = at("events-one", made, number=event.pk)
    fields = {"title": "Workshop", "kind": "workshop", "stands": "held"}
    assert "Staff are among" in sent(officer, one, **fields, participants="3", of_them_staff="4")
    assert "Enter a whole number" in sent(officer, one, **fields, participants="many")
    lines = "What matters?\nIVF: What matters?\nHow easy is it?\nKnees: how?\n???"
    sent(officer, one, **fields, participants="12", of_them_staff="4", asked=lines)
    event = Event.objects.get()
    assert [(question["key"], question["service"]) for question in event.questions] == [
        ("what-matters-2", ""),
        ("what-matters", "IVF"),
        ("how-easy-is-it", ""),
        ("knees-how", ""),
        ("other", ""),
    ]
    assert "IVF: What matters?" in text(officer, one)
    page = text(officer, at("event", made, event=event.reference))
    assert "12, of them 4 staff" in page


def test_notes_are_typed_one_after_the_other_and_reading_them_is_recorded(officer: Client) -> None:
    """Table and question stay; what was typed by mistake is taken out."""
    made = involvement("open", services=["IVF"])
    event = with_event(officer, made)
    parts = {"event": event.reference}
    write = at("write", made, **parts)
    assert "Type what was said." in sent(officer, write, table="3", question="what-matters")
    shown = sent(officer, write, table="3", question="what-matters", text="Too far.", key="one")
    sent(officer, write, table="3", question="what-matters", text="Too far.", key="one")
    assert event.notes.count() == 1
    assert 'value="3"' in shown
    assert "What you typed last" in shown
    assert "Table 3: 1 note" in text(officer, at("event", made, **parts))
    sent_event = text(officer, at("read", made, **parts))
    assert "Table 3: Too far." in sent_event
    assert "None yet." in sent_event
    assert Entry.objects.filter(action="read the notes of an event", reference=event.reference).count() == 1
    for number in ("", "x", "9" * 30, str(event.notes.get().pk)):
        assert officer.post(at("note-out", made, **parts), {"note": number}).status_code == 303
    assert event.notes.count() == 0
    assert "No table named" not in text(officer, at("event", made, **parts))
    Event.objects.update(questions=[])
    assert "This event has no questions yet" in text(officer, at("event", made, **parts))


def test_whoever_may_only_see_changes_nothing(officer: Client) -> None:
    """Nor does anybody find what belongs to others, or to another involvement."""
    made = involvement("open")
    event = with_event(officer, made)
    manager = signed_in(Role.POLICY_MANAGER, email="pam@exampleshire.example")
    for view, parts in (("events", {}), ("event", {"event": event.reference}), ("letters", {}), ("papers", {})):
        page = text(manager, at(view, made, **parts))
        assert '<form method="post" novalidate' not in page
    foreign = involvement("open", at=organisation(OTHER))
    assert officer.get(at("desk", foreign)).status_code == 404
    assert officer.get(at("event", involvement("open"), event=event.reference)).status_code == 404


def typed(**fields: Any) -> dict[str, Any]:
    return {"channel": "letter", "kind": "individual", "text": "Please keep it.", "key": "one", **day("received", 0), **fields}


def test_what_somebody_sent_is_typed_in_once_and_shown_without_its_text(officer: Client) -> None:
    """A name is for organisations, and signatures are for petitions."""
    made = involvement("open", services=["IVF"])
    add = at("letters-add", made)
    assert "Nothing has come yet." in text(officer, at("letters", made))
    assert "Name an organisation by its name" in sent(officer, add, **typed(kind="organisation"))
    assert "A petition has a number" in sent(officer, add, **typed(channel="petition"))
    assert "Enter a whole number" in sent(officer, add, **typed(channel="petition", signatures="many"))
    assert "in the future" in sent(officer, add, **typed(**day("received", 1)))
    for _ in range(2):
        shown = sent(officer, add, **typed(kind="organisation", organisation_name="Sample Society", about="IVF", publish="yes"))
    letter = Submission.objects.get()
    assert (letter.about, letter.may_publish, letter.organisation_name) == ("IVF", True, "Sample Society")
    assert "Sample Society" in shown
    assert "Please keep it." not in shown
    sent(officer, add, **typed(channel="petition", signatures="1200", key="two", area="north"))
    assert "1,200" in text(officer, at("letters", made))
    analyst = signed_in(Role.ANALYST, email="ana@exampleshire.example")
    assert letter.reference in text(analyst, at("letters", made))
    manager = signed_in(Role.POLICY_MANAGER, email="pam@exampleshire.example")
    assert f"/letters/{letter.reference}" not in text(manager, at("letters", made))


def test_nothing_is_typed_in_while_the_data_register_does_not_allow_it(officer: Client) -> None:
    """The pages say so beforehand, with what to do; what somebody had begun to type stays on the page."""
    made = involvement("open", services=["IVF"])
    event = with_event(officer, made)
    write = at("write", made, event=event.reference)
    Involvement.objects.filter(pk=made.pk).update(data_use=needing())
    page = text(officer, write)
    assert "Personal data must not be used here yet, so nothing is typed in." in page
    assert '<form method="post" novalidate' not in page
    shown = sent(officer, write, table="3", question="what-matters", text="Too far.", key="one")
    assert "There is a problem" in shown
    assert "Too far." in shown
    listed = text(officer, at("letters", made))
    assert "Its entry in the data register" in listed
    assert at("letters-add", made) not in listed
    shown = sent(officer, at("letters-add", made), **typed())
    assert "must not be used here yet" in shown
    assert "Please keep it." in shown
    assert (event.notes.count(), made.submissions.count()) == (0, 0)


def test_a_letter_is_read_judged_and_answered(officer: Client) -> None:
    """Each reading is recorded without the text."""
    made = involvement("open")
    sent(officer, at("letters-add", made), **typed(channel="petition", signatures="12", area="north", publish="no"))
    letter = Submission.objects.get()
    address = at("letter", made, letter=letter.reference)
    page = text(officer, address)
    for words in ("Please keep it.", "all of it, North Exampleshire", "complete", ">12<", "May be quoted</dt><dd>no"):
        assert words in page
    entry = Entry.objects.filter(action="read what somebody sent").latest("number")
    assert (entry.reference, "keep" in entry.detail) == (letter.reference, False)
    held = before(officer, address)
    assert "Say why, in a sentence." in officer.post(address, {"before": held, "judge": "yes", "status": "void"}).content.decode()
    officer.post(address, {"before": held, "judge": "yes", "status": "void", "why": "A blank page."})
    assert "Somebody else" in officer.post(address, {"before": held, "judge": "yes", "status": "late", "why": "x"}).content.decode()
    assert "Type what you answered." in sent(officer, address, reply="yes")
    assert "Somebody else" in officer.post(address, {"before": held, "reply": "yes", "answer": "x"}).content.decode()
    shown = sent(officer, address, reply="yes", answer="Thank you.")
    assert "What was answered" in shown
    assert "void. A blank page." in shown
    assert "Its text was erased." in sent(officer, address, judge="yes", status="withdrawn", why="She asked.")
    analyst = signed_in(Role.ANALYST, email="ana@exampleshire.example")
    assert "Does it count?" not in text(analyst, address)
