"""A record as record systems give it, read as a case: the latest that can be used, and a remark about the rest."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.errors import CoequalError
from coequal.exchange.fhir.record import MOST, read_bundle
from coequal.exchange.fhir.units import CODES, unit_of
from coequal.facts.case import Case, Known, NotKnown
from coequal.facts.dictionary import Code
from coequal.facts.strict_json import parse_json
from tests.exchange.fhir.holding import Resource, norfolk, valid

ON = date(2023, 5, 2)
SNOMED = "http://snomed.info/sct"
OURS = "tag:coequal,2026:fhir/facts/assisted-conception"
UCUM = "http://unitsofmeasure.org"
BMI, SMOKER = {"system": SNOMED, "code": "60621009"}, {"system": SNOMED, "code": "77176002"}
AMH = {"system": OURS, "code": "AMH"}


def quantity(value: str, code: str | None) -> Resource:
    return {"value": Decimal(value), **({"system": UCUM, "code": code} if code else {})}


def observation(coding: Resource, day: str | None = "2023-02-01", status: str = "final", **more: Any) -> Resource:
    when = {"effectiveDateTime": day} if day else {}
    return {"resourceType": "Observation", "status": status, "code": {"coding": [coding]}, **when, **more}


def bmi(value: str, day: str | None = "2023-02-01", code: str | None = "kg/m2", **more: Any) -> Resource:
    return observation(BMI, day, valueQuantity=quantity(value, code), **more)


def amh(value: str, day: str | None = "2023-02-01", code: str = "pmol/L", **more: Any) -> Resource:
    return observation(AMH, day, valueQuantity=quantity(value, code), **more)


def bundle(*resources: Resource) -> Resource:
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}


def read(*resources: Resource) -> tuple[Case, list[str]]:
    case, remarks = read_bundle(bundle(*resources), norfolk().policy.vocabulary.dictionary, ON)
    return case, list(map(str, remarks))


def test_a_record_becomes_a_case() -> None:
    """With exact numbers, their days, the date of birth, and a remark for each code that nobody has verified."""
    patient = {"resourceType": "Patient", "birthDate": "1990-03-04"}
    resources = [patient, bmi("24.10"), amh("12.0", "2023-02-03T09:30:00+00:00"), observation(SMOKER, valueBoolean=False)]
    valid(bundle(*resources))
    case, remarks = read(*resources)
    assert case.facts == {
        "patient date of birth": Known(date(1990, 3, 4)),
        "AMH": Known(Decimal("12.00"), date(2023, 2, 3)),
        "patient BMI": Known(Decimal("24.10"), date(2023, 2, 1)),
        "patient smokes": Known(False),
    }
    assert "Bundle.entry[1].resource: read as patient BMI by a code that nobody has verified. Check it." in remarks
    assert "Bundle.entry[2].resource: taken for AMH." in remarks


def test_a_list_of_observations_will_do() -> None:
    """As a search gives them."""
    case, _ = read_bundle([amh("12.0")], norfolk().policy.vocabulary.dictionary, ON)
    assert case.value("AMH") == Decimal("12.00")


def test_numbers_come_exactly_and_other_units_by_the_dictionary() -> None:
    """One nanogram in a millilitre is 7.14 picomoles in a litre."""
    case, _ = read(amh("1.5", code="ng/mL"))
    assert case.value("AMH") == Decimal("10.71")


@pytest.mark.parametrize(
    ("code", "unit", "value"),
    [
        ("pmol/l", "pmol/l", "1.50"),
        ("pmol/L", "pmol/l", "1.50"),
        ("pmol/L", "picomoles in a litre", "1.50"),
        ("ng/ml", "ng/mL", "10.71"),
        ("ug/L", "µg/L", "10.71"),
        ("ug/l", "μg/l", "10.71"),
    ],
)
def test_a_unit_has_more_than_one_spelling(code: str, unit: str, value: str) -> None:
    """UCUM has the litre as l and as L; a microgram in a litre is a nanogram in a millilitre; the word beside is free text."""
    written = {**quantity("1.5", code), "unit": unit}
    assert read(observation(AMH, "2023-02-01", valueQuantity=written))[0].value("AMH") == Decimal(value)
    if code != "pmol/L":
        assert read(observation(AMH, valueQuantity={"value": Decimal("1.5"), "unit": unit}))[0].value("AMH") == Decimal(value)


@pytest.mark.parametrize("unit", CODES)
def test_a_unit_is_found_by_its_code_and_by_its_word(unit: str) -> None:
    """For dictionaries of other services too, in weeks or in mmol/mol."""
    fact = replace(norfolk().policy.vocabulary.dictionary.facts["AMH"], unit=unit, other_units={})
    coded = quantity("1", CODES[unit])
    for one in (coded, coded | {"unit": unit}, {"unit": unit}, {"unit": CODES[unit]}):
        assert unit_of(one, fact, "here") == unit


CHILDREN = {"system": OURS, "code": "patient living children"}


def test_a_count_may_be_an_integer_and_a_unit_be_written_as_its_code() -> None:
    """What is counted goes without saying, and systems write "kg/m2" whether they give the code or not."""
    assert read(observation(CHILDREN, valueInteger=Decimal(2)))[0].value("patient living children") == Decimal(2)
    written = {"value": Decimal("24.1"), "unit": "kg/m2"}
    assert read(observation(BMI, valueQuantity=written))[0].value("patient BMI") == Decimal("24.10")


UNKNOWN = {"coding": [{"code": "unknown"}]}
ABSENT = [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]
CONTRADICTION = "This has a value, and a reason why it has none. Take one of them out."


@pytest.mark.parametrize(
    ("resource", "says"),
    [
        (bmi("24", valueString="35"), "This has valueQuantity and valueString. Only one value may be there."),
        (bmi("24", dataAbsentReason=UNKNOWN), CONTRADICTION),
        (observation(SMOKER, valueCodeableConcept={"coding": [SMOKER]}, dataAbsentReason=UNKNOWN), CONTRADICTION),
        (observation(BMI, valueQuantity={**quantity("24", "kg/m2"), "extension": ABSENT}), CONTRADICTION),
        (observation(SMOKER, valueBoolean=True, _valueBoolean={"extension": ABSENT}), CONTRADICTION),
        (observation(SMOKER, valueBoolean=True, _valueBoolean=5), "This must be an element."),
        (observation(CHILDREN, valueInteger=Decimal("2.5")), "patient living children cannot be taken from valueInteger."),
        (bmi("24") | {"valueQuantity": {"value": 24.1, "unit": "kg/m2"}}, "This was read by a reader that rounds. Read it with"),
        (observation(AMH, valueInteger=Decimal(2)), "AMH cannot be taken from valueInteger."),
        (amh("12", status="entered-in-error"), "its status is entered-in-error, and only final, amended, corrected will do."),
        (amh("12", status="preliminary"), "its status is preliminary, and only final, amended, corrected will do."),
        (amh("12", "2023-05-03"), "it is of 2023-05-03, after 2023-05-02."),
        (amh("12", code="mmol/L"), 'AMH is not measured in "mmol/L". Its code may be pmol/L (pmol/L) or ng/mL (ng/mL).'),
        (
            observation(AMH, valueQuantity={**quantity("5.4", "pmol/L"), "unit": "ng/mL"}),
            'AMH is said in two units, "ng/mL" and "pmol/L". Give the one in which it was measured.',
        ),
        (observation(AMH, valueQuantity={**quantity("5.4", "ng/mL"), "unit": "nmol/l"}), 'AMH is said in two units, "nmol/l" and'),
        (observation(AMH, valueQuantity=quantity("12", None)), "AMH has no unit; it is needed, pmol/L or ng/mL."),
        (observation(AMH, valueString="twelve"), "AMH cannot be taken from valueString."),
        (
            observation(AMH, valueQuantity={**quantity("12", "pmol/L"), "comparator": "<"}),
            'AMH must be one number; "<" makes it a range.',
        ),
        (amh("9999"), "AMH is 9999; it must be from 0 to 300 pmol/L."),
        (observation({"system": SNOMED, "code": "1"}, valueBoolean=True), "no fact of this service has its code."),
        (observation(AMH), "it has no value and does not say in a way that can be used why not."),
        ({"resourceType": "Condition"}, "facts are not taken from a Condition."),
        ({"resourceType": "Patient", "birthDate": "1990"}, 'patient date of birth: "1990" is not a date. Write it as 2023-05-02'),
    ],
)
def test_what_cannot_be_used_is_told_and_changes_nothing(resource: Resource, says: str) -> None:
    """Nothing is passed over in silence, and nothing is taken by halves."""
    case, remarks = read(resource)
    assert case == Case({})
    assert len(remarks) == 1
    assert says in remarks[0]
    assert ": not used: " in remarks[0]


def test_the_latest_result_wins() -> None:
    """Whatever the order; an older one is told."""
    case, remarks = read(amh("12", "2022-02-01"), amh("15", "2023-02-01", status="amended"), amh("10", "2022-03"))
    assert case.facts == {"AMH": Known(Decimal("15.00"), date(2023, 2, 1))}
    assert [remark for remark in remarks if "later" in remark] == [
        "Bundle.entry[0].resource: not used: a later result of AMH is there.",
        "Bundle.entry[2].resource: not used: a later result of AMH is there.",
    ]


def test_two_values_of_one_day_are_not_known() -> None:
    """Neither is chosen; the same value twice is one."""
    case, remarks = read(amh("12"), amh("15"))
    assert case.facts == {"AMH": NotKnown("not recorded")}
    assert sum("several values" in remark for remark in remarks) == 2
    case, _ = read(amh("12"), amh("12.0"))
    assert case.value("AMH") == Decimal("12.00")


def test_components_are_results_of_their_own() -> None:
    """They share the day and the status of the whole."""
    part = {"code": {"coding": [AMH]}, "valueQuantity": quantity("12", "pmol/L")}
    case, remarks = read(observation({"system": SNOMED, "code": "1"}, component=[part]))
    assert case.facts == {"AMH": Known(Decimal("12.00"), date(2023, 2, 1))}
    assert remarks == ["Bundle.entry[0].resource.component[0]: taken for AMH."]


def test_a_value_that_is_a_finding_makes_the_fact_true() -> None:
    """Smoking status with the value smoker; another value says nothing by itself."""
    status = {"system": SNOMED, "code": "365981007"}
    case, _ = read(observation(status, valueCodeableConcept={"coding": [SMOKER]}))
    assert case.value("patient smokes") is True
    case, _ = read(observation(status, valueCodeableConcept={"coding": [{"system": SNOMED, "code": "8392000"}]}))
    assert case == Case({})


def test_a_question_that_nobody_has_verified_is_told() -> None:
    """Whether a finding is in the person themselves is what the question's code says."""
    facts = norfolk().policy.vocabulary.dictionary.facts
    smokes = replace(facts["patient smokes"], codes=(Code("SNOMED CT", "77176002", "Smoker", verified=True),))
    status = observation({"system": "http://loinc.org", "code": "72166-2"}, valueCodeableConcept={"coding": [SMOKER]})
    for verified, told in ((True, 0), (False, 1)):
        own = replace(smokes, asked_as=(Code("LOINC", "72166-2", "Tobacco smoking status", verified=verified),))
        words = replace(norfolk().policy.vocabulary.dictionary, facts={**facts, "patient smokes": own})
        case, remarks = read_bundle([status], words, ON)
        assert case.value("patient smokes") is True
        assert sum("nobody has verified" in remark.says for remark in remarks) == told


