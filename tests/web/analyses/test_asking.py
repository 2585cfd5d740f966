"""Asking for an analysis."""

from html import unescape
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client

from coequal.accounts.roles import Role
from coequal.analyses import keeping
from coequal.analyses.models import Analysis
from coequal.analyses.runs.example import example
from coequal.drafting.checking.checker import NotChecked
from coequal.drafting.models import WITHDRAWN, Draft, Revision
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.table import make_table
from coequal.web.analyses import asking
from coequal.web.analyses.building import BuildForm
from tests.analyses.asking import NICE, NORFOLK, draft, written
from tests.comparison.options.building import plain
from tests.web.signing import OTHER, OWN, organisation, person, sign_in, signed_in

pytestmark = pytest.mark.django_db
SERVICE = "assisted-conception"
COMPARE, LOTTERY, OPTIONS, BUILD = (
    f"/analyses/new/comparison/{SERVICE}",
    f"/analyses/new/lottery/{SERVICE}",
    "/analyses/new/options",
    "/analyses/new/options/form",
)
PAIR = {"a": NORFOLK, "b": NICE, "people": "nobody", "count": "100", "seed": "1", "question": "Who gains?", "title": ""}
DAY = {"on[day]": "1", "on[month]": "4", "on[year]": "2024"}


def page(client: Client, address: str, sent: dict[str, Any] | None = None) -> str:
    response = client.get(address) if sent is None else client.post(address, sent)
    assert response.status_code == 200, response
    return str(response.content.decode())


def begun(client: Client, address: str, sent: dict[str, Any]) -> Analysis:
    """The analysis that was begun."""
    response = client.post(address, sent)
    assert response.status_code == 302, response.content.decode()
    return Analysis.objects.get(reference=response["Location"].rpartition("/")[2])


def begin_draft(text: str, at: str = OWN, reference: str = "D-2345-6789") -> Draft:
    """A draft with one revision."""
    writer = person(Role.POLICY_MANAGER, at=at, email=f"writer@{at}.example".casefold())
    made = Draft.objects.create(
        organisation=organisation(at), policy=NORFOLK.partition("@")[0], title="Ours", made_by=writer, reference=reference
    )
    made.head = Revision.objects.create(draft=made, number=1, text=text, digest="x", by=writer)
    made.save()
    return made


def test_the_kinds_are_named_with_what_they_do() -> None:
    """Comparisons for every service; the lottery only where people can be made."""
    found = page(signed_in(Role.ANALYST), "/analyses/new")
    assert found.count("Compare: ") == 5
    assert found.count("Lottery: ") == 1
    assert "Begin with the example" in found


def test_two_policies_are_compared() -> None:
    """For the organisation of whoever asks, without people, or on people who are made up."""
    client = signed_in(Role.ANALYST)
    assert "Norfolk and Waveney, version 2022-07" in page(client, COMPARE)
    found = begun(client, COMPARE, PAIR)
    assert (found.organisation.code, found.kind, found.asked["people"]) == (OWN, "comparison", None)
    assert found.asked["a"] == {"policy": NORFOLK}
    counted = begun(client, COMPARE, {**PAIR, "people": "synthetic", "title": "Ours and theirs"})
    assert (counted.asked["people"], counted.title) == ({"synthetic": 100, "seed": 1}, "Ours and theirs")


def test_an_address_may_say_which_policies() -> None:
    """Somebody who comes from a draft finds it chosen."""
    begin_draft(draft())
    found = page(signed_in(Role.ANALYST), f"{COMPARE}?a=D-2345-6789&question=Why")
    assert '<option value="D-2345-6789" selected' in found
    assert 'value="Why"' in found


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"a": ""}, "Choose the first policy."),
        ({"b": NORFOLK}, "You have chosen the same version twice."),
        ({"b": "nowhere"}, "Choose one from the list."),
        ({"people": ""}, "Choose whom it shall count."),
        ({"count": "0"}, "“How many synthetic people?” must be a whole number from 1 to 2,000,000."),
        ({"seed": "x"}, "“Seed” must be a whole number from 0 to 4,294,967,295."),
        ({"question": ""}, "Say which question it is to answer."),
        ({"question": "x" * 501}, "Say it in 500 characters or fewer."),
    ],
)
def test_what_is_missing_is_said(changes: dict[str, str], message: str) -> None:
    """In a sentence that says what to do."""
    assert message in page(signed_in(Role.ANALYST), COMPARE, {**PAIR, **changes})
    assert not Analysis.objects.exists()


