"""Looking at analyses: the list, how far a run has come, what came out, and taking it along."""

import csv
import json
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.analyses.keeping import run_again
from coequal.analyses.models import Analysis
from coequal.analyses.models.analysis import FAILED, RUNNING, SILENCE, STOPPED, WAITING
from coequal.analyses.runs.run import LOTTERY, OPTIONS
from coequal.web.analyses import looking
from coequal.web.analyses.telling import told
from tests.analyses.asking import comparison, draft, lottery, options
from tests.analyses.working import acting, asked, done, worked
from tests.web.signing import OTHER, signed_in

pytestmark = pytest.mark.django_db


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response
    return str(response.content.decode())


def of(analysis: Analysis, more: str = "") -> str:
    return f"/analyses/{analysis.reference}{more}"


def set_to(analysis: Analysis, **values: Any) -> Analysis:
    Analysis.objects.filter(pk=analysis.pk).update(**values)
    return Analysis.objects.get(pk=analysis.pk)


def test_an_empty_list_says_how_to_begin() -> None:
    """To whoever may; others read that there is none."""
    found = page(signed_in(Role.ANALYST), "/analyses")
    assert "Nobody has asked for an analysis yet." in found
    assert "New analysis" in found
    assert "You have asked for no analysis yet." in page(signed_in(Role.ANALYST), "/analyses?mine")
    only_sees = signed_in(Role.INVOLVEMENT_OFFICER, email="ivy@exampleshire.example")
    assert "New analysis" not in page(only_sees, "/analyses")


def test_the_list_is_that_of_ones_organisation() -> None:
    """Everybody's of it, or one's own; nobody else's."""
    mine, others = asked(title="Of mine"), asked(title="Of another", at=OTHER)
    colleague = signed_in(Role.POLICY_MANAGER, email="col@exampleshire.example")
    assert mine.title in page(colleague, "/analyses")
    assert mine.title not in page(colleague, "/analyses?mine")
    assert mine.title in page(signed_in(Role.ANALYST), "/analyses?mine")
    assert others.title not in page(colleague, "/analyses")


