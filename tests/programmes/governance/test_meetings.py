"""Meetings from their call to their end, their seats, their papers, and delegated limits."""

from datetime import date, timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.documents.model import Paragraph, document
from coequal.errors import CoequalError
from coequal.programmes.governance import meetings, papers
from coequal.programmes.governance.limits import beyond, end_limit, set_limit
from coequal.programmes.governance.meetings import Call, call
from coequal.programmes.models import BoardPaper, DelegatedLimit, Meeting
from coequal.programmes.models.governing import CALLED, CALLED_OFF, CLOSED, SITTING
from tests.programmes import making
from tests.programmes.making import governance
from tests.web.signing import OTHER, organisation

pytestmark = pytest.mark.django_db


def limit(pounds: int = 50_000, since: date = date(2020, 1, 1)) -> DelegatedLimit:
    """A limit of the clinical policy group."""
    return set_limit(governance(), organisation(), "The clinical policy group", pounds, since=since, source="Standing orders, 4")


def called(days: int = 10, **values: object) -> Meeting:
    """A meeting that is called for a day."""
    said = Call("The board", timezone.localdate() + timedelta(days), 2, **values)
    return call(governance(), organisation(), said)


def test_a_meeting_is_called_with_its_quorum_and_its_rule_in_a_tie() -> None:
    """Unless it is said otherwise, a tie is lost."""
    made = called(at="10:00", place="Town hall")
    assert (made.state, made.quorum, made.tie, made.delegated) == (CALLED, 2, "a tie is lost", None)
    assert Entry.objects.latest("number").action == "called a meeting"


def test_a_meeting_needs_somebody_there_and_a_limit_that_holds() -> None:
    """A quorum of nobody, a limit of later, and a limit of others are refused."""
    with pytest.raises(CoequalError, match="at least one"):
        call(governance(), organisation(), Call("The board", date(2027, 1, 1), 0))
    late = limit(since=date(2027, 2, 1))
    with pytest.raises(CoequalError, match="may not decide for Exampleshire"):
        call(governance(), organisation(), Call("The group", date(2027, 1, 1), 2, delegated=late))
    with pytest.raises(CoequalError, match="may not decide for Sampleton"):
        call(governance(at=OTHER), organisation(OTHER), Call("The group", date(2027, 3, 1), 2, delegated=late))


def test_only_governance_of_the_organisation_calls_a_meeting() -> None:
    """Nobody else, and nobody elsewhere."""
    said = Call("The board", date(2027, 1, 1), 2)
    with pytest.raises(NotAllowed):
        call(making.acting(Role.POLICY_MANAGER), organisation(), said)
    with pytest.raises(Http404):
        call(governance("other@sampleton.example", at=OTHER), organisation(), said)
    assert not Meeting.objects.exists()


def test_a_seat_is_named_once_and_one_member_chairs() -> None:
    """A second chair, and the same seat again, are refused."""
    made = called()
    chair = meetings.seat(governance(), made, "Ada", "chair", chairs=True)
    assert (chair.votes, chair.there, str(chair)) == (True, False, "Ada, chair")
    with pytest.raises(CoequalError, match="has a seat already"):
        meetings.seat(governance(), made, "Ada", "chair")
    with pytest.raises(CoequalError, match="has one chair"):
        meetings.seat(governance(), made, "Ben", "vice chair", chairs=True)
    meetings.attend(governance(), chair, there=True)
    assert made.attendances.get().there


def test_papers_have_to_be_out_five_clear_days_before() -> None:
    """Neither the day on which they come out nor that of the meeting counts."""
    made = making.meeting(CALLED)
    assert meetings.late(made) == []
    paper = made.papers.get()
    for days, says in ((6, []), (5, ["4 clear days"]), (2, ["1 clear day "]), (0, ["0 clear days"])):
        paper.published = timezone.now() - timedelta(days)
        paper.save()
        found = meetings.late(made)
        assert len(found) == len(says), days
        assert all(word in found[0] for word in says), found
    paper.delete()
    assert meetings.late(made) == ["The meeting has no papers."]


def test_a_meeting_begins_on_its_day_and_not_at_short_notice() -> None:
    """Unless somebody entitled to lets it, with a reason that everybody can read."""
    early = called(days=1)
    with pytest.raises(CoequalError, match="cannot begin before that day"):
        meetings.begin(governance(), early)
    made = called(days=0)
    papers.add(governance(), made, "What is proposed", "Read this.")
    with pytest.raises(CoequalError, match=r"5 clear days to read the papers. “What is proposed” is not published"):
        meetings.begin(governance(), made)
    with pytest.raises(CoequalError, match="Say why"):
        meetings.allow_short_notice(governance(), made, " ")
    with pytest.raises(NotAllowed):
        meetings.allow_short_notice(making.acting(Role.POLICY_MANAGER), made, "It is urgent.")
    meetings.allow_short_notice(governance(), made, "It is urgent.")
    meetings.begin(governance(), made)
    made.refresh_from_db()
    assert (made.state, made.short_notice) == (SITTING, "It is urgent.")
    with pytest.raises(CoequalError, match="begun already"):
        meetings.begin(governance(), made)
    with pytest.raises(CoequalError, match="The meeting is sitting"):
        meetings.allow_short_notice(governance(), made, "Again.")