@pytest.mark.parametrize(
    "question",
    [
        [{"system": SNOMED, "code": "57177007", "display": "Family history with explicit context"}],
        [{"system": SNOMED, "code": "365981007"}, {"system": SNOMED, "code": "57177007"}],
        [{"system": SNOMED, "code": "410516002"}],
        [{"system": "http://example.org", "code": "365981007"}],
        [],
    ],
)
def test_a_finding_under_a_question_that_is_not_known_says_nothing(question: list[Resource]) -> None:
    """It may be ruled out, suspected, or another person's: a family history of smoking makes nobody a smoker."""
    resource = {**observation(SMOKER, valueCodeableConcept={"coding": [SMOKER]}), "code": {"coding": question}}
    case, remarks = read(resource)
    assert case == Case({})
    assert len(remarks) == 1
    assert "not used: its value is a code of patient smokes, but its question is not known" in remarks[0]


def test_a_question_and_a_value_of_one_fact_make_it_true() -> None:
    """Of two facts the question says which it is about, and the value is none of it."""
    case, _ = read(observation({"system": OURS, "code": "patient smokes"}, valueCodeableConcept={"coding": [SMOKER]}))
    assert case.value("patient smokes") is True
    case, remarks = read(observation(AMH, valueCodeableConcept={"coding": [SMOKER]}))
    assert case == Case({})
    assert remarks == ["Bundle.entry[0].resource: not used: AMH cannot be taken from valueCodeableConcept."]


