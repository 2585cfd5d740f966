"""FHIR by the API."""

from typing import Any

import pytest

from coequal.accounts.models import Entry
from coequal.exchange.fhir.response import response
from coequal.exchange.fhir.terms import DATA_ABSENT
from coequal.web.api import examples
from coequal.web.shelf import shelf
from tests.exchange.fhir.holding import ADDRESS, answered, valid
from tests.referrals.pack.people_of_the_library import ELIGIBLE, person
from tests.web.api.asking import data, get, made_key, post

R4 = "/api/fhir"
KIND = "application/fhir+json"
URL = ADDRESS.partition("|")[0]


def read(response: Any, status: int = 200) -> Any:
    """The resource of an answer, which is valid."""
    assert (response.status_code, response["Content-Type"]) == (status, KIND), response.content
    return valid(data(response))


def test_the_server_says_what_it_can_do() -> None:
    """In R4, with the three operations."""
    found = read(get(f"{R4}/metadata"))
    assert found["fhirVersion"] == "4.0.1"
    assert found["implementation"]["url"] == "http://testserver/api/fhir"
    names = [one["name"] for resource in found["rest"][0]["resource"] for one in resource["operation"]]
    assert names == ["next-question", "package", "assess", "refer"]


def test_a_questionnaire_is_found_by_its_canonical_address_and_read_by_its_id() -> None:
    """Whole, with a tag, by the address with its version or with the version apart."""
    bundle = read(get(f"{R4}/Questionnaire?url={ADDRESS.replace('|', '%7C')}"))
    assert bundle["total"] == 1
    (entry,) = bundle["entry"]
    assert entry["resource"]["item"]
    answer = get(entry["fullUrl"].removeprefix("http://testserver"))
    assert read(answer)["url"] == URL
    assert get(entry["fullUrl"].removeprefix("http://testserver"), If_None_Match=answer["ETag"]).status_code == 304
    assert read(get(f"{R4}/Questionnaire?url={URL}&version=2022-07"))["total"] == 1
    none = read(get(f"{R4}/Questionnaire?url={URL}&version=1999"))
    assert (none["total"], "entry" in none) == (0, False)


def test_the_rules_are_read_by_the_same_id_alone_and_with_all_that_belongs_to_them() -> None:
    """The package is the bundle that the export gives."""
    id_ = read(get(f"{R4}/Questionnaire?url={URL}&version=2022-07"))["entry"][0]["resource"]["id"]
    plan = read(get(f"{R4}/PlanDefinition/{id_}"))
    assert (plan["resourceType"], plan["id"]) == ("PlanDefinition", id_)
    package = read(get(f"{R4}/PlanDefinition/{id_}/$package"))
    assert package["entry"][0]["resource"] == plan
    assert problem(get(f"{R4}/PlanDefinition/x"), 404)[0] == "not-found"


def test_many_questionnaires_come_in_pages_without_their_items() -> None:
    """Marked as parts, with a link to the next page."""
    first = read(get(f"{R4}/Questionnaire?_count=2"))
    assert first["total"] == sum(map(len, shelf().policies.values()))
    assert all("item" not in one["resource"] for one in first["entry"])
    assert first["entry"][0]["resource"]["meta"]["tag"][0]["code"] == "SUBSETTED"
    following = first["link"][1]
    assert following == {"relation": "next", "url": f"http://testserver{R4}/Questionnaire?_count=2&_offset=2"}
    last = read(get(f"{R4}/Questionnaire?_count=200&_offset=2"))
    assert [one["relation"] for one in last["link"]] == ["self"]


def problem(response: Any, status: int) -> tuple[str, str, list[str]]:
    (issue,) = read(response, status)["issue"]
    return issue["code"], issue["diagnostics"], issue.get("expression", [])


def test_an_id_that_is_not_there_is_an_outcome() -> None:
    """As FHIR has it."""
    said = ("not-found", "There is no Questionnaire with this id. Search Questionnaire by url; the ids are the same.", [])
    assert problem(get(f"{R4}/Questionnaire/abc"), 404) == said


@pytest.mark.django_db
def test_the_next_question_is_asked_until_none_is_left() -> None:
    """Alone, or as a parameter; each time the trail has it."""
    key = made_key("assess")
    found = read(post(f"{R4}/Questionnaire/$next-question", examples.BEGUN, key, KIND))
    assert [one["linkId"] for one in found["contained"][0]["item"]] == ["treatment_sought"]
    parameters = {"resourceType": "Parameters", "parameter": [{"name": "questionnaire-response", "resource": found}]}
    again = read(post(f"{R4}/Questionnaire/$next-question", parameters, key))
    assert again["parameter"][0]["resource"] == found
    assert [entry.action for entry in Entry.objects.all()] == ["asked the next question about a case"] * 2


@pytest.mark.django_db
def test_a_response_is_assessed() -> None:
    """Under the version that it names; a day on which that does not bind is warned of."""
    key = made_key("assess")
    answer = post(f"{R4}/QuestionnaireResponse/$assess", examples.ANSWERED, key, KIND)
    found = {one["name"]: one["resource"] for one in read(answer)["parameter"]}
    assert found["return"]["status"] == "data-required"
    assert found["assessed"]["questionnaire"] == ADDRESS
    assert answer["Cache-Control"] == "no-store"
    old = answered(("referral_date.value", {"valueDate": "2001-01-01"}), questionnaire=URL)
    assert problem(post(f"{R4}/QuestionnaireResponse/$assess", old, key, KIND), 422)[1].startswith("No version of ")
    named = answered(("referral_date.value", {"valueDate": "2001-01-01"}))
    warned = read(post(f"{R4}/QuestionnaireResponse/$assess", named, key, KIND))["parameter"][0]["resource"]["note"]
    assert any(note["text"].startswith("Version 2022-07 was named, but") for note in warned)


