"""What an involvement has several of."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from coequal.errors import CoequalError
from coequal.involvement.conduct.changing import fingerprint
from coequal.involvement.conduct.rows import add, change, publish, take_out
from coequal.involvement.models import Audience, Event, EventNote, Involvement, Paper, Promise, Quota
from tests.involvement.conduct.officers import officer
from tests.involvement.making import involvement

pytestmark = pytest.mark.django_db


def paper(of: Involvement, **values: Any) -> Paper:
    return Paper.objects.create(involvement=of, **{"title": "What we propose", "kind": "proposal", "text": "Words", **values})


def told(of: Involvement) -> list[str]:
    return [one.says for one in of.updates.all()]


def test_a_row_is_added_changed_and_taken_out() -> None:
    """Whoever had an older one before them changes nothing."""
    made = involvement("being prepared")
    row = add(officer(), made, Audience, {"name": "Young carers"})
    before = fingerprint(row)
    change(officer(), row, before, {"name": "Young carers", "why": "They are seldom asked."})
    change(officer(), row, fingerprint(Audience.objects.get()), {"why": "They are seldom asked."})
    with pytest.raises(CoequalError, match="Somebody else"):
        change(officer(), row, before, {"name": "Carers"})
    assert (Audience.objects.get().name, Audience.objects.get().why) == ("Young carers", "They are seldom asked.")
    take_out(officer(), row)
    assert made.audiences.count() == 0


def test_the_shares_of_a_question_are_no_more_than_all() -> None:
    """And each answer has one; a third, rounded three times, is no fault."""
    made = involvement("open")

    def share(answer: str, part: str) -> dict[str, Any]:
        return {"question": "age", "answer": answer, "share": Decimal(part), "source": "Census 2021"}

    for answer in ("a", "b", "c"):
        add(officer(), made, Quota, share(answer, "0.33364"))
    with pytest.raises(CoequalError, match=r"would be 110\.1 %"):
        add(officer(), made, Quota, share("d", "0.1"))
    with pytest.raises(CoequalError, match="already"):
        add(officer(), made, Quota, share("a", "0"))
    assert made.quotas.count() == 3
    row = made.quotas.get(answer="a")
    change(officer(), row, fingerprint(row), {"share": Decimal("0.1")})
    assert told(made) == []


def test_a_promise_that_people_were_told_stays_and_is_kept_or_explained() -> None:
    """Before that it can be put in other words, or taken out."""
    made = involvement("open")
    row = add(officer(), made, Promise, {"says": "The analysis is independent."})
    with pytest.raises(CoequalError, match="its words stay"):
        change(officer(), row, fingerprint(row), {"says": "The analysis is by us."})
    with pytest.raises(CoequalError, match="it stays"):
        take_out(officer(), row)
    change(officer(), row, fingerprint(row), {"stands": "kept", "how": "By a university."})
    assert Promise.objects.get().stands == "kept"
    own = add(officer(), involvement("being prepared"), Promise, {"says": "A shortlist."})
    change(officer(), own, fingerprint(own), {"says": "A short list."})
    take_out(officer(), own)


def test_a_paper_is_published_once_and_changed_with_a_word_to_everybody() -> None:
    """While nobody reads it, it can be changed and taken out."""
    made = involvement("open")
    row = paper(made)
    change(officer(), row, fingerprint(row), {"text": "Other words"})
    publish(officer(), row)
    publish(officer(), row)
    assert told(made) == ["There is a new paper to read: What we propose."]
    row = Paper.objects.get()
    with pytest.raises(CoequalError, match="Say in a sentence"):
        change(officer(), row, fingerprint(row), {"text": "More words"})
    with pytest.raises(CoequalError, match="it stays"):
        take_out(officer(), row)
    change(officer(), row, fingerprint(row), {"text": "More words"}, "A figure was wrong.")
    assert told(made)[1:] == ["The paper “What we propose” was changed. A figure was wrong."]
    another = paper(made, title="Background")
    take_out(officer(), another)
    early = paper(involvement("being prepared"))
    publish(officer(), early)
    take_out(officer(), early)
    assert Paper.objects.get() == row


def test_everybody_is_told_when_an_event_moves_or_is_called_off() -> None:
    """And not of how many came."""
    made = involvement("open")
    row = add(officer(), made, Event, {"title": "Workshop", "kind": "workshop", "held": date(2026, 12, 1), "at": "6pm"})

    def now(**values: Any) -> None:
        change(officer(), row, fingerprint(Event.objects.get()), values)

    now(place="Town hall")
    now(held=None)
    now(stands="called off")
    now(stands="held", held=timezone.localdate(), participants=12)
    now(participants=13)
    assert told(made) == [
        "The event “Workshop” has another day, time or place: 1 December 2026, 6pm, Town hall.",
        "The event “Workshop” has another day, time or place: the day is not known yet, 6pm, Town hall.",
        "The event “Workshop” is called off.",
    ]
    with pytest.raises(CoequalError, match="it stays"):
        take_out(officer(), row)


def test_a_question_with_notes_stays_and_so_does_its_event() -> None:
    """Notes may have been brought in before it was announced."""
    asked = [{"key": key, "asks": key, "service": ""} for key in ("access", "cost")]
    row = add(officer(), involvement("being prepared"), Event, {"title": "Workshop", "kind": "workshop", "questions": asked})
    EventNote.objects.create(event=row, question="access", text="Too far.")
    change(officer(), row, fingerprint(row), {"questions": asked[:1]})
    row = Event.objects.get()
    with pytest.raises(CoequalError, match="its words stay"):
        change(officer(), row, fingerprint(row), {"questions": asked[1:]})
    with pytest.raises(CoequalError, match="it stays"):
        take_out(officer(), row)
    assert Event.objects.get().questions == asked[:1]