NEGATED = [{"url": "http://example.org/negated", "valueBoolean": True}]


@pytest.mark.parametrize(
    ("resource", "name"),
    [
        (amh("12", modifierExtension=NEGATED), "modifierExtension"),
        (amh("12", implicitRules="http://example.org/rules"), "implicitRules"),
        (amh("12", focus=[{"reference": "RelatedPerson/2"}]), "focus"),
        ({"resourceType": "Patient", "birthDate": "1990-03-04", "modifierExtension": NEGATED}, "modifierExtension"),
        (
            observation(AMH, component=[{**amh("12"), "modifierExtension": NEGATED}]),
            "modifierExtension",
        ),
    ],
)
def test_what_may_mean_something_else_than_it_seems_is_not_used(resource: Resource, name: str) -> None:
    """An extension may turn it round, rules may read it otherwise, and its focus may be another person."""
    case, remarks = read(resource)
    assert case == Case({})
    assert len(remarks) == 1
    assert f"not used: {name} may change what it means" in remarks[0]


@pytest.mark.parametrize("name", ["modifierExtension", "implicitRules"])
def test_what_its_entry_changes_is_not_used(name: str) -> None:
    """Nor is an older version of it; the others are. Of the whole bundle it is refused, since nothing in it may be taken."""
    record = bundle(amh("12"), bmi("24.1"))
    record["entry"][0][name] = NEGATED
    case, remarks = read_bundle(record, norfolk().policy.vocabulary.dictionary, ON)
    assert list(case.facts) == ["patient BMI"]
    assert str(remarks[0]).startswith(f"Bundle.entry[0].resource: not used: of its entry, {name} may change what it means")
    record = {**bundle(version("12", versionId="1"), version("15", versionId="2"))}
    record["entry"][1][name] = NEGATED
    assert read_bundle(record, norfolk().policy.vocabulary.dictionary, ON)[0] == Case({})
    with pytest.raises(CoequalError, match=rf"Bundle\.{name}: {name} may change"):
        read_bundle({**bundle(amh("12")), name: NEGATED}, norfolk().policy.vocabulary.dictionary, ON)


