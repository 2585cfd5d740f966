"""What everybody reads: the report in every edition, and what came of each theme."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coequal.accounts.roles import Role
from coequal.involvement.coding.frames import merge
from coequal.involvement.models import Consideration, Involvement
from coequal.involvement.models.involvements import CLOSED, OPEN, PREPARING
from coequal.involvement.reporting.considering import CHANGED, NOT_CHANGED, Considered, keep, lines
from coequal.involvement.reporting.considering import publish as publish_answers
from coequal.involvement.reporting.publishing import publish, three
from coequal.web.findings.changes import Change, change
from tests.involvement.making import involvement
from tests.involvement.reporting.much import acting, frame_of, much
from tests.web.findings.test_desk import at, page
from tests.web.signing import signed_in

pytestmark = pytest.mark.django_db
SAID = Considered(
    "All 30 texts.", "The board, in public", date(2026, 11, 1), "One policy.", CHANGED, "luton/assisted-conception@2016-06", "1"
)


def published(made: Involvement, why: str = "") -> None:
    publish(acting(Role.GOVERNANCE, email="g@exampleshire.example"), made, three(made).digest, why)


def test_everybody_reads_and_takes_along_what_is_published(client: Client) -> None:
    """The report, the summary, the easy read; each as a page and as files; that it is invented stands on each."""
    made = involvement(CLOSED)
    assert client.get(at("report", made)).status_code == 404
    published(made)
    for which, heading in ((None, "Report of findings"), ("summary", "Summary of findings"), ("easy-read", "What people told us")):
        told = page(client, at("part", made, which=which) if which else at("report", made))
        assert heading in told
        assert "Exampleshire does not exist." in told
    for file, begins in (
        ("report.pdf", b"%PDF"),
        ("summary.docx", b"PK"),
        ("report.csv", b"\xef\xbb\xbf"),
        ("easy-read.html", b"<!DOC"),
    ):
        assert client.get(at("public-file", made, number=1, file=file)).content.startswith(begins)
    assert client.get(at("part", made, which="other")).status_code == 404
    assert client.get(at("public-file", made, number=1, file="other.pdf")).status_code == 404
    assert client.get(at("public-file", made, number=2, file="report.pdf")).status_code == 404
    assert not client.cookies


def test_an_earlier_edition_stays_and_says_that_there_is_a_newer_one(client: Client) -> None:
    """With the reason for that."""
    made = involvement(CLOSED)
    published(made)
    published(made, "A table was wrong.")
    newest, first = page(client, at("report", made)), page(client, at("edition", made, number=1))
    assert "An earlier edition" not in newest
    assert "A table was wrong." in newest
    assert "An earlier edition" in first
    assert at("report", made) in first
    assert client.get(at("edition-part", made, number=1, which="summary")).status_code == 200


def test_what_is_being_prepared_is_not_there(client: Client) -> None:
    """Neither a report nor what came of it."""
    made = involvement(PREPARING)
    assert client.get(at("report", made)).status_code == 404
    assert client.get(at("you-said", made)).status_code == 404


def test_everybody_reads_what_came_of_each_theme(client: Client) -> None:
    """What people said, what was considered by whom and when, the answer, and the clause that changed or why none did."""
    made, manager = much(), acting(Role.POLICY_MANAGER)
    assert "Nothing has been published here yet." in page(client, at("you-said", made))
    keep(manager, lines(made)[0], SAID, 0)
    keep(manager, lines(made)[1], replace(SAID, outcome=NOT_CHANGED, answer="It costs what it costs."), 0)
    keep(manager, lines(made)[2], replace(SAID, policy="exampleshire/assisted-conception@2027-04"), 0)
    assert "One policy." not in page(client, at("you-said", made))
    publish_answers(manager, made, "The report is late.")
    told = page(client, at("you-said", made))
    for words in (
        "The same for everybody",
        "About 20 texts spoke of this.",
        "Considered by The board, in public on 1 November 2026.",
        "It costs what it costs.",
    ):
        assert words in told
    assert "/policies/luton/assisted-conception/2016-06" in told
    assert "exampleshire/assisted-conception@2027-04, which our library does not hold yet" in told
    assert told.count("What changed: clause") == 2
    assert "The report of findings" not in told
    Consideration.objects.filter(theme="fair").update(said="*")
    assert "so few that we do not say how many" in page(client, at("you-said", made))
    published(made)
    assert "The report of findings" in page(client, at("you-said", made))


def test_an_answer_stays_when_its_theme_goes_into_another(client: Client) -> None:
    """With the theme that it has been brought together with."""
    made, manager = much(), acting(Role.POLICY_MANAGER)
    keep(manager, lines(made)[1], SAID, 0)
    publish_answers(manager, made, "The report is late.")
    assert "brought together" not in page(client, at("you-said", made))
    merge(acting(Role.ANALYST, email="a@exampleshire.example"), frame_of(made), 1, "cost", "fair")
    told = page(client, at("you-said", made))
    assert "What it costs" in told
    assert "brought together with “The same for everybody”" in told


def test_each_answer_says_of_which_frame_it_is_and_that_only_the_policy_may_be_unchanged(client: Client) -> None:
    """So that two themes of one name are told apart, and nobody reads that what most wanted was refused."""
    made, manager = much(), acting(Role.POLICY_MANAGER)
    keep(manager, lines(made)[0], replace(SAID, outcome=NOT_CHANGED), 0)
    publish_answers(manager, made, "The report is late.")
    told = page(client, at("you-said", made))
    assert '<span class="nhsuk-caption-m">Why</span> The same for everybody' in told
    assert "Nothing in the policy changed because of this" in told


def test_the_database_is_asked_no_more_often_however_many_themes_are_answered(client: Client) -> None:
    """A frame is read for all its themes together."""
    made, manager = much(), acting(Role.POLICY_MANAGER)
    asked = []
    for some in (1, 3):
        for line in lines(made)[:some]:
            if line.consideration is None:
                keep(manager, line, replace(SAID, outcome=NOT_CHANGED), 0)
        publish_answers(manager, made, "The report is late.")
        with CaptureQueriesContext(connection) as found:
            assert page(client, at("you-said", made)).count("Nothing in the policy changed") == some
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_a_change_leads_to_its_clause_and_to_the_version_before() -> None:
    """Where the library has them."""
    found = change("south-staffordshire/assisted-conception@2013-04", "no such clause")
    assert (found.title != "", "#" in found.address) == (True, False)
    named = [change(f"nice/assisted-conception@{version}", clause) for version, clause in _clauses()]
    assert any("#clause-" in one.address for one in named)
    assert ["?from=2013-02&to=2025-09-draft" in one.difference for one in named] == [False, True]
    assert change("nowhere/assisted-conception@2020", "1") == Change("nowhere/assisted-conception@2020", "1")


def _clauses() -> list[tuple[str, str]]:
    from coequal.web.shelf import shelf

    return [(one.version, next(c.clause for c in one.criteria if c.clause)) for one in shelf().versions("nice/assisted-conception")]


def test_staff_answer_each_theme_and_publish(client: Client) -> None:
    """With quotes beside, and only once people can no longer be heard."""
    made, manager = much(), signed_in(Role.POLICY_MANAGER)
    listed = at("considerations", made)
    address = at("consider", made, frame=frame_of(made).reference, theme="fair")
    assert "3 themes are not answered yet." in page(manager, listed)
    told = page(manager, address)
    assert "Because of reason 0" in told
    assert "Texts under this theme: 20." in told
    sent = {
        "considered": "All texts.",
        "considered_by": "The board",
        "considered_on[day]": "1",
        "considered_on[month]": "11",
        "considered_on[year]": "2026",
        "outcome": "changed",
        "answer": "One policy.",
        "mark": "0",
    }
    answer = manager.post(address, sent).content.decode()
    assert "Say in which version of which policy it changed." in answer
    assert "Say which clause changed." in answer
    answer = manager.post(address, {**sent, "policy": "Luton 2025", "clause": "1"}).content.decode()
    assert "Write it as area/service@version" in answer
    whole = {**sent, "policy": "luton/assisted-conception@2016-06", "clause": "1"}
    assert manager.post(address, whole).headers["Location"] == listed
    assert "1 answer can be published." in page(manager, listed)
    assert "To look at before you publish" in page(manager, listed)
    assert "An invented area" in page(manager, address)
    clash = manager.post(address, {**whole, "answer": "Two policies."}).content.decode()
    assert "What somebody else has kept meanwhile" in clash
    assert 'name="mark" value="1"' in clash
    assert "One policy." in clash
    assert "Two policies." in clash
    assert "One policy." in page(manager, address)
    assert "It is still open whether this was kept." in page(manager, listed)
    for why, says in (("", "Say first how each promise stands"), ("w" * 301, "in 300 characters or fewer")):
        answer = manager.post(at("publish-considerations", made), {"why": why})
        assert says in answer.content.decode()
    assert "One policy." not in page(client, at("you-said", made))
    assert manager.post(at("publish-considerations", made), {"why": "The report is late."}).status_code == 302
    told = page(client, f"/involvement/{made.reference}")
    assert "while this is still promised: We publish what you say. The report is late." in told
    assert "One policy." in page(client, at("you-said", made))
    assert "Everybody can read this already." in page(manager, address)
    for theme in ("cost", "other"):
        manager.post(at("consider", made, frame=frame_of(made).reference, theme=theme), {**sent, "outcome": "not changed"})
    assert "Every theme is answered." in page(manager, listed)
    assert manager.get(at("consider", made, frame=frame_of(made).reference, theme="none")).status_code == 404


def test_themes_are_not_shown_before_they_can_be_considered() -> None:
    """So that nothing is decided while people can still be heard; and officers see without changing."""
    assert "People can still be heard." in page(signed_in(Role.POLICY_MANAGER), at("considerations", much(OPEN)))
    officer = signed_in(Role.INVOLVEMENT_OFFICER, email="o@exampleshire.example")
    assert "There are no themes yet." in page(officer, at("considerations", involvement(CLOSED)))
    told = page(officer, at("considerations", much()))
    assert "The same for everybody" in told
    assert "Answer it" not in told
