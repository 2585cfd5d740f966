"""The papers of a meeting: written, made from the record, published, and had as files."""

import pytest
from django.test import Client

from coequal.accounts.roles import Role
from coequal.programmes.models import BoardPaper
from coequal.programmes.models.governing import CALLED, CLOSED
from tests.programmes import making
from tests.web.governing.asking import at, fertility, hidden, said, sent, text
from tests.web.signing import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    """Somebody of governance, signed in."""
    return signed_in(Role.GOVERNANCE)


def test_a_paper_is_written_read_and_taken_out(officer: Client) -> None:
    """Nobody outside reads it before it is published; then it stays."""
    meeting = making.meeting(CALLED, seats=0)
    meeting.papers.all().delete()
    assert "There are no papers yet." in text(officer, at("papers", meeting))
    page = said(sent(officer, at("papers", meeting), title="Why", area="all", text=""))
    assert "Write the paper." in page
    assert 'value="Why"' in page
    sent(officer, at("papers", meeting), title="Why", area="all", text="## Because\n\nIt is **fair**.")
    paper = BoardPaper.objects.get()
    shown = text(officer, at("paper", meeting, number=paper.pk))
    assert "It is fair." in shown
    assert "Nobody but staff can read it yet." in shown
    assert Client().get(at("public-meeting", meeting)).status_code == 404
    assert Client().get(at("public-paper", meeting, number=paper.pk)).status_code == 404
    assert "“Why” will be gone" in text(officer, at("paper-out", meeting, number=paper.pk))
    sent(officer, at("paper-out", meeting, number=paper.pk))
    assert not BoardPaper.objects.exists()
    assert officer.get(at("paper", meeting, number=paper.pk)).status_code == 404


def test_papers_are_published_after_a_last_look(officer: Client) -> None:
    """It says which, how many clear days there are, and that papers from the record are not among them; nothing twice."""
    meeting = making.meeting(CALLED, days_ago=-10)
    meeting.papers.update(published=None)
    paper = meeting.papers.get()
    page = text(officer, at("publish", meeting))
    for words in ("To be published: “What is proposed”.", "9 clear days from today", "made from the record are not among them"):
        assert words in page
    assert "published, since" not in page
    assert "All papers were out in time." in said(sent(officer, at("publish", meeting)))
    assert "There is no paper that is not published already" in text(officer, at("publish", meeting))
    assert "People can read this paper already" in said(sent(officer, at("paper-out", meeting, number=paper.pk)))
    everybody = text(Client(), at("public-meeting", meeting))
    assert "What is proposed" in everybody
    assert "An invented area." in everybody
    assert "Nothing on the agenda can be read here yet." in everybody
    assert "Read this." in text(Client(), at("public-paper", meeting, number=paper.pk))


def test_what_a_colleague_added_after_the_look_is_not_published_with_it(officer: Client) -> None:
    """It waits for a look of its own; where one was taken out meanwhile, nothing is published before another look."""
    meeting = making.meeting(CALLED, days_ago=-10)
    meeting.papers.update(published=None)
    seen, late = hidden(officer.get(at("publish", meeting))), {"title": "A draft", "text": "Not ready."}
    added = BoardPaper.objects.create(meeting=meeting, **late)
    officer.post(at("publish", meeting), seen)
    assert list(meeting.papers.filter(published=None)) == [added]
    seen = hidden(officer.get(at("publish", meeting)))
    added.delete()
    other = BoardPaper.objects.create(meeting=meeting, **late)
    assert "Somebody else took a paper out meanwhile" in said(officer.post(at("publish", meeting), seen))
    assert list(meeting.papers.filter(published=None)) == [other]


def test_papers_are_made_from_the_record(officer: Client) -> None:
    """Kept they stay as they are; to look at they are as the record is now."""
    meeting = making.meeting(CALLED)
    making.motion(fertility(), meeting)
    page = said(officer.post(at("keep-pack", meeting), follow=True))
    assert "made from the record" in page
    paper = BoardPaper.objects.exclude(kept="").get()
    assert "Draft motion" in text(officer, at("paper", meeting, number=paper.pk))
    assert "made from the record are not among them" not in text(officer, at("publish", meeting))


@pytest.mark.parametrize(("view", "kind"), [("pdf", "application/pdf"), ("word", "officedocument")])
def test_papers_are_had_as_files(officer: Client, view: str, kind: str) -> None:
    """The pack as it is now and each paper for staff; published ones for everybody."""
    meeting = making.meeting(CLOSED)
    paper = meeting.papers.get()
    asked = [
        (officer, at(f"pack-{view}", meeting)),
        (officer, at(f"paper-{view}", meeting, number=paper.pk)),
        (Client(), at(f"public-paper-{view}", meeting, number=paper.pk)),
    ]
    for client, address in asked:
        answer = client.get(address)
        assert answer.status_code == 200
        assert kind in answer["Content-Type"]
        assert meeting.reference in answer["Content-Disposition"]
    BoardPaper.objects.update(published=None)
    assert Client().get(asked[2][1]).status_code == 404


def test_whoever_does_not_run_meetings_reads_their_papers() -> None:
    """Without the forms that change them."""
    meeting = making.meeting(CALLED)
    page = text(signed_in(Role.POLICY_MANAGER), at("papers", meeting))
    assert "What is proposed" in page
    assert "Write a paper" not in page