@pytest.mark.parametrize("code", [["x"], {"a": 1}, None, "nonsense"])
def test_a_reason_that_is_no_code_is_told(code: object) -> None:
    """Whatever stands in its place."""
    case, remarks = read(observation(AMH, dataAbsentReason={"coding": [{"code": code}]}))
    assert case == Case({})
    assert "it has no value and does not say" in remarks[0]


def test_why_a_value_is_absent_is_kept_where_a_case_can_say_it() -> None:
    """A value of any day is worth more."""
    absent = {"dataAbsentReason": {"coding": [{"code": "asked-declined"}]}}
    case, _ = read(observation(AMH, "2023-04-01", **absent))
    assert case.facts == {"AMH": NotKnown("declined")}
    case, _ = read(observation(AMH, "2023-04-01", **absent), amh("12"))
    assert case.value("AMH") == Decimal("12.00")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"resourceType": "Patient"}', "Bundle"),
        ('{"resourceType": "Bundle", "type": "searchset", "entry": {}}', "Bundle.entry"),
        ('{"resourceType": "Bundle", "type": "searchset", "entry": [1]}', "Bundle.entry[0]"),
        (
            '{"resourceType": "Bundle", "type": "document", "entry": [{"resource": {}}]}',
            "Bundle.entry[0].resource.resourceType",
        ),
        ('{"resourceType": "Bundle", "type": "history"}', "Bundle.type"),
        ('{"resourceType": "Bundle", "type": "transaction"}', "Bundle.type"),
        ('{"resourceType": "Bundle", "type": ["searchset"]}', "Bundle.type"),
        ('{"resourceType": "Bundle"}', "Bundle.type"),
        ('[{"resourceType": "Observation", "id": 5}]', "[0].id"),
        ('[{"resourceType": "A", "id": "1", "meta": 5}, {"resourceType": "A", "id": "1"}]', "[0].meta"),
        (
            '{"resourceType": "Bundle", "type": "document", "entry": [{"fullUrl": 5, "resource": {"resourceType": "A"}}]}',
            "Bundle.entry[0].fullUrl",
        ),
        ('[{"resourceType": "Observation", "status": "final", "code": 1}]', "[0].code"),
        ('[{"resourceType": "Observation", "status": "final", "code": {"coding": [1]}}]', "[0].code.coding[0]"),
        ('[{"resourceType": "Observation", "status": "final", "component": 1}]', "[0].component"),
        ('[{"resourceType": "Patient"}, {"resourceType": "Patient"}]', "[1]"),
        ('[{"resourceType": "Observation", "subject": 5}]', "[0].subject"),
        ('[{"resourceType": "Observation", "subject": {"reference": ["x"]}}]', "[0].subject.reference"),
        ('[{"resourceType": "Observation", "subject": {"type": 5}}]', "[0].subject.type"),
        ('[{"resourceType": "Observation", "subject": {"reference": "#x"}, "contained": 5}]', "[0].contained"),
        ('[{"resourceType": "Observation", "subject": {"identifier": "x"}}]', "[0].subject.identifier"),
        ('[{"resourceType": "Observation", "subject": {"identifier": {"value": 5}}}]', "[0].subject.identifier.value"),
        ('[{"resourceType": "Patient", "identifier": {}}]', "[0].identifier"),
        (
            '[{"resourceType": "Observation", "subject": {"reference": "a"}}, {"resourceType": "A", "subject": {"reference": "b"}}]',
            "[1]",
        ),
    ],
)
def test_a_damaged_record_is_refused_by_its_path(text: str, path: str) -> None:
    """So is one of two people: their results are never mixed."""
    with pytest.raises(CoequalError) as raised:
        read_bundle(parse_json(text, "record"), norfolk().policy.vocabulary.dictionary, ON)
    assert raised.value.place is not None
    assert raised.value.place.file == path


