"""Whom a record is about: one person, named in whatever way, and nobody else."""

from decimal import Decimal
from typing import Any

import pytest

from coequal.errors import CoequalError
from coequal.exchange.fhir.record import read_bundle
from tests.exchange.fhir.holding import Resource, norfolk
from tests.exchange.fhir.test_record import ON, PATIENT, amh, bundle, read

NHS = "https://fhir.nhs.uk/Id/nhs-number"


def of(**subject: Any) -> Resource:
    return amh("12", subject=subject)


def called(value: str, system: str | None = NHS) -> Resource:
    return {"value": value, **({"system": system} if system else {})}


@pytest.mark.parametrize(
    "resources",
    [
        [PATIENT, of(reference="Patient/2")],
        [of(reference="Patient/2"), PATIENT],
        [{"resourceType": "Patient", "birthDate": "1990-03-04"}, of(reference="Patient/2")],
        [of(identifier=called("9990000001")), of(identifier=called("9990000002"))],
        [of(identifier=called("1", None)), of(identifier=called("2", None))],
        [{**PATIENT, "identifier": [called("9990000001")]}, of(identifier=called("9990000002"))],
        [of(reference="Patient/1", identifier=called("9990000001")), of(reference="Patient/1", identifier=called("9990000002"))],
        [of(reference="Patient/1"), of(identifier=called("9990000001"))],
        [of(reference="#p"), of(reference="#p")],
    ],
)
def test_what_is_not_shown_to_be_of_one_person_is_refused(resources: list[Resource]) -> None:
    """Whoever comes first, and by whatever name: the results of two people are never one case."""
    with pytest.raises(CoequalError, match="about another person"):
        read(*resources)


@pytest.mark.parametrize(
    "resources",
    [
        [of(reference="Patient/1/_history/3"), PATIENT],
        [PATIENT, of(display="Mrs Sample"), amh("12")],
        [{**PATIENT, "identifier": [called("7", "tag:hospital"), called("9990000001")]}, of(identifier=called("9990000001"))],
        [
            of(reference="Patient/1"),
            of(identifier=called("9990000001")),
            of(reference="Patient/1", identifier=called("9990000001")),
        ],
    ],
)
def test_one_person_may_be_named_in_several_ways(resources: list[Resource]) -> None:
    """By the id of the Patient, one of the identifiers, a name that another resource ties to it, or not at all."""
    assert read(*resources)[0].value("AMH") == Decimal("12.00")


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ({"reference": "Group/1"}, "Group"),
        ({"reference": "https://a.example/fhir/Device/7/_history/2"}, "Device"),
        ({"reference": "RelatedPerson/1", "type": "Patient"}, "RelatedPerson"),
        ({"type": "Location", "display": "Ward 2"}, "Location"),
        ({"reference": "#g"}, "Group"),
        ({"reference": "urn:uuid:0d1f7c52-2a1e-5f0b-8a68-4f5c9f0f7b12"}, "Group"),
    ],
)
def test_what_is_about_no_patient_is_not_the_persons(subject: Resource, kind: str) -> None:
    """Whether a Patient is there or not; nor does it make anything of theirs not known."""
    other = {**of(**subject), "contained": [{"resourceType": "Group", "id": "g"}]}
    for own in ([], [PATIENT], [PATIENT, amh("15", "2022-02-01")]):
        record = bundle(*own, other, {"resourceType": "Group"})
        record["entry"][-1]["fullUrl"] = "urn:uuid:0d1f7c52-2a1e-5f0b-8a68-4f5c9f0f7b12"
        case, remarks = read_bundle(record, norfolk().policy.vocabulary.dictionary, ON)
        assert case.value("AMH") == (Decimal("15.00") if len(own) > 1 else None)
        says = f"Bundle.entry[{len(own)}].resource: not used: it is about a {kind}, not about a patient."
        assert says in map(str, remarks)


def test_a_subject_in_words_is_told() -> None:
    """It may be another person: the words are not compared, and are not said again."""
    _, remarks = read(PATIENT, of(display="John, partner"), amh("12"))
    assert "Bundle.entry[1].resource: whom it is about is said in words only. Check that it is the same person." in remarks
    assert sum("in words" in remark for remark in remarks) == 1


def test_the_address_of_an_entry_names_the_patient() -> None:
    """As in a bundle whose entries have no ids yet."""
    whom = "urn:uuid:0d1f7c52-2a1e-5f0b-8a68-4f5c9f0f7b11"
    record = bundle({"resourceType": "Patient", "birthDate": "1990-03-04"}, of(reference=whom))
    record["entry"][0]["fullUrl"] = whom
    dictionary = norfolk().policy.vocabulary.dictionary
    assert read_bundle(record, dictionary, ON)[0].value("AMH") == Decimal("12.00")
    record["entry"][0]["fullUrl"] = f"{whom[:-1]}2"
    with pytest.raises(CoequalError, match="about another person"):
        read_bundle(record, dictionary, ON)
