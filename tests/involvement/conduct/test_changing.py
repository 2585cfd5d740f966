"""Changing what an involvement is about, and its days."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.errors import CoequalError
from coequal.involvement.conduct.changing import change, fingerprint, update
from coequal.involvement.conduct.days import advice, faults, move
from coequal.involvement.models import Involvement, Pause
from tests.involvement.conduct.officers import officer
from tests.involvement.making import involvement


def again(of: Involvement) -> Involvement:
    return Involvement.objects.get(pk=of.pk)


@pytest.mark.django_db
def test_two_people_do_not_write_over_each_other() -> None:
    """Whoever was slower is told, and nothing of theirs is kept."""
    made = involvement("being prepared")
    before = fingerprint(made)
    change(officer(), made, before, {"purpose": "To hear you."})
    with pytest.raises(CoequalError, match="Somebody else changed this"):
        change(officer(), made, before, {"purpose": "Something else."})
    assert again(made).purpose == "To hear you."
    change(officer(), made, fingerprint(again(made)), {"purpose": "To hear you."})  # nothing is another
    assert made.updates.count() == 0


@pytest.mark.django_db
def test_what_everybody_reads_is_changed_with_a_word_to_them() -> None:
    """Without one nothing is changed."""
    made = involvement("open")
    with pytest.raises(CoequalError, match="Say in a sentence"):
        change(officer(), made, fingerprint(made), {"purpose": "To hear you."})
    assert again(made).purpose == ""
    change(officer(), made, fingerprint(made), {"purpose": "To hear you."}, "We said why.")
    assert [one.says for one in made.updates.all()] == ["We said why."]


@pytest.mark.django_db
def test_everybody_is_told_something_once_they_can_read_of_it() -> None:
    """Before that nobody would hear it."""
    made = involvement("open")
    update(officer(), made, "There are large-print forms in every library.")
    assert made.updates.count() == 1
    with pytest.raises(CoequalError, match="Announce it first"):
        update(officer(), involvement("being prepared"), "Hello")
    with pytest.raises(NotAllowed):
        update(officer(), involvement("reported"), "Hello")


@pytest.mark.django_db
def test_days_are_set_and_moved_with_a_word_to_everybody() -> None:
    """The last day of one that is open can be put off; the first day stays."""
    made = involvement("being prepared", opens=None, closes=None)
    days = (timezone.localdate() + timedelta(2), timezone.localdate() + timedelta(30))
    move(officer(), made, fingerprint(made), days)
    assert (again(made).opens, again(made).closes) == days
    move(officer(), made, fingerprint(again(made)), days)
    going = involvement("open")
    assert going.opens is not None
    with pytest.raises(CoequalError, match="Say in a sentence"):
        move(officer(), going, fingerprint(going), (going.opens, timezone.localdate() + timedelta(30)))
    move(
        officer(),
        going,
        fingerprint(going),
        (going.opens, timezone.localdate() + timedelta(30)),
        "Many of you asked for more time.",
    )
    assert again(going).closes == timezone.localdate() + timedelta(30)
    assert going.updates.get().says == "Many of you asked for more time."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "opens", "closes", "says"),
    [
        ("closed", -20, 5, "It has closed"),
        ("announced", -1, 30, "The first day has passed"),
        ("open", -4, 30, "stays as it is"),
        ("open", -5, -1, "The last day has passed"),
        ("being prepared", 9, 2, "must not be before"),
    ],
)
def test_days_that_cannot_be_are_refused(state: str, opens: int, closes: int, says: str) -> None:
    """What has been is not changed afterwards."""
    made = involvement(state)
    with pytest.raises(CoequalError, match=says):
        move(
            officer(),
            made,
            fingerprint(made),
            (timezone.localdate() + timedelta(opens), timezone.localdate() + timedelta(closes)),
            "More time.",
        )


@pytest.mark.django_db
def test_what_was_put_on_hold_after_it_closed_does_not_open_again() -> None:
    """One that was on hold when its last day passed can get more time."""
    days = {"opens": timezone.localdate() - timedelta(20), "closes": timezone.localdate() - timedelta(5)}
    closed, held = involvement("on hold", **days), involvement("announced", **days)
    Pause.objects.create(involvement=held, since=timezone.localdate() - timedelta(9), reason="A pandemic.")
    wanted = (timezone.localdate() - timedelta(20), timezone.localdate() + timedelta(20))
    with pytest.raises(CoequalError, match="It has closed"):
        move(officer(), closed, fingerprint(closed), wanted, "More time.")
    move(officer(), held, fingerprint(held), wanted, "More time.")
    assert again(held).closes == wanted[1]


@pytest.mark.parametrize(
    ("body", "opens", "closes", "says"),
    [
        ("integrated care board", date(2022, 6, 30), date(2022, 8, 1), "There is no integrated care board on 30 June 2022"),
        ("clinical commissioning group", date(2022, 7, 1), date(2022, 8, 1), "There is no clinical commissioning group"),
        ("NHS England", date(2026, 2, 2), date(2026, 2, 1), "must not be before"),
        ("another body", date(1990, 1, 1), date(1990, 1, 1), ""),
    ],
)
def test_days_fit_the_body(body: str, opens: date, closes: date, says: str) -> None:
    """CCGs ended on 30 June 2022, and ICBs began on the next day."""
    assert says in " ".join(faults(body, opens, closes))
    assert bool(list(faults(body, opens, closes))) == bool(says)


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        (date(2026, 9, 1), date(2026, 10, 30), []),
        (date(2026, 9, 1), date(2026, 9, 1), ["1 day to"]),
        (date(2026, 9, 1), date(2026, 9, 27), ["27 days to"]),
        (date(2026, 9, 1), date(2026, 9, 28), []),
        (date(2026, 12, 28), date(2027, 1, 31), ["Christmas and the New Year 2027"]),
        (date(2027, 1, 2), date(2027, 2, 28), ["Christmas and the New Year 2027"]),
        (date(2026, 7, 1), date(2026, 8, 1), ["August 2026"]),
        (date(2027, 3, 22), date(2027, 5, 20), ["6 May 2027"]),
        (date(2025, 5, 2), date(2025, 6, 20), []),
    ],
)
def test_advice_names_short_times_holidays_and_elections(opens: date, closes: date, words: list[str]) -> None:
    """Local elections are on the first Thursday in May."""
    found = list(advice(opens, closes))
    assert len(found) == len(words)
    assert all(word in says for word, says in zip(words, found, strict=True))