def test_drafts_are_compared_as_they_stand() -> None:
    """With the text that they have just now; those that were withdrawn, and another organisation's, are not there."""
    begin_draft(draft().replace("[19 .. 30]", "[19 .. 35]"))
    begin_draft(draft(), OTHER, "D-2222-2222")
    withdrawn = begin_draft(draft(), OWN, "D-3333-3333")
    Draft.objects.filter(pk=withdrawn.pk).update(state=WITHDRAWN)
    Draft.objects.create(
        organisation=organisation(), policy=f"x/{SERVICE}", title="Empty", made_by=withdrawn.made_by, reference="D-4444-4444"
    )
    client = signed_in(Role.ANALYST)
    found = page(client, COMPARE)
    assert "Draft D-2345-6789: Ours (revision 1, draft)" in found
    assert not any(reference in found for reference in ("D-2222-2222", "D-3333-3333", "D-4444-4444"))
    assert "D-2345-6789" not in page(client, "/analyses/new/comparison/hearing-aids-adults")
    analysis = begun(client, COMPARE, {**PAIR, "a": "D-2345-6789"})
    assert analysis.asked["a"]["revision"] == 1
    assert "[19 .. 35]" in analysis.asked["a"]["text"]
    assert analysis.title == "Norfolk and Waveney beside the NICE guideline"


def test_a_draft_that_cannot_be_read_is_said_so() -> None:
    """With its line, before anything is queued."""
    begin_draft(draft().replace("status: draft", "status: drafty"))
    found = page(signed_in(Role.ANALYST), COMPARE, {**PAIR, "a": "D-2345-6789"})
    assert "D-2345-6789.md, line " in found


def test_somebody_of_two_organisations_chooses_for_which() -> None:
    """And a draft of the one is not shown to the other."""
    begin_draft(draft())
    both = person(Role.ANALYST, email="both@exampleshire.example")
    person(Role.ANALYST, at=OTHER, email="both@exampleshire.example")
    client = sign_in(Client(), both)
    assert "For which organisation?" in page(client, COMPARE)
    assert begun(client, COMPARE, {**PAIR, "organisation": OTHER}).organisation.code == OTHER
    sent = {**PAIR, "a": "D-2345-6789"}
    assert "This draft belongs to another organisation" in page(client, COMPARE, {**sent, "organisation": OTHER})
    assert begun(client, COMPARE, {**sent, "organisation": OWN}).organisation.code == OWN
    assert "Choose the organisation." in page(client, COMPARE, sent)


def test_a_draft_of_one_organisation_gets_into_no_analysis_of_another() -> None:
    """Not even where somebody may ask for the one alone, and see drafts of both."""
    begin_draft(draft())
    both = person(Role.POLICY_MANAGER, at=OTHER, email="two@exampleshire.example")
    person(Role.CLINICIAN, email="two@exampleshire.example")
    client = sign_in(Client(), both)
    assert "D-2345-6789" in page(client, COMPARE)
    assert "This draft belongs to another organisation" in page(client, COMPARE, {**PAIR, "a": "D-2345-6789"})
    assert not Analysis.objects.exists()


def test_a_draft_that_is_not_read_in_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the process that serves reads it."""

    def late(_text: str) -> None:
        raise NotChecked("This text took too long to check (over 2 seconds).")

    begin_draft(draft())
    monkeypatch.setattr(asking, "checked", late)
    found = page(signed_in(Role.ANALYST), COMPARE, {**PAIR, "a": "D-2345-6789"})
    assert "D-2345-6789.md: This text took too long to check" in found
    assert not Analysis.objects.exists()


def test_for_other_services_nobody_is_made_up() -> None:
    """The two texts are compared."""
    service = "hearing-aids-adults"
    client = signed_in(Role.ANALYST)
    address = f"/analyses/new/comparison/{service}"
    assert "Synthetic people</label>" not in page(client, address)
    first, second = [part.partition('"')[0] for part in page(client, address).split('<option value="')[2:4]]
    found = begun(client, address, {"a": first, "b": second, "people": "nobody", "question": "Who gains?"})
    assert found.asked["people"] is None


def test_people_in_files_of_the_organisation_are_offered(settings: Any, tmp_path: Any) -> None:
    """By the names of their files."""
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "populations" / OWN
    folder.mkdir(parents=True)
    pq.write_table(make_table(Recipe(20, 1)), folder / "register.parquet")
    client = signed_in(Role.ANALYST)
    assert "People in the file register.parquet" in page(client, COMPARE)
    assert begun(client, COMPARE, {**PAIR, "people": "file:register.parquet"}).asked["people"] == {"file": "register.parquet"}


def test_the_lottery_of_a_day() -> None:
    """From the first day whose bodies are known until today."""
    client = signed_in(Role.POLICY_MANAGER)
    assert "Policies as they stood on" in page(client, LOTTERY)
    sent = {**DAY, "people": "synthetic", "count": "50", "seed": "3", "question": "How far apart?"}
    found = begun(client, LOTTERY, sent)
    assert (found.asked["on"], found.title) == ("2024-04-01", "Assisted conception in every area on 1 April 2024")
    assert "must be between 1 April 2013" in page(client, LOTTERY, {**sent, "on[year]": "1999"})


@pytest.mark.parametrize("address", [LOTTERY, COMPARE])
def test_what_cannot_be_queued_is_said_on_the_form(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was typed stays there."""
    monkeypatch.setattr(keeping, "MOST_UNDER_WAY", 0)
    sent = {**DAY, **PAIR, "people": "synthetic", "question": "How far apart?"}
    found = page(signed_in(Role.ANALYST), address, sent)
    assert "0 analyses of your organisation wait or run already." in found
    assert "How far apart?" in found