PATIENT = {"resourceType": "Patient", "id": "1", "birthDate": "1990-03-04"}


def version(value: str, status: str = "final", **meta: str) -> Resource:
    return amh(value, status=status, id="o1", meta=meta)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ({"versionId": "9"}, {"versionId": "10"}),
        ({"lastUpdated": "2023-02-01T09:30:00Z"}, {"lastUpdated": "2023-02-01T09:30:00-01:00"}),
        ({"versionId": "a", "lastUpdated": "2023-02-01T09:30:00Z"}, {"versionId": "A", "lastUpdated": "2023-02-02T09:30:00Z"}),
        ({"versionId": "1", "lastUpdated": "2023-02-01T09:30:00Z"}, {"versionId": "2", "lastUpdated": "2023-02-01T09:30:00Z"}),
    ],
)
def test_of_one_resource_only_the_last_version_counts(older: dict[str, str], newer: dict[str, str]) -> None:
    """Whatever the order: a result that was withdrawn or put right is not used."""
    first, last = version("15", **older), version("12", **newer)
    for resources in ([first, last], [last, first]):
        case, remarks = read(*resources)
        assert case.value("AMH") == Decimal("12.00")
        assert f"Bundle.entry[{resources.index(first)}].resource: not used: a later version of it is there." in remarks
    case, _ = read(first, version("15", "entered-in-error", **newer))
    assert case == Case({})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"versionId": "1"}, {}),
        ({"versionId": "1"}, {"versionId": "1"}),
        ({"versionId": "a"}, {"versionId": "b"}),
        ({"lastUpdated": "2023-02-01T09:30:00"}, {"lastUpdated": "2023-02-02T09:30:00"}),
        ({"lastUpdated": "yesterday"}, {"lastUpdated": "today"}),
        ({"versionId": "1", "lastUpdated": "2023-02-02T09:30:00Z"}, {"versionId": "2", "lastUpdated": "2023-02-01T09:30:00Z"}),
    ],
)
def test_versions_of_which_none_is_told_to_be_the_last_are_refused(one: dict[str, str], other: dict[str, str]) -> None:
    """Neither is guessed to hold."""
    with pytest.raises(CoequalError, match="Observation/o1 is here in several versions"):
        read(version("12", **one), version("15", **other))


