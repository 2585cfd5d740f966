"""The pack as a FHIR bundle."""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coequal.exchange.fhir.response import read_response
from coequal.exchange.fhir.written import written
from coequal.referrals.pack.fhir import NHS_NUMBER, bundle_of
from coequal.referrals.pack.people import Referred
from tests.exchange.fhir.holding import by_path, valid
from tests.referrals.pack.people_of_the_library import (
    ELIGIBLE,
    MODEL,
    NORFOLK,
    PARTNER,
    REFERRED,
    REFERRER,
    packed,
    people_of,
    person,
)

Resource = dict[str, Any]


def bundle(name: str = ELIGIBLE, **people: Any) -> Resource:
    """The bundle of an example person, read back, after other software has found it valid."""
    return valid(bundle_of(packed(person(name), **people)))


def of_type(found: Resource, kind: str) -> Resource:
    """The one resource of a type in a bundle."""
    (one,) = [entry["resource"] for entry in found["entry"] if entry["resource"]["resourceType"] == kind]
    return one


def references(found: Any) -> Iterator[str]:
    """Every reference in a resource."""
    match found:
        case dict():
            if isinstance(found.get("reference"), str):
                yield found["reference"]
            for one in found.values():
                yield from references(one)
        case list():
            for one in found:
                yield from references(one)


@pytest.mark.parametrize("policy", [NORFOLK, MODEL])
def test_every_complete_pack_is_valid(policy: str) -> None:
    """Of all example people, with and without names; and each part by itself."""
    for one in people_of(policy):
        if one.ready:
            for referrer, referred in ((None, None), (REFERRER, None)):
                found = valid(bundle_of(packed(one, referrer, referred)))
                for entry in found["entry"]:
                    valid(entry["resource"])


def test_what_it_holds() -> None:
    """The request and the answers always; who is referred and who refers only where they are given."""
    whole = bundle()
    assert [entry["resource"]["resourceType"] for entry in whole["entry"]] == [
        "ServiceRequest",
        "QuestionnaireResponse",
        "GuidanceResponse",
        "Patient",
        "RelatedPerson",
        "Organization",
        "Practitioner",
        "PractitionerRole",
    ]
    bare = bundle(referrer=None, referred=None)
    assert [entry["resource"]["resourceType"] for entry in bare["entry"]] == [
        "ServiceRequest",
        "QuestionnaireResponse",
        "GuidanceResponse",
    ]
    assert of_type(bare, "ServiceRequest")["subject"] == {"display": "Filled in by hand"}
    assert whole["type"] == "collection"


def test_the_request_says_what_is_asked_under_which_text() -> None:
    """A draft of a proposal, with a code of the policy's own, its amounts, its digest, and the answers it rests on."""
    found = bundle()
    request = of_type(found, "ServiceRequest")
    assert (request["status"], request["intent"], request["authoredOn"]) == ("draft", "proposal", "2023-05-02")
    assert by_path(request, "ServiceRequest.code.coding.code") == ["ivf"]
    assert by_path(request, "ServiceRequest.code.coding.system") == [f"tag:coequal,2026:fhir/treatments/{NORFOLK}"]
    assert by_path(request, "ServiceRequest.orderDetail.text") == ["fresh cycles: 2", "embryo transfers: 4"]
    assert request["instantiatesUri"] == [f"tag:coequal,2026:fhir/Policy/{NORFOLK}|2022-07"]
    assert str(request["extension"][0]["valueString"]).startswith("sha256:")
    addresses = {entry["resource"]["resourceType"]: entry["fullUrl"] for entry in found["entry"]}
    rests_on = [{"reference": addresses[one]} for one in ("QuestionnaireResponse", "GuidanceResponse")]
    assert request["supportingInfo"] == rests_on


def test_the_letter_goes_along_where_there_is_one() -> None:
    """Byte for byte, as preliminary as the request is a draft; the request rests on it, and it names who wrote it and about whom."""
    letter = b"%PDF-1.7 of the pack"
    found = valid(bundle_of(packed(person(ELIGIBLE)), letter))
    document = of_type(found, "DocumentReference")
    (content,) = document["content"]
    assert (content["attachment"]["contentType"], b64decode(content["attachment"]["data"])) == ("application/pdf", letter)
    assert (document["status"], document["docStatus"]) == ("current", "preliminary")
    addresses = {entry["resource"]["resourceType"]: entry["fullUrl"] for entry in found["entry"]}
    assert document["subject"] == {"reference": addresses["Patient"]}
    assert document["author"] == [{"reference": addresses["PractitionerRole"]}]
    assert document["context"]["related"] == [{"reference": addresses["ServiceRequest"]}]
    assert of_type(found, "ServiceRequest")["supportingInfo"][-1] == {"reference": addresses["DocumentReference"]}
    bare = valid(bundle_of(packed(person(ELIGIBLE), None, None), letter))
    assert "author" not in of_type(bare, "DocumentReference")
    assert not set(references(bare)) - {"#computed", *(entry["fullUrl"] for entry in bare["entry"])}


