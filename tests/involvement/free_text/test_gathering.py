"""Gathering: each piece of free text is there once, follows what it came from, and goes with what is withdrawn."""

import pytest
from django.db import connection
from django.utils import timezone

from coequal.involvement.coding.coding import code, standing_codings
from coequal.involvement.free_text import gathering
from coequal.involvement.free_text.gathering import gather, standing
from coequal.involvement.free_text.personal_data import Found, found_in
from coequal.involvement.models import Event, EventNote, Response, Submission
from coequal.involvement.models.responses import LATE, ORGANISATION, VOID, WITHDRAWN
from tests.involvement.making import involvement, response, survey
from tests.involvement.writing import asked, coder, extracts, frame, question, wrote

pytestmark = pytest.mark.django_db


def test_every_way_in_which_people_write_is_gathered_once() -> None:
    """Answers in words, words beside an answer, notes of events, letters; of an organisation's letter each paragraph."""
    one = involvement()
    of = asked(one)
    response(
        of, {"effect": " We waited. ", "found-out": "", "services": ["other"], "services:other": "A clinic abroad", "children": 2}
    )
    event = Event.objects.create(
        involvement=one, title="Evening", kind="workshop", questions=[{"key": "access", "asks": "What is hard?"}]
    )
    EventNote.objects.create(event=event, question="access", text="Travel is hard.")
    EventNote.objects.create(event=event, question="access", text="  ")
    today = timezone.localdate()
    Submission.objects.create(involvement=one, received=today, text="Dear all,\n\nplease keep it.")
    Submission.objects.create(involvement=one, received=today, text="First.\n\n\n\nSecond.", kind=ORGANISATION)
    assert gather(one) == 6
    assert gather(one) == 0
    assert sorted((one.question.split(" ")[-1], one.part, one.shown) for one in extracts(one)) == [
        ("access", 0, "Travel is hard."),
        ("effect", 0, "We waited."),
        ("letters", 0, "Dear all,\n\nplease keep it."),
        ("letters", 0, "First."),
        ("letters", 1, "Second."),
        ("services:other", 0, "A clinic abroad"),
    ]


def test_what_is_not_asked_any_more_is_not_gathered() -> None:
    """Somebody wrote why, and then said that they answer as something of which that is not asked."""
    of = survey()
    response(of, {"capacity": "staff", "one-policy": "agree", "effect": "I wrote this before."})
    response(of, {"capacity": "patient", "one-policy": "agree", "effect": "This counts."})
    assert gather(of.involvement) == 1
    assert [one.text for one in extracts(of)] == ["This counts."]


def test_what_is_withdrawn_goes_and_what_is_void_stands_aside() -> None:
    """Whoever takes back what they said takes their words back; what is void, late or double is kept, and not analysed."""
    of = wrote(["One reason", "Another reason", "A third"])
    first, second, _third = Response.objects.order_by("pk")
    Response.objects.filter(pk=first.pk).update(status=WITHDRAWN, answers={})
    Response.objects.filter(pk=second.pk).update(status=VOID)
    response(of, {"effect": "Too late"}, status=LATE)
    assert gather(of.involvement) == 0
    assert [one.text for one in extracts(of)] == ["Another reason", "A third"]
    assert [one.text for one in standing(of.involvement)] == ["A third"]


def test_a_text_that_changed_is_screened_and_coded_anew() -> None:
    """What was known of the text before does not hold for another one; a text that was taken out goes."""
    of = wrote(["Dr Smith was late", "It costs a lot"])
    codes = frame(of)
    first, second = extracts(of)
    code(coder(), codes, first, ["waiting"])
    type(first).objects.filter(pk=first.pk).update(screened=True, vector=b"1")
    Response.objects.filter(pk=first.response_id).update(answers={"effect": "None"})
    Response.objects.filter(pk=second.response_id).update(answers={})
    assert gather(of.involvement) == 1
    (now,) = extracts(of)
    assert (now.text, now.shown, now.says_nothing, now.screened, now.vector) == ("None", "None", True, False, None)
    assert not now.redactions.exists()
    assert not standing_codings(codes).exists()
    assert codes.codings.count() == 1
    assert now.question == question(of)


def test_what_may_be_personal_data_is_offered_and_nothing_is_taken_out() -> None:
    """A person decides; until then the text stands as it was given."""
    of = wrote(["Dr Smith was late"])
    (extract,) = extracts(of)
    assert extract.shown == "Dr Smith was late"
    assert [(one.kind, one.stands) for one in extract.redactions.all()] == [("name", "offered")]
    assert str(extract) == extract.reference


def test_personal_data_is_looked_for_while_nobody_waits_for_a_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text once, before anything is written; only what came in between is looked at beside the writing, and offered too."""
    of = asked()
    response(of, {"effect": "Dr Smith was late"})
    response(of, {"effect": "Dr Smith was late"})
    around, looked = len(connection.savepoint_ids), list[tuple[str, bool]]()

    def found(text: str) -> list[Found]:
        if not looked:
            response(of, {"effect": "My son Tom waits"})
        looked.append((text, len(connection.savepoint_ids) == around))
        return found_in(text)

    monkeypatch.setattr(gathering, "found_in", found)
    assert gather(of.involvement) == 3
    assert looked == [("Dr Smith was late", True), ("My son Tom waits", False)]
    assert [one.redactions.count() for one in extracts(of)] == [1, 1, 1]
    assert gather(of.involvement) == 0
    assert len(looked) == 2, "what is known already is not looked at again"