def test_the_same_resource_may_come_twice_and_a_patient_in_two_versions() -> None:
    """As the pages of a search overlap; resources of two servers may have one id."""
    old = {**PATIENT, "birthDate": "1991-03-04", "meta": {"versionId": "1"}}
    case, remarks = read(old, {**PATIENT, "meta": {"versionId": "2"}}, version("12"), version("12"))
    assert case.facts["patient date of birth"] == Known(date(1990, 3, 4))
    assert "Bundle.entry[3].resource: not used: the same is there before." in remarks
    record = bundle(version("12"), version("12.0"))
    for server, entry in zip(("https://a.example", "https://b.example"), record["entry"], strict=True):
        entry["fullUrl"] = f"{server}/Observation/o1"
    assert read_bundle(record, norfolk().policy.vocabulary.dictionary, ON)[0].value("AMH") == Decimal("12.00")


def test_a_record_without_end_is_refused() -> None:
    """Before any of it is looked at."""
    with pytest.raises(CoequalError, match="at most 10000 resources"):
        read(*[{"resourceType": "Condition"}] * (MOST + 1))


_results = st.builds(
    amh,
    st.sampled_from(["1", "12", "12.0", "400"]),
    st.sampled_from([None, "2022-02-01", "2023-02-01", "2023-02-01T08:00:00Z", "2024-01-01", "2023"]),
    st.sampled_from(["pmol/L", "ng/mL", "mmol/L"]),
    status=st.sampled_from(["final", "amended", "entered-in-error"]),
)


@given(st.lists(_results, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_a_record_says_nothing(resources: list[Resource], random: Any) -> None:
    """Any order gives the same case, and every result is told of."""
    shuffled = list(resources)
    random.shuffle(shuffled)
    case, remarks = read(*resources)
    assert read(*shuffled)[0] == case
    assert {remark.partition(": ")[0] for remark in remarks} == {
        f"Bundle.entry[{place}].resource" for place in range(len(resources))
    }
