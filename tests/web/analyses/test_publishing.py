"""Publishing an analysis: what everybody sees, who has to agree, and withdrawing it."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client

from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.analyses.models import Analysis, Publication
from coequal.analyses.models.publication import ASKED, PUBLISHED, RETURNED, WITHDRAWN
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.table import make_table
from coequal.web.analyses import public
from tests.analyses.asking import comparison, draft
from tests.analyses.working import done
from tests.web.signing import OWN, organisation, signed_in

pytestmark = pytest.mark.django_db
SUMMARY = "We asked whom it would reach.\n\nNobody here is <real>."


def publish(analysis: Analysis, client: Client | None = None) -> Any:
    """What comes of publishing it."""
    return (client or signed_in(Role.ANALYST)).post(f"/analyses/{analysis.reference}/publish", {"summary": SUMMARY, "sure": "yes"})


def everybody(address: str, status: int = 200) -> str:
    """A page as everybody sees it."""
    response = Client().get(address)
    assert response.status_code == status
    return str(response.content.decode())


def recorded(analysis: Analysis) -> list[str]:
    return list(Entry.objects.filter(reference=analysis.reference).values_list("action", flat=True))


@pytest.fixture
def real(settings: Any, tmp_path: Path) -> Analysis:
    """An analysis of people of whom nothing says that they are made up."""
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "populations" / OWN
    folder.mkdir(parents=True)
    table = make_table(Recipe(300, 3)).drop_columns(["synthetic"]).replace_schema_metadata(None)
    pq.write_table(table, folder / "register.parquet")
    return done(wanted=comparison(people={"file": "register.parquet"}))


def test_nothing_is_published_at_first() -> None:
    """The page says so; an analysis that was not published is not there."""
    assert "Nothing has been published yet." in everybody("/published")
    everybody(f"/published/{done().reference}", 404)
    everybody(f"/published/{done().reference}/files/figures.json", 404)


def test_an_analyst_sees_exactly_what_everybody_will_see() -> None:
    """A plain summary first, then the preview, then it is published; the page of the public holds the same."""
    analysis = done(wanted=comparison())
    client = signed_in(Role.ANALYST)
    address = f"/analyses/{analysis.reference}/publish"
    assert "Plain summary" in client.get(address).content.decode()
    assert "Write a plain summary first." in client.post(address, {"summary": " "}).content.decode()
    preview = client.post(address, {"summary": SUMMARY}).content.decode()
    assert "Nothing is published yet." in preview
    assert not Publication.objects.exists()
    assert (
        "See what everybody will see" in client.post(address, {"summary": SUMMARY, "change": "yes", "sure": "yes"}).content.decode()
    )
    assert publish(analysis)["Location"] == f"/published/{analysis.reference}"
    found = everybody(f"/published/{analysis.reference}")
    body = found.partition('<h2 class="nhsuk-heading-m">The whole analysis</h2>')[2].partition("<p>For ")[0]
    assert body
    assert body in preview
    assert "<p>Nobody here is &lt;real&gt;.</p>" in found
    assert "An invented organisation" in found
    assert "Nobody in it is real" in found
    assert analysis.title in everybody("/published")
    assert recorded(analysis)[-1] == "published an analysis"


def test_what_is_published_can_be_taken_along_by_everybody() -> None:
    """In every form; nobody is recorded for it, and no note is in it."""
    analysis = done()
    publish(analysis)
    for name in public.FORMS:
        assert Client().get(f"/published/{analysis.reference}/files/{name}").status_code == 200
    assert Client().get(f"/published/{analysis.reference}/files/nothing").status_code == 404
    assert signed_in(Role.ANALYST).get(f"/analyses/{analysis.reference}/files/figures.json").status_code == 200
    assert "downloaded an analysis" not in recorded(analysis)


def test_a_draft_in_it_becomes_public_too_and_that_is_said() -> None:
    """Before it is published."""
    analysis = done(wanted=comparison(a={"draft": "D-2345-6789.md", "text": draft()}, people=None))
    found = signed_in(Role.ANALYST).get(f"/analyses/{analysis.reference}/publish").content.decode()
    assert "Everybody will be able to read the whole text of D-2345-6789.md" in found
    publish(analysis)
    assert Client().get(f"/published/{analysis.reference}/files/D-2345-6789.md").content.decode() == draft()


def test_it_is_published_once() -> None:
    """A published page never changes."""
    analysis = done()
    publish(analysis)
    assert publish(analysis).status_code == 403
    assert "This is published now." in publish(analysis).content.decode()


def test_an_analysis_that_failed_is_not_published() -> None:
    """There is nothing to publish."""
    analysis = done()
    Analysis.objects.filter(pk=analysis.pk).update(state="failed")
    assert publish(analysis).status_code == 403


def test_real_people_need_governance_too(real: Analysis) -> None:
    """Somebody else than whoever asked; until then nobody else sees anything of it."""
    assert real.synthetic is False
    assert publish(real)["Location"] == f"/analyses/{real.reference}"
    assert Publication.objects.get().state == ASKED
    everybody(f"/published/{real.reference}", 404)
    analyst = signed_in(Role.ANALYST, Role.GOVERNANCE)
    address = f"/analyses/{real.reference}/answer"
    assert "is for somebody else than whoever made it" in analyst.get(address).content.decode()
    governance = signed_in(Role.GOVERNANCE, email="gov@exampleshire.example")
    assert real.title in governance.get("/analyses").content.decode()
    assert "waits for your answer before it is published" in governance.get("/staff").content.decode()
    assert "waits for your answer" not in analyst.get("/staff").content.decode()
    assert "It waits for governance" in governance.get(f"/analyses/{real.reference}").content.decode()
    found = governance.get(address).content.decode()
    assert "Real people were counted." in found
    assert "*" in found
    assert "Nobody in it is real" not in found
    assert governance.post(address, {"answer": "agree"})["Location"] == f"/published/{real.reference}"
    assert "Nobody in it is real" not in everybody(f"/published/{real.reference}")
    assert governance.post(address, {"answer": "agree"}).status_code == 403
    assert recorded(real)[-2:] == ["asked governance to publish an analysis", "agreed to publish an analysis"]


def test_governance_may_return_it(real: Analysis) -> None:
    """With a reason, which the analyst reads; then it can be asked for again."""
    publish(real)
    governance = signed_in(Role.GOVERNANCE, email="gov@exampleshire.example")
    address = f"/analyses/{real.reference}/answer"
    assert "Say why you return it." in governance.post(address, {"answer": "return"}).content.decode()
    assert "Choose what you answer." in governance.post(address, {}).content.decode()
    sent = {"answer": "return", "reason": "Say how old the register is."}
    assert governance.post(address, sent)["Location"] == f"/analyses/{real.reference}"
    assert Publication.objects.get().state == RETURNED
    client = signed_in(Role.ANALYST)
    assert "Say how old the register is." in client.get(f"/analyses/{real.reference}").content.decode()
    again = client.get(f"/analyses/{real.reference}/publish").content.decode()
    assert "Governance returned it: Say how old the register is." in again
    assert "We asked whom it would reach." in again
    publish(real)
    assert (Publication.objects.get().state, Publication.objects.get().reason) == (ASKED, "")
    assert recorded(real)[-2] == "returned an analysis that was to be published"


def test_it_can_be_withdrawn_with_a_reason() -> None:
    """Its address then says so, and its files are gone; it cannot be published again."""
    analysis = done()
    publish(analysis)
    client = signed_in(Role.GOVERNANCE, email="gov@exampleshire.example")
    address = f"/analyses/{analysis.reference}/withdraw"
    assert "This cannot be undone" in client.get(address).content.decode()
    assert "Say why." in client.post(address, {}).content.decode()
    assert client.post(address, {"reason": "A price in it was wrong."}).status_code == 302
    found = everybody(f"/published/{analysis.reference}", 410)
    assert "A price in it was wrong." in found
    assert analysis.digest not in found
    everybody(f"/published/{analysis.reference}/files/figures.json", 410)
    assert analysis.title not in everybody("/published")
    assert analysis.title not in everybody("/published/feed")
    assert "A price in it was wrong." in client.get(f"/analyses/{analysis.reference}").content.decode()
    assert client.post(address, {"reason": "Again."}).status_code == 403
    assert publish(analysis).status_code == 403
    assert Publication.objects.get().state == WITHDRAWN
    assert recorded(analysis)[-1] == "withdrew a published analysis"


def test_there_is_a_feed() -> None:
    """Each with its summary, for whom it was made, and its address."""
    analysis = done()
    publish(analysis)
    found = everybody("/published/feed")
    assert f"<title>{analysis.title}</title>" in found
    assert "We asked whom it would reach." in found
    assert f"/published/{analysis.reference}" in found
    assert Publication.objects.get().state == PUBLISHED
    assert str(Publication.objects.get()) == f"{analysis.reference}, published"


def test_a_long_list_has_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one published last first."""
    monkeypatch.setattr(public, "_ON_A_PAGE", 1)
    for title in ("The first", "The second"):
        publish(done(title=title))
    assert "The second" in everybody("/published")
    assert "The first" in everybody("/published?page=2")


def test_a_real_organisation_is_not_called_invented() -> None:
    """Only one that is."""
    analysis = done()
    body = organisation()
    body.invented = False
    body.save()
    publish(analysis)
    assert "An invented organisation" not in everybody(f"/published/{analysis.reference}")


def test_what_is_asked_for_of_nothing_is_not_there() -> None:
    """Whatever reference somebody tries."""
    client = signed_in(Role.ANALYST, Role.GOVERNANCE)
    for step in ("publish", "answer", "withdraw"):
        assert client.get(f"/analyses/A-2222-2222/{step}").status_code == 404
