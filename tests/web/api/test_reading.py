"""What everybody may read by the API."""

import json

import pytest
from django.conf import settings as site
from django.test import Client

from coequal.facts.dates import say_date
from coequal.involvement.models.involvements import PUBLIC
from coequal.policies.library import Library
from coequal.web.shelf import shelf
from tests.cli.running import POLICY
from tests.web.api.asking import data, get, problem


def test_policies_are_listed_in_the_shape_of_the_command_line() -> None:
    """Each version once, by id and version."""
    found = data(get("policies?service=assisted-conception&area=luton&size=200"))
    assert [(one["id"], one["version"]) for one in found[:1]] == [("luton/assisted-conception", "2016-06")]
    assert found[0]["in force"] == {"from": "2016-06-02", "until": None}
    assert found[0]["completeness"] == "partial"


def test_the_list_comes_in_pages() -> None:
    """The header Link leads on and back, with the other parameters kept."""
    first = get("policies?service=assisted-conception&size=2")
    assert 'rel="prev"' not in first["Link"]
    assert '</api/v1/policies?service=assisted-conception&size=2&page=2>; rel="next"' in first["Link"]
    every = int(first["X-Total-Count"])
    last = get(f"policies?service=assisted-conception&size=2&page={-(-every // 2)}")
    assert 'rel="next"' not in last["Link"]
    assert 'rel="prev"' in last["Link"]
    assert len(data(first)) == 2
    assert every == sum(1 for policy in Library(site.LIBRARY_DIR).of_service("assisted-conception"))


def test_the_list_can_be_narrowed_to_what_binds_on_a_day() -> None:
    """A version that began later is not in it."""
    found = data(get("policies?service=assisted-conception&area=norfolk-and-waveney&on=2022-06-30"))
    assert "2022-07" not in [one["version"] for one in found]
    found = data(get("policies?service=assisted-conception&area=norfolk-and-waveney&on=2022-07-01"))
    assert [one["version"] for one in found] == ["2022-07"]


def test_a_policy_is_read_whole() -> None:
    """Its criteria with their conditions, as text of the language; the other versions are named."""
    found = data(get(f"policies/{POLICY}"))
    assert (found["version"], found["digest"]) == ("2022-07", shelf().policy(POLICY).digest)
    bmi = next(one for one in found["criteria"] if one["id"] == "body-mass-index")
    assert (bmi["clause"], bmi["met when"]) == ("4", "patient BMI in [19 .. 30]")
    assert [one["label"] for one in bmi["or read as"]]
    assert found["treatments"]["ivf"]["amounts"]["fresh cycles"].startswith("if patient age at treatment < 40")
    assert found["versions"] == [policy.version for policy in shelf().versions(POLICY)]
    assert data(get(f"policies/{POLICY}/2022-07")) == found


def test_a_judgement_says_when_a_person_has_to_judge() -> None:
    """Under a name of its own."""
    criteria = data(get(f"policies/{POLICY}"))["criteria"]
    assert all(("judged when" in one) == (one["kind"] == "judgement") for one in criteria)
    assert any("judged when" in one for one in criteria)


def test_a_policys_own_file_can_be_had() -> None:
    """As Markdown; whoever asks for the same as JSON gets that."""
    found = get(f"policies/{POLICY}/2022-07?as=markdown")
    assert found["Content-Type"] == "text/markdown; charset=utf-8"
    assert found.content.decode().startswith("---\npolicy: norfolk-and-waveney/assisted-conception\n")
    assert get(f"policies/{POLICY}?as=json")["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("place", "policy"),
    [
        ("area=26A", POLICY),
        ("area=Norfolk+and+Waveney", POLICY),
        ("commissioner=QMM", POLICY),
        ("practice=D82004", POLICY),
        ("postcode=NR1", None),
    ],
)
def test_which_policy_binds_is_told_with_the_reasons(place: str, policy: str | None) -> None:
    """By whatever people know of a place; where there is no one certain answer, the candidates are there."""
    found = data(get(f"which?service=assisted-conception&referred=2023-05-02&{place}"))
    assert found["because"]
    assert POLICY in [one["policy"] for one in found["candidates"]]
    assert policy in (None, found["policy"])


def test_a_partners_place_counts_where_it_is_another() -> None:
    """Two areas, two policies."""
    alone = data(get("which?service=assisted-conception&referred=2023-05-02&area=26A"))
    both = data(get("which?service=assisted-conception&referred=2023-05-02&area=26A&partner_area=06P"))
    assert alone != both