def test_a_long_list_has_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest first."""
    monkeypatch.setattr(looking, "_ON_A_PAGE", 1)
    for title in ("The first", "The second", "The third"):
        asked(title=title)
    client = signed_in(Role.ANALYST)
    assert "The third" in page(client, "/analyses")
    second = page(client, "/analyses?mine&page=2")
    assert "The second" in second
    assert "?mine&amp;page=1" in second or "?mine&page=1" in second
    assert "Page 2 of 3" in second


def test_one_that_waits_says_how_many_are_before_it() -> None:
    """And can be stopped."""
    first, second = asked(), asked()
    assert told(first).says == "It is the next."
    assert told(second).says == "There is 1 analysis before it."
    assert told(asked()).says == "There are 2 analyses before it."
    client = signed_in(Role.ANALYST)
    assert f"Your analysis “{first.title}” is waiting" in page(client, "/staff")
    assert "Stop it" in page(client, of(first))
    assert client.post(of(first, "/stop")).status_code == 302
    found = page(client, of(first))
    assert "Somebody stopped it before it was done." in found
    assert "Stop it" not in found
    assert client.post(of(first, "/stop")).status_code == 403


def test_where_nothing_works_that_is_said() -> None:
    """After a minute: it may be that no worker was started."""
    waiting = set_to(asked(), made=timezone.now() - timedelta(minutes=2))
    assert "ask whoever runs this site" in told(waiting).says
    set_to(asked(), state=RUNNING)
    assert "ask whoever runs this site" not in told(waiting).says


@pytest.mark.parametrize(
    ("values", "thousandths", "says", "left"),
    [
        ({}, 0, "It is being read.", ""),
        ({"step": "People", "step_number": 1, "steps": 2, "done": 5, "total": None}, 0, "Step 1 of 2. People: 5.", ""),
        (
            {"step": "People", "step_number": 2, "steps": 2, "done": 1_000, "total": 2_000},
            750,
            "Step 2 of 2. People: 1,000 of 2,000.",
            "10 seconds",
        ),
        (
            {"step": "People", "step_number": 1, "steps": 1, "done": 1, "total": 100},
            10,
            "Step 1 of 1. People: 1 of 100.",
            "16 minutes",
        ),
        ({"step": "People", "step_number": 1, "steps": 1, "done": 0, "total": 100}, 0, "Step 1 of 1. People: 0 of 100.", ""),
    ],
)
def test_how_far_it_has_come(values: dict[str, Any], thousandths: int, says: str, left: str) -> None:
    """In words, as a share, since when, and how much longer where that can be told."""
    now = timezone.now()
    running = set_to(
        asked(), state=RUNNING, began=now - timedelta(seconds=95), step_began=now - timedelta(seconds=10), heard=now, **values
    )
    found = told(running, now)
    assert (found.thousandths, found.says, found.since) == (thousandths, says, "Begun 95 seconds ago.")
    assert (left in found.left) if left else found.left == ""
    shown = signed_in(Role.ANALYST).get(of(running, "/progress"))
    assert shown.json()["state"] == RUNNING
    assert shown["Cache-Control"] == "no-store"
    assert "<progress" in page(signed_in(Role.ANALYST), of(running))


def test_nobody_guesses_how_long_a_step_takes_that_has_just_begun() -> None:
    """Nothing is said."""
    values = {"step": "People", "step_number": 1, "steps": 1, "done": 50, "total": 100}
    assert told(set_to(asked(), state=RUNNING, began=timezone.now(), **values)).left == ""


def test_one_that_is_over_says_so_to_the_script() -> None:
    """Which then opens the page anew."""
    assert signed_in(Role.ANALYST).get(of(set_to(asked(), state=FAILED), "/progress")).json()["state"] == FAILED


def test_whoever_looks_finds_a_run_that_was_broken_off() -> None:
    """It waits again; where it was the second time, it is stopped and can be run again."""
    broken = set_to(asked(), state=RUNNING, attempts=1, heard=timezone.now() - 2 * SILENCE)
    client = signed_in(Role.ANALYST)
    assert client.get(of(broken, "/progress")).json()["state"] == WAITING
    set_to(broken, state=RUNNING, attempts=2, heard=timezone.now() - 2 * SILENCE)
    found = page(client, of(broken))
    assert "broken off twice" in found
    assert "Run it again" in found


def test_one_that_failed_says_why() -> None:
    """In the words of whatever was wrong."""
    failed = set_to(asked(), state=FAILED, error="These people have no column.")
    assert "These people have no column." in page(signed_in(Role.ANALYST), of(failed))


@pytest.mark.parametrize(("kind", "wanted"), [("comparison", comparison()), (OPTIONS, options()), (LOTTERY, lottery())])
def test_what_came_out_stands_on_its_page(kind: str, wanted: dict[str, Any]) -> None:
    """With its charts, how to make it again, and the ways to take it along."""
    analysis = done(kind, wanted)
    found = page(signed_in(Role.ANALYST), of(analysis))
    assert "<svg" in found
    assert "How to make this again" in found
    assert analysis.digest in found
    assert "nobody in it is real" in found
    assert 'style="' not in found
    assert "Publish it" in found
    assert "Publish it" not in page(signed_in(Role.POLICY_MANAGER, email="pm@exampleshire.example"), of(analysis))


def test_it_can_be_taken_along_in_every_form() -> None:
    """As PDF, Word, CSV and JSON, from what was kept; who has it is recorded."""
    analysis = done(OPTIONS, options())
    client = signed_in(Role.ANALYST)
    files = {name: client.get(of(analysis, f"/files/{name}")).content for name in looking.FORMS}
    assert files["report.pdf"].startswith(b"%PDF-")
    assert "word/document.xml" in ZipFile(BytesIO(files["report.docx"])).namelist()
    assert ["Options appraisal: A choice"] in list(csv.reader(StringIO(files["tables.csv"].decode("utf-8-sig"))))
    assert files["figures.json"].decode() == analysis.result.figures
    assert json.loads(files["inputs.json"])["kind"] == OPTIONS
    assert client.get(of(analysis, "/files/options.yaml")).content.decode() == analysis.asked["text"]
    assert client.get(of(analysis, "/files/secret")).status_code == 404
    assert Entry.objects.filter(action="downloaded an analysis", reference=analysis.reference).count() == 6


def test_the_texts_of_drafts_can_be_taken_along() -> None:
    """Under the names by which the commands call them."""
    analysis = done(wanted=comparison(a={"draft": "D-2345-6789.md", "text": draft()}, people=None))
    client = signed_in(Role.ANALYST)
    assert "D-2345-6789.md" in page(client, of(analysis))
    response = client.get(of(analysis, "/files/D-2345-6789.md"))
    assert response.content.decode() == draft()
    assert response["Content-Disposition"] == 'attachment; filename="D-2345-6789.md"'


def test_of_one_that_is_not_done_there_is_nothing_to_take() -> None:
    """Not even its inputs."""
    assert signed_in(Role.ANALYST).get(of(asked(), "/files/inputs.json")).status_code == 404
    assert signed_in(Role.ANALYST).get("/analyses/A-2222-2222").status_code == 404


def test_run_again_it_says_that_the_figures_are_the_same() -> None:
    """Byte for byte; where something else went in, that they are not, and that this is why."""
    first = done()
    client = signed_in(Role.ANALYST)
    answer = client.post(of(first, "/again"))
    second = Analysis.objects.get(reference=answer["Location"].rpartition("/")[2])
    assert "byte for byte" not in page(client, of(second))
    worked()
    assert "The figures are the same, byte for byte." in page(client, of(second))
    assert second.reference in page(client, of(first))
    set_to(second, figures_digest="another")
    assert "That should never be" in page(client, of(second))
    set_to(second, digest="another")
    assert "What went in is not the same either" in page(client, of(second))


def test_two_are_put_beside_each_other() -> None:
    """Cell by cell where they differ, and whether the same went in."""
    one, other = done(wanted=comparison()), done(wanted=comparison(people={"synthetic": 500, "seed": 1}))
    client = signed_in(Role.ANALYST)
    found = page(client, of(one, f"/beside?other={other.reference}"))
    assert "The figures are not the same" in found
    assert "Not the same went into both" in found
    assert "What went in: People, Which" in found
    assert "500 synthetic" in found
    run_again(acting(), one)
    worked()
    same = Analysis.objects.get(again_of=one)
    found = page(client, of(one, f"/beside?other={same.reference}"))
    assert "The figures are the same, byte for byte" in found
    assert "The same went into both." in found
    assert "No table has another cell." in found


def test_another_is_chosen_from_a_list() -> None:
    """Of those of one's organisation, of the same kind, that are done."""
    one = done()
    client = signed_in(Role.ANALYST)
    assert "There is no other comparison that is done." in page(client, of(one, "/beside"))
    hidden = done(at=OTHER)
    other = done()
    found = page(client, of(one, f"/beside?other={hidden.reference}"))
    assert other.reference in found
    assert hidden.reference not in found
    assert "The figures" not in found
    waiting = asked()
    assert "The figures" not in page(client, of(waiting, f"/beside?other={one.reference}"))


def test_a_note_is_written_beside_it() -> None:
    """An empty one is not."""
    analysis = asked()
    client = signed_in(Role.ANALYST)
    assert "Write the note first." in client.post(of(analysis, "/note"), {"text": ""}).content.decode()
    assert client.post(of(analysis, "/note"), {"text": "Look at <b> the births."}).status_code == 302
    found = page(client, of(analysis))
    assert "Look at &lt;b&gt; the births." in found
    reader = signed_in(Role.GOVERNANCE, email="gov@exampleshire.example")
    assert "Keep the note" not in page(reader, of(analysis))


def test_only_what_is_over_can_be_run_again() -> None:
    """One that waits is said to be waiting."""
    client = signed_in(Role.ANALYST)
    analysis = asked()
    assert "This is waiting now." in client.post(of(analysis, "/again")).content.decode()
    assert client.post(of(set_to(analysis, state=STOPPED), "/again")).status_code == 302
