"""Publishing the report."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail import record
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.involvement.models import Involvement, Pause, PublishedReport, Response
from coequal.involvement.models.involvements import CLOSED, ON_HOLD, OPEN, REPORTED, end_of
from coequal.involvement.models.responses import COMPLETE, PARTIAL
from coequal.involvement.reporting import publishing
from coequal.involvement.reporting.passages import write
from coequal.involvement.reporting.publishing import Changed, Three, doubts, publish, three
from tests.involvement.making import involvement, response, survey
from tests.involvement.reporting.much import acting, headings, much, said

pytestmark = pytest.mark.django_db


def test_a_report_is_kept_as_it_was_made() -> None:
    """The three with a digest; the involvement counts as reported, and the trail says so."""
    made, governance = much(), acting(Role.GOVERNANCE)
    looked = three(made)
    edition = publish(governance, made, looked.digest, "")
    made.refresh_from_db()
    assert (edition.number, edition.why, made.state) == (1, "", REPORTED)
    assert edition.document("full").blocks == looked.full.blocks
    assert edition.document("full").facts[-1][0] == "Published"
    assert edition.document("summary").blocks == looked.summary.blocks
    assert edition.document("easy_read").blocks == looked.easy_read.blocks
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.told) == ("published the report of findings", {"edition": 1, "digest": edition.digest})
    assert edition.digest.startswith("sha256:")
    assert str(edition) == f"{made.reference}, report 1"
    assert (edition.organisation, edition.state) == (made.organisation, REPORTED)


def test_nothing_is_published_that_nobody_looked_at() -> None:
    """What changed since has to be looked at again."""
    made, governance = involvement(CLOSED), acting(Role.GOVERNANCE)
    looked = three(made)
    write(acting(Role.ANALYST, email="a@exampleshire.example"), made, "conclusion", "Something else.", 0)
    with pytest.raises(Changed, match="Look at it again"):
        publish(governance, made, looked.digest, "")
    assert not PublishedReport.objects.exists()


def test_what_was_not_gathered_yet_is_looked_at_first() -> None:
    """A text that came since the last gathering is gathered now, and publishing waits for somebody to look."""
    made, governance = involvement(CLOSED), acting(Role.GOVERNANCE)
    response(survey(made), {"capacity": "patient", "one-policy": "agree", "effect": "It was fair."})
    with pytest.raises(Changed, match="wait to be looked at"):
        publish(governance, made, three(made).digest, "")
    assert made.extracts.filter(screened=False).count() == 1
    assert publish(governance, made, three(made).digest, "").number == 1


def test_a_new_edition_says_why_and_leaves_the_one_before() -> None:
    """Under its title, for everybody."""
    made, governance = involvement(CLOSED), acting(Role.GOVERNANCE)
    first = publish(governance, made, three(made).digest, "")
    with pytest.raises(CoequalError, match="Say why there is a new one"):
        publish(governance, made, three(made).digest, "  ")
    second = publish(governance, made, three(made).digest, "A table was wrong.")
    assert (second.number, second.why) == (2, "A table was wrong.")
    assert second.document("full").facts[-1][1].endswith("edition 2. Why there is a new one: A table was wrong.")
    assert PublishedReport.objects.get(number=1) == first
    assert headings(first.document("full")) == headings(second.document("full"))


def test_what_is_on_hold_stays_so() -> None:
    """Its results are published while the next phase is on hold; and it can go on afterwards."""
    made, governance = involvement(ON_HOLD), acting(Role.GOVERNANCE)
    edition = publish(governance, made, three(made).digest, "")
    made.refresh_from_db()
    assert (made.state, made.reported) == (ON_HOLD, None)
    assert "A pandemic." in said(list(edition.document("full").blocks))
    Pause.objects.update(until=timezone.localdate())
    assert made.state != REPORTED


def test_nothing_is_published_while_people_can_be_heard() -> None:
    """And by those who may alone."""
    made = involvement(OPEN)
    with pytest.raises(NotAllowed):
        publish(acting(Role.GOVERNANCE), made, three(made).digest, "")
    closed = involvement(CLOSED)
    with pytest.raises(NotAllowed):
        publish(acting(Role.ANALYST, email="a@exampleshire.example"), closed, three(closed).digest, "")


def test_what_should_be_looked_at_first_is_said() -> None:
    """Places that need words, texts not looked at, gates, promises, a summary that is too long; answered, they are gone."""
    made, analyst = much(), acting(Role.ANALYST)
    made.extracts.update(screened=False)
    write(analyst, made, "executive-summary", "\n\n".join(["A long sentence about what was said. " * 20] * 40), 0)
    write(analyst, made, "area west", "The west differs.", 0)
    made.frames.get().codings.filter(theme="cost").update(taken_back=timezone.now())
    told = "\n".join(doubts(made))
    assert "This has no place any more, and is in no report: “The west differs.”." in told
    assert "10 texts stand under no theme of “Why” yet." in told
    assert "Nothing is written yet in “2.3 Report authors”." in told
    assert "Nothing is written yet in “13 Conclusion”." in told
    assert "“1 Executive summary”" not in told
    assert "32 pieces of what people wrote have not been looked at" in told
    assert "before an involvement closes is not answered: Equality: who was heard." in told
    assert "Before anything is decided, this has to be answered: Taken into account." in told
    assert "neither kept nor explained yet: We publish what you say" in told
    assert "and should have 4 at most" in told
    quiet = involvement(CLOSED, dates_only=True)
    for place in ("executive-summary", "authors", "conclusion", "equality"):
        write(analyst, quiet, place, "Said.", 0)
    assert list(doubts(quiet)) == []


def test_three_are_told_from_any_others() -> None:
    """By one letter."""
    found = three(involvement(CLOSED))
    assert replace(found, summary=replace(found.summary, lead="Another.")).digest != found.digest
    assert found.dated(("Published", "today")).summary.facts[-1] == ("Published", "today")


def test_what_was_published_on_hold_counts_as_reported_once_it_is_over() -> None:
    """Where nobody could answer after it; not where it went on, and people answered again."""
    made = involvement(CLOSED)
    assert made.closes is not None
    pause = Pause.objects.create(involvement=made, since=made.closes - timedelta(3), reason="A pandemic.")
    PublishedReport(involvement=made, number=1, at=end_of(made.closes - timedelta(2))).save()
    assert made.state == ON_HOLD
    pause.until = timezone.localdate()
    pause.save()
    assert made.state == REPORTED
    pause.until = made.closes - timedelta(1)
    pause.save()
    assert made.state == CLOSED
    PublishedReport(involvement=made, number=2, at=end_of(made.closes)).save()
    assert made.state == REPORTED


def test_nothing_is_published_before_those_who_began_in_time_can_send_no_more() -> None:
    """It would take their day of grace away; where everybody has sent their answers it is published at once."""
    made, governance = involvement(CLOSED), acting(Role.GOVERNANCE)
    made.closes, made.ended = timezone.localdate(), timezone.now() - timedelta(hours=1)
    made.save()
    response(survey(made), {"capacity": "patient"}, status=PARTIAL, completed=None, key="digest")
    with pytest.raises(CoequalError, match="Publish the report after that"):
        publish(governance, made, three(made).digest, "")
    Response.objects.update(status=COMPLETE)
    assert publish(governance, made, three(made).digest, "").number == 1


def test_who_withdraws_while_a_report_is_published_is_waited_for_or_waits() -> None:
    """Both hold the involvement; the report is made before, and under the lock nothing may have moved since."""
    made, governance = involvement(CLOSED), acting(Role.GOVERNANCE)
    digest = three(made).digest
    with CaptureQueriesContext(connection) as asked:
        publish(governance, made, digest, "")
    texts = [one["sql"] for one in asked.captured_queries]
    written = max(place for place, text in enumerate(texts) if 'FROM "involvement_passage"' in text)
    locked = next(place for place, text in enumerate(texts) if place > written and '"involvement_involvement"."id" = ' in text)
    looked = next(place for place, text in enumerate(texts) if place > locked and 'FROM "involvement_response"' in text)
    kept = next(place for place, text in enumerate(texts) if text.startswith('INSERT INTO "involvement_publishedreport"'))
    assert written < locked < looked < kept


def _erase(made: Involvement) -> None:
    """What comes of a response whose answers are withdrawn."""
    Response.objects.get(survey__involvement=made).save()


def _write(made: Involvement) -> None:
    """What somebody writes in the report."""
    write(acting(Role.ANALYST, email="a@exampleshire.example"), made, "conclusion", "Something else.", 0)


@pytest.mark.parametrize("meanwhile", [_erase, _write])
def test_what_moves_while_a_report_is_made_keeps_it_from_being_published(
    meanwhile: Callable[[Involvement], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer or a text that changed; that somebody read a response meanwhile is no change."""
    made, governance = involvement(CLOSED), acting(Role.GOVERNANCE)
    given = response(survey(made), {"capacity": "patient"})
    looked = three(made).digest

    def making(of: Involvement) -> Three:
        found = three(of)
        meanwhile(of)
        return found

    monkeypatch.setattr(publishing, "three", making)
    with pytest.raises(Changed, match="while the report was being made"):
        publish(governance, made, looked, "")
    assert not PublishedReport.objects.exists()
    looked = three(made).digest
    monkeypatch.setattr(publishing, "three", lambda of: (three(of), _read(given))[0])
    assert publish(governance, made, looked, "").number == 1


def _read(given: Response) -> None:
    with transaction.atomic():
        record(acting(Role.ANALYST, email="a@exampleshire.example"), "read a response", given)