def test_a_meeting_ends_once_every_motion_is_decided() -> None:
    """Before it began it is called off instead."""
    with pytest.raises(CoequalError, match="It has not begun"):
        meetings.close(governance(), making.meeting(CALLED))
    made = making.meeting()
    motion = making.motion(making.area(), made)
    with pytest.raises(CoequalError, match=motion.reference):
        meetings.close(governance(), made)
    motion.delete()
    meetings.close(governance(), made)
    assert Meeting.objects.get(pk=made.pk).state == CLOSED
    with pytest.raises(NotAllowed, match="This is closed now"):
        meetings.seat(governance(), made, "Eve", "member")


def test_a_meeting_is_called_off_with_a_reason_and_only_before_it_begins() -> None:
    """Everybody can read why."""
    made = called()
    with pytest.raises(CoequalError, match="Say why"):
        meetings.call_off(governance(), made, "")
    meetings.call_off(governance(), made, "The hall burnt down.")
    made.refresh_from_db()
    assert (made.state, made.why_called_off) == (CALLED_OFF, "The hall burnt down.")
    with pytest.raises(CoequalError, match="The meeting is called off"):
        meetings.call_off(governance(), made, "Again.")


def test_a_published_paper_stays() -> None:
    """One that nobody has read can be taken out."""
    made = called()
    with pytest.raises(CoequalError, match="Write the paper"):
        papers.add(governance(), made, "Nothing", " ")
    first, second = (papers.add(governance(), made, title, "Some **words**.") for title in ("One", "Two"))
    papers.take_out(governance(), second)
    assert papers.publish(governance(), made) == 1
    assert papers.publish(governance(), made) == 0
    with pytest.raises(CoequalError, match="so it stays"):
        papers.take_out(governance(), first)
    assert [one.title for one in BoardPaper.objects.all()] == ["One"]


def test_a_paper_is_read_as_a_document() -> None:
    """A text with the meeting that it is for; one made from the record exactly as it was made."""
    made = called()
    read = papers.paper_document(papers.add(governance(), made, "One", "Some **words**."))
    assert Paragraph("Some words.") in read.blocks
    assert ("For", "The board") in read.facts
    whole = document("Made", "From the record", [Paragraph("As it was.")])
    assert papers.paper_document(papers.add(governance(), made, "Two", whole)) == whole


def test_a_limit_says_whose_it_is_and_where_it_is_laid_down() -> None:
    """It ends once, and not before it began."""
    with pytest.raises(CoequalError, match="where that is laid down"):
        set_limit(governance(), organisation(), "Somebody", 1, since=date(2020, 1, 1), source="")
    made = limit()
    assert (str(made), made.state) == ("The clinical policy group, up to £50,000 a year", "goes on")
    with pytest.raises(CoequalError, match="cannot end before that"):
        end_limit(governance(), made, date(2019, 1, 1))
    end_limit(governance(), made, date(2027, 1, 1))
    made.refresh_from_db()
    assert (made.state, made.holds(date(2027, 1, 1)), made.holds(date(2027, 1, 2))) == ("ends", True, False)
    with pytest.raises(CoequalError, match="ends on 1 January 2027 already"):
        end_limit(governance(), made, date(2028, 1, 1))


@pytest.mark.parametrize(
    ("pounds", "says"),
    [
        (50_000, ""),
        (-50_000, ""),
        (50_001, "costs £50,001 a year"),
        (-50_001, "saves £50,001 a year"),
        (None, "is not known"),
    ],
)
def test_up_to_a_limit_a_group_may_decide(pounds: int | None, says: str) -> None:
    """What is saved counts by its size; what is not known is beyond every limit."""
    made = making.motion(making.area(), making.meeting(delegated=limit()), pounds_a_year=pounds)
    assert says in beyond(made)
    assert bool(beyond(made)) == bool(says)


def test_a_limit_that_does_not_hold_any_more_lets_nothing_be_decided() -> None:
    """The board itself has none."""
    ended = limit()
    end_limit(governance(), ended, date(2021, 1, 1))
    ended.refresh_from_db()
    area = making.area()
    assert "does not hold on" in beyond(making.motion(area, making.meeting(delegated=ended), pounds_a_year=1))
    assert not beyond(making.motion(area, making.meeting()))