def test_the_answers_come_back_as_they_were() -> None:
    """Whoever gets it can assess the same case again."""
    pack = packed(person(ELIGIBLE))
    answers = of_type(valid(bundle_of(pack)), "QuestionnaireResponse")
    assert read_response(answers, pack.policy.vocabulary.dictionary) == pack.case


def test_the_patient_has_the_number_under_its_own_system() -> None:
    """Without spaces, for both people."""
    found = bundle()
    patient, partner = of_type(found, "Patient"), of_type(found, "RelatedPerson")
    assert patient["identifier"] == [{"system": NHS_NUMBER, "value": "9990000018"}]
    assert partner["identifier"] == [{"system": NHS_NUMBER, "value": "9990000026"}]
    assert (patient["birthDate"], patient["name"]) == ("1990-03-04", [{"text": "Wilhelmina Example"}])
    assert by_path(patient, "Patient.telecom.value") == ["020 7946 0456", "w@person.example"]


def test_what_is_empty_is_left_out() -> None:
    """FHIR has no empty texts. An organisation need have no address, and a patient no partner."""
    referred = Referred("Wilhelmina Example", "9990000018", date(1990, 3, 4), telephone="020 7946 0456")
    found = bundle(referred=referred, referrer=replace(REFERRER, address="", email=""))
    assert "address" not in of_type(found, "Patient")
    assert "address" not in of_type(found, "Organization")
    assert by_path(of_type(found, "PractitionerRole"), "PractitionerRole.telecom.system") == ["phone"]
    assert not [one for one in found["entry"] if one["resource"]["resourceType"] == "RelatedPerson"]


def test_the_partner_may_be_hardly_known() -> None:
    """A name alone will do."""
    found = bundle(referred=replace(REFERRED, partner=Referred(PARTNER.name)))
    assert set(of_type(found, "RelatedPerson")) == {"resourceType", "meta", "patient", "relationship", "name"}


def test_every_reference_leads_to_a_part_of_it() -> None:
    """By the address that the part has in the bundle, which is a UUID and tells nothing."""
    found = bundle()
    addresses = [entry["fullUrl"] for entry in found["entry"]]
    assert set(references(found)) <= {*addresses, "#computed"}  # what is contained in the guidance itself
    assert len(set(addresses)) == len(addresses)
    assert all(address.startswith("urn:uuid:") for address in addresses)


def test_the_same_pack_gives_the_same_bundle() -> None:
    """And another one other addresses for every part, so that none can be guessed from a name."""
    first, again = bundle_of(packed(person(ELIGIBLE))), bundle_of(packed(person(ELIGIBLE)))
    assert written(first) == written(again)
    other = bundle_of(packed(person(ELIGIBLE, patient_BMI="24.2")))
    assert {one["fullUrl"] for one in first["entry"]}.isdisjoint(one["fullUrl"] for one in other["entry"])


def test_each_part_is_marked_as_specially_protected() -> None:
    """The bundle and every resource in it: restricted, and about reproduction."""
    found = bundle()
    for resource in (found, *(entry["resource"] for entry in found["entry"])):
        assert [label["code"] for label in resource["meta"]["security"]] == ["R", "SEX"]


def test_data_of_another_kind_is_marked_as_usual() -> None:
    """What is not about fertility is health data like any other."""
    found = bundle_of(replace(packed(person(ELIGIBLE)), protected=False))
    assert [label["code"] for label in found["meta"]["security"]] == ["N"]


def test_the_reading_stands_in_the_first_note() -> None:
    """Before the words that people decide; what is not known, and what was assumed, follow."""
    notes = by_path(of_type(bundle("BMI exactly 30"), "ServiceRequest"), "ServiceRequest.note.text")
    assert notes[0] == "It depends on how the policy is read: Body mass index (clause 4)."
    found = bundle_of(packed(person("a couple who meets every rule", MODEL), None, None))
    notes = by_path(of_type(found, "ServiceRequest"), "ServiceRequest.note.text")
    assert notes[0].startswith("Software assesses, people decide")
    assert notes[1] == "Not known, and known it could change the answer: the date since which she has not smoked."