@pytest.mark.django_db
def test_a_response_that_is_complete_becomes_a_referral() -> None:
    """As a bundle that says nobody's name; one that is not complete is told what is missing, and who can supply it."""
    key, referring = made_key("assess"), f"{R4}/QuestionnaireResponse/$refer"
    whole = person(ELIGIBLE).assessment
    found = read(post(referring, response(whole.case, whole.policy), key, KIND))
    kinds = [entry["resource"]["resourceType"] for entry in found["entry"]]
    assert {"ServiceRequest", "QuestionnaireResponse"} <= set(kinds)
    assert "Patient" not in kinds
    code, says, _ = problem(post(referring, examples.ANSWERED, key, KIND), 422)
    assert code == "invalid"
    assert says.startswith("There is no referral pack yet.")
    assert "It is not known: not asked." in says


@pytest.mark.django_db
def test_a_concern_for_safety_stops_a_referral() -> None:
    """Whoever sends it is told whom to contact instead, and nothing of what they said comes back."""
    one = person(ELIGIBLE, welfare_concern="true").assessment
    code, says, _ = problem(
        post(f"{R4}/QuestionnaireResponse/$refer", response(one.case, one.policy), made_key("assess"), KIND), 422
    )
    assert code == "invalid"
    assert says.startswith("Nothing of this referral is made or given out here.")
    assert "concern" not in says


@pytest.mark.django_db
@pytest.mark.parametrize(
    "operation", ["Questionnaire/$next-question", "QuestionnaireResponse/$assess", "QuestionnaireResponse/$refer"]
)
@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (answered(("pateint_bmi.value", {"valueInteger": 1})), 422, ("invalid", 'There is no question "pateint_bmi.value". Did you mean "patient_bmi"?', ["QuestionnaireResponse.item[0].linkId"])),
        (answered(questionnaire="urn:x"), 422, ("invalid", '"urn:x" is no questionnaire of ours.', ["QuestionnaireResponse.questionnaire"])),
        (answered(questionnaire=URL + "x"), 422, ("invalid", 'The library holds no policy "norfolk-and-waveney/assisted-conceptionx".', ["QuestionnaireResponse.questionnaire"])),
        ({**examples.ANSWERED, "status": "entered-in-error"}, 422, ("invalid", 'The answers of a response of status "entered-in-error" do not count.', ["QuestionnaireResponse.status"])),
        (answered(("amh.value", {"extension": [{"url": DATA_ABSENT, "valueCode": ["x"]}]})), 422, ("invalid", 'The reason "[\'x\']" cannot be used here.', ["QuestionnaireResponse.item[0].answer[0]"])),
        ({"resourceType": "Bundle"}, 422, ("invalid", "This is a Bundle. A QuestionnaireResponse is needed.", ["QuestionnaireResponse"])),
        ([], 422, ("invalid", "This is no FHIR resource", ["QuestionnaireResponse"])),
        (b"{", 400, ("structure", "This is not JSON", [])),
        (b'{"resourceType": "QuestionnaireResponse", "item": ' + b'[{"linkId": "amh", "item": ' * 5_000, 400, ("structure", "This is nested too deeply.", [])),
        (b" " * 600_000, 413, ("too-long", "That is too much at once", [])),
    ],
)  # fmt: skip
def test_a_malformed_or_hostile_resource_is_one_outcome(
    operation: str, body: Any, status: int, said: tuple[str, str, list[str]]
) -> None:
    """With the place in it, as far as there is one."""
    code, diagnostics, expression = problem(post(f"{R4}/{operation}", body, made_key("assess"), KIND), status)
    assert (code, expression) == (said[0], said[2])
    assert diagnostics.startswith(said[1])


@pytest.mark.django_db
def test_without_a_key_it_is_an_outcome_too() -> None:
    """With the scope that is needed."""
    code, diagnostics, _ = problem(post(f"{R4}/QuestionnaireResponse/$assess", examples.ANSWERED, None, KIND), 401)
    assert (code, "“assess”" in diagnostics) == ("login", True)
    code, _, _ = problem(post(f"{R4}/QuestionnaireResponse/$assess", b"<xml/>", made_key("assess"), "application/fhir+xml"), 415)
    assert code == "not-supported"


def test_whoever_takes_json_gets_fhir() -> None:
    """Both are JSON; whoever takes only XML is told that there is none."""
    for taken in ("application/json", "application/fhir+json; fhirVersion=4.0", "*/*;q=0.1"):
        assert get(f"{R4}/metadata", Accept=taken).status_code == 200
    assert problem(get(f"{R4}/metadata", Accept="application/fhir+xml"), 406)[0] == "not-supported"


def test_the_form_of_an_answer_may_stand_in_the_address() -> None:
    """By FHIR's `_format`, for programs that cannot say it in a header; it comes before the header, and is FHIR's alone."""
    for asked in ("json", "application/json", "application/fhir%2Bjson", "application/fhir+json;fhirVersion=4.0"):
        assert get(f"{R4}/metadata?_format={asked}", Accept="text/html").status_code == 200
    assert problem(get(f"{R4}/metadata?_format=xml", Accept="application/json"), 406)[0] == "not-supported"
    assert get("policies?_format=json").status_code == 422
