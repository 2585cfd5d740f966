"""What people said at events, and what they sent."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.errors import CoequalError
from coequal.involvement.conduct import letters, notes
from coequal.involvement.conduct.changing import fingerprint
from coequal.involvement.conduct.letters import Letter, judge, reply, take_down
from coequal.involvement.models import Event, Extract, Involvement, Submission
from tests.involvement.conduct.officers import officer
from tests.involvement.making import involvement

pytestmark = pytest.mark.django_db


def event(of: Involvement) -> Event:
    asked = [{"key": "access", "asks": "How easy is it?", "service": ""}]
    return Event.objects.create(involvement=of, title="Workshop", kind="workshop", questions=asked)


def letter(**values: Any) -> Letter:
    return Letter(
        **{"channel": "letter", "kind": "individual", "received": timezone.localdate(), "text": "Please keep it.", **values}
    )


def test_a_note_that_is_sent_twice_is_kept_once() -> None:
    """Two tables may say the same, and both count."""
    held = event(involvement("open"))
    first = notes.write(officer(), held, " 3 ", "access", "Too far.", key="a")
    assert notes.write(officer(), held, "3", "access", "Too far.", key="a") == first
    notes.write(officer(), held, "4", "access", "Too far.", key="b")
    assert [(one.table, one.text) for one in held.notes.all()] == [("3", "Too far."), ("4", "Too far.")]


@pytest.mark.parametrize(("question", "text"), [("other", "Words"), ("access", "  "), ("access", "x" * (notes.LONGEST + 1))])
def test_a_note_is_about_a_question_of_the_event_and_says_something(question: str, text: str) -> None:
    """And has an end."""
    held = event(involvement("open"))
    with pytest.raises(CoequalError, match=r"no such question|at least a word"):
        notes.write(officer(), held, "3", question, text, key="a")
    assert held.notes.count() == 0


def test_a_note_is_taken_out_until_it_is_put_under_themes() -> None:
    """Then it stays."""
    made = involvement("open")
    held = event(made)
    one, other = (notes.write(officer(), held, "", "access", text, key=text) for text in ("slip", "Too far."))
    notes.take_out(officer(), one)
    Extract.objects.create(involvement=made, question="E access", note=other, text="Too far.", shown="Too far.")
    with pytest.raises(CoequalError, match="it stays"):
        notes.take_out(officer(), other)
    assert held.notes.get() == other


def test_what_came_is_kept_once_and_is_late_after_the_last_day() -> None:
    """Late is counted apart, and says why."""
    made = involvement("closed", closes=timezone.localdate() - timedelta(2))
    in_time = take_down(officer(), made, letter(received=timezone.localdate() - timedelta(2)), "a")
    assert take_down(officer(), made, letter(), "a") == in_time
    late = take_down(officer(), made, letter(received=timezone.localdate() - timedelta(1)), "b")
    assert (in_time.status, in_time.why, late.status) == ("complete", "", "late")
    assert late.why.startswith("It came after the last day, ")
    early = involvement("closed", ended=timezone.now() - timedelta(3), closes=timezone.localdate() + timedelta(9))
    assert take_down(officer(), early, letter(), "c").status == "late"
    afterwards = involvement("closed", ended=timezone.now(), closes=timezone.localdate() - timedelta(2))
    assert take_down(officer(), afterwards, letter(), "e").status == "late", "it had closed by its last day"
    assert take_down(officer(), involvement("open", closes=None), letter(), "d").status == "complete"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"organisation_name": "Mrs Example"}, "people are never named"),
        ({"kind": "organisation"}, "people are never named"),
        ({"signatures": 3}, "signatures"),
        ({"channel": "petition"}, "signatures"),
        ({"received": timezone.localdate() + timedelta(9)}, "in the future"),
        ({"text": " "}, "at least a word"),
        ({"text": "x" * (letters.LONGEST + 1)}, "at least a word"),
    ],
)
def test_what_cannot_be_is_not_kept(values: dict[str, Any], says: str) -> None:
    """People have no name, petitions have signatures, and days have come."""
    with pytest.raises(CoequalError, match=says):
        take_down(officer(), involvement("open"), letter(**values), "a")
    assert Submission.objects.count() == 0


def test_nothing_is_typed_in_before_it_is_announced() -> None:
    """Nobody was asked yet."""
    with pytest.raises(NotAllowed):
        take_down(officer(), involvement("being prepared"), letter(), "a")


def test_somebody_says_how_it_counts_and_what_was_answered() -> None:
    """With a reason, and on what they had before them."""
    made = take_down(officer(), involvement("open"), letter(channel="petition", signatures=1200), "a")
    before = fingerprint(made)
    with pytest.raises(CoequalError, match="Say why"):
        judge(officer(), made, before, "duplicate", "")
    judge(officer(), made, before, "duplicate", "The same came by e-mail.")
    with pytest.raises(CoequalError, match="Somebody else"):
        reply(officer(), made, before, "Thank you.")
    made = Submission.objects.get()
    reply(officer(), made, fingerprint(made), " Thank you. ")
    made = Submission.objects.get()
    assert (made.status, made.why, made.answer, made.signatures) == ("duplicate", "The same came by e-mail.", "Thank you.", 1200)


def test_what_is_withdrawn_is_erased_for_good_and_stays_counted() -> None:
    """With whatever was taken out of it."""
    of = involvement("open")
    made = take_down(officer(), of, letter(), "a")
    Extract.objects.create(involvement=of, question="letters", submission=made, text=made.text, shown=made.text)
    judge(officer(), made, fingerprint(made), "withdrawn", "She asked for it.")
    made = Submission.objects.get()
    assert (made.status, made.text, made.extracts.count()) == ("withdrawn", "", 0)
    with pytest.raises(CoequalError, match="cannot be undone"):
        judge(officer(), made, fingerprint(made), "complete", "A mistake.")