def test_without_a_day_today_stands_for_it_and_that_is_said() -> None:
    """Ask with a date, or be told."""
    found = data(get("which?service=assisted-conception&area=26A"))
    assert found["because"][-1] == f"No day of referral was given, so today, {say_date(shelf().today())}, stands for it."


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("policies/x/y", (404, "not-found", 'The library holds no policy "x/y".')),
        (
            f"policies/{POLICY}/2021",
            (404, "not-found", 'norfolk-and-waveney/assisted-conception has no version "2021". Its versions are: 2022-07.'),
        ),
        ("policies?service=x", (404, "not-found", 'The library knows no service "x".')),
        (
            "policies?page=0",
            (422, "not-usable", 'The parameter "page" cannot be used: input should be greater than or equal to 1.'),
        ),
        ("policies?on=2023", (422, "not-usable", 'The parameter "on" must be year, month and day, such as 2023-05-02.')),
        (f"policies/{POLICY}?as=pdf", (422, "not-usable", 'The parameter "as" must be json or markdown.')),
        ("involvements?state=x", (422, "not-usable", f'The parameter "state" must be {", ".join(PUBLIC[:-1])} or {PUBLIC[-1]}.')),
        ("policies?sevice=x", (422, "not-usable", 'There is no parameter "sevice" here. Did you mean "service"?')),
        ("policies?on=2023-01-01&on=2023-01-02", (422, "not-usable", 'The parameter "on" stands here twice; once is enough.')),
        ("policies?on=2023-02-30", (422, "not-usable", "on: 2023-02-30 is not a day in the calendar.")),
        ("which", (422, "not-usable", 'The parameter "service" is needed.')),
        ("which?service=assisted-conception", (422, "not-usable", "Say where, by one of: practice, area, commissioner, postcode.")),
        ("which?service=assisted-conception&area=26A&practice=x", (422, "not-usable", "Say where in one way: practice or area.")),
        ("which?service=assisted-conception&area=Narfolk", (422, "not-usable", 'The library knows no area "Narfolk".')),
        (
            "which?service=assisted-conception&commissioner=X",
            (422, "not-usable", 'The library knows no commissioner "X". A code is such as QMM or 06P.'),
        ),
    ],
)
def test_what_cannot_be_found_or_used_is_a_problem(address: str, answer: tuple[int, str, str]) -> None:
    """In one document that says what, and what was perhaps meant."""
    status, kind, detail = problem(get(address))
    assert (status, kind) == answer[:2]
    assert detail.startswith(answer[2])


def test_a_problem_has_the_suggestion_apart() -> None:
    """So that software can offer it."""
    assert data(get("policies?sevice=x"))["suggestion"] == "service"


def test_an_answer_is_not_sent_again_to_whoever_has_it() -> None:
    """Its tag is of its bytes; the answer may be kept by everybody for a while."""
    found = get("policies?size=1")
    assert found["Cache-Control"] == "public, max-age=300"
    again = get("policies?size=1", If_None_Match=found["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", found["ETag"])
    assert get("policies?size=2", If_None_Match=found["ETag"]).status_code == 200


def test_head_is_get_without_the_body() -> None:
    """With the same headers."""
    got, head = get("policies?size=1"), Client().head("/api/v1/policies?size=1")
    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Length"]) == (got["ETag"], str(len(got.content)))
    assert Client().head("/api/v1/policies/x/y").status_code == 404


def test_an_answer_comes_only_in_the_form_that_it_has() -> None:
    """Whoever takes none of it is told so."""
    assert problem(get("policies", Accept="text/html")) == (406, "not-acceptable", "The answer is application/json.")
    assert get("policies", Accept="application/json;q=0, text/html").status_code == 406
    assert get("policies", Accept="application/*").status_code == 200
    assert get("policies", Accept="text/html, application/json; charset=utf-8").status_code == 200


def test_no_other_sites_page_may_ask() -> None:
    """No header allows it."""
    answer = get("policies?size=1", Origin="https://example.org")
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("address", ["/api/", "/api/v1", "/api/v2/policies", "/api/fhir/Patient"])
def test_an_address_that_leads_nowhere_says_so(address: str) -> None:
    """As a problem, or in FHIR as an outcome."""
    answer = get(address)
    assert answer.status_code == 404
    assert json.loads(answer.content).get("resourceType") == ("OperationOutcome" if "fhir" in address else None)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ["/api/v1/policies/", "/api/v2/policies/a/b/assess", "/api/fhir/ValueSet/$expand"])
def test_nothing_is_sent_to_an_address_that_leads_nowhere(method: str, address: str) -> None:
    """It is not the key that is wrong."""
    answer = Client(enforce_csrf_checks=True).generic(method, address, b"{}", "application/json")
    assert answer.status_code == 404
    assert json.loads(answer.content).get("resourceType") == ("OperationOutcome" if "fhir" in address else None)


def test_a_site_that_is_not_named_so_says_no_more() -> None:
    """Its address is not repeated: whoever asked made it up."""
    answer = get("policies", Host="made-up.example")
    found = data(answer)
    assert (answer.status_code, found["type"]) == (400, "/api#not-understood")
    assert "made-up" not in str(found)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/api/v1/policies", "GET, HEAD"),
        ("/api/openapi.json", "GET, HEAD"),
        (f"/api/v1/policies/{POLICY}/assess", "POST"),
    ],
)
def test_another_method_is_refused_with_those_that_are_taken(address: str, allowed: str) -> None:
    """In the header Allow; HEAD is taken wherever GET is."""
    for ask in (Client().delete, Client().options):
        answer = ask(address)
        assert problem(answer)[:2] == (405, "method-not-allowed")
        assert answer["Allow"] == allowed
