"""What everybody may read of involvements by the API."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.documents.model import Table
from coequal.involvement.counting.told import answered, came_in
from coequal.involvement.models import Event, Paper, Pause, Promise, StatedFigure, Update
from coequal.involvement.models.involvements import CLOSED, OPEN, PREPARING, REPORTED
from coequal.involvement.reporting.publishing import publish, three
from tests.involvement.making import involvement, survey
from tests.involvement.reporting.much import acting, much
from tests.web.api.asking import data, get, problem
from tests.web.api.involved import CAME, SAID, reported
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db
NOBODY = "There is no involvement with this reference. The list of involvements has them all."


def told(table: Table) -> dict[str, object]:
    return {"caption": table.caption, "head": [*table.head], "rows": [[*row] for row in table.rows]}


def test_involvements_are_listed_once_they_are_announced() -> None:
    """By where they stand, in pages; each says that it is invented where it is."""
    made = {state: involvement(state) for state in (PREPARING, OPEN, CLOSED)}
    real = organisation("SAM1")
    real.invented = False
    real.save()
    other = involvement(OPEN, real)
    found = data(get("involvements"))
    assert {one["reference"] for one in found} == {one.reference for one in (made[OPEN], made[CLOSED], other)}
    (closed,) = data(get("involvements?state=closed"))
    assert (closed["reference"], closed["state"], closed["invented"]) == (made[CLOSED].reference, "closed", True)
    assert closed["notice"] == made[CLOSED].organisation.made_up
    assert closed["address"] == f"http://testserver/involvement/{closed['reference']}"
    assert next(one for one in found if one["reference"] == other.reference).keys().isdisjoint({"invented", "notice"})
    first = get("involvements?size=1")
    assert (len(data(first)), first["X-Total-Count"]) == (1, "3")
    assert '</api/v1/involvements?size=1&page=2>; rel="next"' in first["Link"]
    assert problem(get("involvements?state=being+prepared"))[:2] == (422, "not-usable")


def test_an_involvement_is_read_as_its_page_tells_of_it() -> None:
    """Its dates, papers, promises, pauses with their reasons; nothing that is not published."""
    made = survey(involvement(OPEN)).involvement
    Paper.objects.create(involvement=made, title="The proposal", kind="proposal", text="Words.", published=timezone.now())
    Paper.objects.create(
        involvement=made, title="The law", kind="background", url="https://example.org/law", published=timezone.now()
    )
    Paper.objects.create(involvement=made, title="A draft", kind="proposal", text="Words.")
    Pause.objects.create(involvement=made, since=date(2026, 1, 2), until=date(2026, 1, 9), reason="A flood.", resumed="It is dry.")
    Promise.objects.create(involvement=made, says="We publish a report.")
    Update.objects.create(involvement=made, says="Another paper came.")
    Event.objects.create(involvement=made, title="Workshop", kind="workshop", held=date(2026, 2, 3), participants=12, stands="held")
    StatedFigure.objects.create(involvement=made, says="Letters")
    found = data(get(f"involvements/{made.reference}"))
    assert (found["opens"], found["state"], found["areas"][0]["districts"]) == (made.opens.isoformat(), "open", ["EX1", "EX2"])
    assert [(one["title"], one["address"].rpartition("/")[0]) for one in found["papers"]] == [
        ("The proposal", f"http://testserver/involvement/{made.reference}/papers"),
        ("The law", "https://example.org"),
    ]
    assert found["pauses"] == [{"since": "2026-01-02", "until": "2026-01-09", "reason": "A flood.", "resumed": "It is dry."}]
    assert [one["says"] for name in ("promises", "updates") for one in found[name]] == [
        "We publish a report.",
        "Another paper came.",
    ]
    assert (found["events"][0]["participants"], found["figures of sources"][0]["number"]) == (12, None)
    assert found["surveys"][0]["address"] == f"http://testserver{reverse('answering:start', args=[made.surveys.get().reference])}"
    assert found["editions of the report"] == []


@pytest.mark.parametrize("reference", ["I-2345-6789", "nothing", "x%00"])
@pytest.mark.parametrize("more", ["", "/received", "/results", "/report"])
def test_what_nobody_may_read_yet_is_not_there(reference: str, more: str) -> None:
    """One that is being prepared is not told from one that does not exist."""
    involvement(PREPARING, reference="I-2345-6789")
    assert problem(get(f"involvements/{reference}{more}")) == (404, "not-found", NOBODY)


@pytest.mark.parametrize("more", ["received", "results", "report"])
def test_no_number_is_told_before_a_report_is_published(more: str) -> None:
    """Nor by an edition that there is not."""
    made = involvement(CLOSED)
    address = f"involvements/{made.reference}/{more}"
    assert problem(get(address)) == (404, "not-found", "No report of this involvement is published.")
    reported(made)
    assert data(get(address))["edition"] == 1
    assert problem(get(f"{address}?edition=2")) == (404, "not-found", "No such report of this involvement is published.")


def test_numbers_are_those_of_the_published_report() -> None:
    """What came in from its section on numbers, answers question by question; what a person wrote between is no table."""
    made = reported()
    came = data(get(f"involvements/{made.reference}/received"))
    assert came["tables"] == [told(CAME)]
    assert (came["edition"], came["published"], came["invented"]) == (1, timezone.localdate().isoformat(), True)
    found = data(get(f"involvements/{made.reference}/results"))
    assert found["questions"] == [{"survey": "Help", "question": "Should it?", "tables": [told(SAID)]}]
    tag = get(f"involvements/{made.reference}/results")["ETag"]
    assert get(f"involvements/{made.reference}/results", If_None_Match=tag).status_code == 304


def test_a_report_comes_block_by_block_with_its_files_and_editions() -> None:
    """Pictures in words; the edition that stands, or an earlier one."""
    made = reported(reported())
    found = data(get(f"involvements/{made.reference}/report"))
    assert (found["edition"], found["why"], found["editions"], found["which"]) == (2, "A table was wrong.", [1, 2], "report")
    assert [one for one in found["blocks"] if one["kind"] == "picture"] == [
        {"kind": "picture", "caption": "Should it? (chart)", "words": "Yes: 35."}
    ]
    addresses = [one["address"] for one in found["files"]]
    assert addresses[0] == f"http://testserver/involvement/{made.reference}/report/2/files/report.pdf"
    assert get(addresses[-1].removeprefix("http://testserver")).status_code == 200
    first = data(get(f"involvements/{made.reference}/report?edition=1&which=easy-read"))
    assert (first["why"], first["files"][0]["address"].rpartition("/")[2]) == (None, "easy-read.pdf")
    assert problem(get(f"involvements/{made.reference}/report?which=draft"))[:2] == (422, "not-usable")


def test_a_report_that_was_made_of_what_came_has_its_numbers_where_the_api_looks() -> None:
    """Every question of the survey that is not about the person, each with tables; and the table of how many were heard."""
    made, governance = much(), acting(Role.GOVERNANCE)
    edition = publish(governance, made, three(made).digest, "")
    document = edition.document("full")
    assert "How many were heard" in came_in(document)[0].caption
    found = {one.question: one for one in answered(document)}
    assert found["Should the rules be the same everywhere?"].tables
    assert {one.survey for one in found.values()} == {each.title for each in made.surveys.all()}
    made.refresh_from_db()
    assert made.state == REPORTED
    assert len(data(get(f"involvements/{made.reference}/results"))["questions"]) == len(answered(document))