def test_there_is_no_such_service() -> None:
    """The page says so."""
    for address in ("/analyses/new/comparison/x", "/analyses/new/lottery/x"):
        assert signed_in(Role.ANALYST).get(address).status_code == 404


def test_an_options_file_is_checked_before_it_is_queued() -> None:
    """What cannot be used is said with its line, and with what stands there."""
    client = signed_in(Role.ANALYST)
    assert "IVF in Staffordshire" not in page(client, OPTIONS)
    assert "IVF in Staffordshire" in page(client, f"{OPTIONS}?example")
    wrong = {"text": example().replace("years: 5", "years: 50"), "question": "What would it cost?"}
    found = page(client, OPTIONS, wrong)
    assert "options.yaml, line 66, column 8: &#34;years&#34; must be from 1 to 20, not 50. The line is: years: 50" in found
    sent = {"text": example().replace("\n", "\r\n"), "question": "What would it cost?"}
    analysis = begun(client, OPTIONS, sent)
    assert (analysis.title, analysis.people) == ("IVF in Staffordshire and Stoke-on-Trent", 100_000)
    assert analysis.asked["text"] == example()


def test_a_mistake_that_has_no_line_is_said_without_one() -> None:
    """As one of a draft that the options name has a line of its own text."""
    text = plain()
    text["candidates"] = {"one": {"policy": NORFOLK, "cycles": 1}, "two": {"policy": "D-2345-6789.md", "cycles": 2}}
    begin_draft(draft().replace("status: draft", "status: drafty"))
    found = page(signed_in(Role.ANALYST), OPTIONS, {"text": written(text), "question": "Which?"})
    assert "D-2345-6789.md, line " in found
    assert "The line is" not in found


def test_candidates_may_be_drafts() -> None:
    """By their reference with .md behind it."""
    text = plain()
    text["candidates"] = {"one": {"policy": NORFOLK, "cycles": 1}, "two": {"policy": "D-2345-6789.md", "cycles": 2}}
    sent = {"text": written(text), "question": "Which?"}
    client = signed_in(Role.ANALYST)
    assert "There is no text D-2345-6789.md here." in page(client, OPTIONS, sent)
    begin_draft(draft())
    assert list(begun(client, OPTIONS, sent).asked["drafts"]) == ["D-2345-6789.md"]


FILLED = {
    "title": "Two or one",
    "about": "What two cycles would cost.",
    "area": "Exampleshire",
    "treatment": "ivf",
    "label1": "Today",
    "policy1": "south-staffordshire/assisted-conception@2013-04",
    "label2": "Two cycles",
    "policy2": "south-staffordshire/assisted-conception@2013-04",
    "cycles2": "2",
    "transfers2": "all",
    "count": "200",
    "seed": "4",
    "areas": "05W, 05G",
    "where": "patient BMI < 35",
    "first_year": "2027",
    "years": "3",
    "budget": "100000",
    "budget_source": "",
    "draws": "50",
}


def filled() -> dict[str, str]:
    """The form with what it has filled in already, and the above."""
    form = BuildForm([])
    return {**{name: str(form.get_initial_for_field(field, name) or "") for name, field in form.fields.items()}, **FILLED}


def test_a_form_makes_an_options_file() -> None:
    """Which can be read and changed before it is run, and which runs as it is."""
    client = signed_in(Role.ANALYST)
    assert "With which" not in page(client, BUILD)
    sent = filled()
    found = page(client, BUILD, sent)
    assert "This options file was made from what you filled in." in found
    text = unescape(found.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0])
    analysis = begun(client, OPTIONS, {"text": text, "question": "What would it cost?"})
    assert (analysis.title, analysis.people, analysis.seed) == ("Two or one", 200, 4)
    assert "where: patient BMI < 35" in text
    assert "source: assumed" in text
    assert text.count("from the example of Staffordshire and Stoke-on-Trent: ") > 10


def test_what_may_be_left_out_of_the_form_is() -> None:
    """A budget, areas and a condition."""
    client = signed_in(Role.ANALYST)
    found = page(client, BUILD, {**filled(), "areas": "", "where": "", "budget": ""})
    assert "budget:" not in found
    assert "areas:" not in found
    assert "where:" not in found


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"label1": ""}, "Name candidate 1."),
        ({"policy2": ""}, "Choose the policy of candidate 2."),
        ({"label3": "Three"}, "Candidate 3 needs a name and a policy."),
        ({"policy3": NORFOLK}, "Candidate 3 needs a name and a policy."),
        ({"label2": "Today"}, "Two candidates have this name."),
        ({"budget": "lots"}, "The budget must be a number."),
        ({"value0": ""}, "“couples referred a year” needs this."),
        ({"first_year": ""}, "“First year” must be a whole number from 1990 to 2100."),
    ],
)
def test_what_is_missing_in_the_form_is_said(changes: dict[str, str], message: str) -> None:
    """At its box."""
    client = signed_in(Role.ANALYST)
    assert message in page(client, BUILD, {**filled(), **changes})
