"""Which result of a fact is the latest: told by the days that each may be of, and not known where they do not tell it."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.errors import CoequalError
from coequal.exchange.fhir.days import Days
from coequal.exchange.fhir.latest import latest
from coequal.exchange.fhir.observed import Result
from coequal.facts.case import Case, Known, NotKnown
from tests.exchange.fhir.holding import Resource
from tests.exchange.fhir.test_record import AMH, OURS, SMOKER, SNOMED, amh, observation, quantity, read

OLD = amh("20", "2022-05-20")
NEW = "2023-04-20"
BELOW = {**quantity("0.2", "pmol/L"), "comparator": "<"}
UNKNOWN = "AMH has a result that cannot be used and is later, or may be."


def when(value: str, **effective: Any) -> Resource:
    return amh(value, None, **effective)


@pytest.mark.parametrize(
    "useless",
    [
        observation(AMH, NEW, valueQuantity=BELOW),
        amh("2", NEW, code="mmol/L"),
        observation(AMH, NEW, valueQuantity=quantity("2", None)),
        observation(AMH, NEW, valueRange={"low": quantity("1", "pmol/L")}),
        observation(AMH, NEW, valueString="low"),
        amh("9999", NEW),
        observation(AMH, NEW),
        amh("2", NEW, status="preliminary"),
        amh("2", NEW, status="registered"),
        amh("2", NEW, status="unknown"),
        amh("2", NEW, modifierExtension=[{"url": "http://example.org/negated", "valueBoolean": True}]),
        observation({"system": SNOMED, "code": "1"}, NEW, component=[{"code": {"coding": [AMH]}, "valueQuantity": BELOW}]),
        observation(
            {"system": SNOMED, "code": "1"},
            NEW,
            "preliminary",
            component=[{"code": {"coding": [AMH]}, "valueQuantity": quantity("2", "pmol/L")}],
        ),
        amh("9999", "2022-05-20"),
        amh("9999", "2022"),
        amh("9999", None),
        amh("9999", None, issued="2022-05-20T09:00:00Z"),
    ],
)
def test_a_result_that_cannot_be_used_makes_what_is_older_not_known(useless: Resource) -> None:
    """It is the latest, or may be, and may say something else; what it was, and why neither is used, is told."""
    for resources in ([OLD, useless], [useless, OLD]):
        case, remarks = read(*resources)
        assert case.facts == {"AMH": NotKnown("not recorded")}
        assert f"Bundle.entry[{resources.index(OLD)}].resource: not used: {UNKNOWN}" in remarks
        assert len(remarks) == 2


@pytest.mark.parametrize(
    "passed_over",
    [
        amh("2", NEW, status="entered-in-error"),
        amh("2", NEW, status="cancelled"),
        observation(AMH, "2022-05-19", valueQuantity=BELOW),
        amh("2", "2022-04", status="preliminary"),
        observation(AMH, "2023-05-03", valueQuantity=BELOW),
        observation({"system": SNOMED, "code": "1"}, NEW, valueQuantity=BELOW),
        observation({"system": SNOMED, "code": "365981007"}, NEW, valueString="no"),
    ],
)
def test_a_result_that_was_withdrawn_or_is_older_or_of_the_future_changes_nothing(passed_over: Resource) -> None:
    """So it is with one of something else."""
    case, _ = read(OLD, passed_over)
    assert case.facts == {"AMH": Known(Decimal("20.00"), date(2022, 5, 20))}


def test_a_finding_that_may_be_somebody_elses_makes_what_is_older_not_known() -> None:
    """A smoker under a question that is not known, after she said that she does not smoke."""
    no = observation({"system": OURS, "code": "patient smokes"}, "2022-05-20", valueBoolean=False)
    case, _ = read(no, observation({"system": SNOMED, "code": "57177007"}, NEW, valueCodeableConcept={"coding": [SMOKER]}))
    assert case.facts == {"patient smokes": NotKnown("not recorded")}


@pytest.mark.parametrize(
    "more", [{"valueCodeableConcept": {"coding": [{"system": SNOMED, "code": "8392000"}]}}, {"valueString": "no"}]
)
def test_an_answer_that_is_not_known_to_a_question_that_is_makes_what_is_older_not_known(more: Resource) -> None:
    """Who was found to smoke, and answered something else since, is not taken for a smoker."""
    asked = {"system": SNOMED, "code": "365981007"}
    smoker = observation(asked, "2022-05-20", valueCodeableConcept={"coding": [SMOKER]})
    assert read(smoker)[0].value("patient smokes") is True
    case, remarks = read(smoker, observation(asked, NEW, **more))
    assert case.facts == {"patient smokes": NotKnown("not recorded")}
    says = "it answers a question about patient smokes, and what the answer says of that is not known."
    assert f"Bundle.entry[1].resource: not used: {says}" in remarks
    case, _ = read(smoker, observation(asked, NEW, "preliminary", **more))
    assert case.facts == {"patient smokes": NotKnown("not recorded")}


@pytest.mark.parametrize(
    "later",
    [
        when("12", effectivePeriod={"start": "2023-04-01", "end": "2023-04-03"}),
        when("12", effectivePeriod={"start": "2023-04", "end": "2023-04"}),
        when("12", effectiveDateTime="2023-04"),
        when("12", effectiveDateTime="2023-04", issued="2020-01-01T09:00:00Z"),
    ],
)
def test_a_result_without_a_whole_day_may_be_the_latest(later: Resource) -> None:
    """It is by the earliest day that what is written of it allows; the fact has no day then."""
    case, remarks = read(OLD, later)
    assert case.facts == {"AMH": Known(Decimal("12.00"))}
    assert "Bundle.entry[0].resource: not used: a later result of AMH is there." in remarks


@pytest.mark.parametrize(
    "perhaps",
    [
        when("12"),
        when("12", issued="2023-04-20T10:00:00Z"),
        when("12", effectiveDateTime="2022"),
        when("12", effectiveDateTime="2022-05"),
        when("12", effectiveDateTime="2023"),  # which goes on after the day that is asked about
        when("12", effectivePeriod={"start": "2022-05-19", "end": "2022-05-21"}),
        when("12", effectivePeriod={"start": "2023-04-20"}),
        when("12", effectivePeriod={"end": "2023-04-20"}),
        when("12", effectiveTiming={"event": ["2023-04-20"]}),
    ],
)
def test_of_two_values_that_may_both_be_the_latest_neither_is_taken(perhaps: Resource) -> None:
    """Nor is it guessed that what has no day is old."""
    case, remarks = read(OLD, perhaps)
    assert case.facts == {"AMH": NotKnown("not recorded")}
    for place in (0, 1):
        says = "AMH has several values; which is the latest is not known."
        assert f"Bundle.entry[{place}].resource: not used: {says}" in remarks
    same = {**perhaps, "valueQuantity": OLD["valueQuantity"]}
    assert read(OLD, same)[0].facts == {"AMH": Known(Decimal("20.00"), date(2022, 5, 20))}


def test_a_period_of_one_day_is_that_day() -> None:
    """From its start to its end."""
    case, _ = read(when("12", effectivePeriod={"start": "2023-04-20T09:00:00Z", "end": "2023-04-20"}))
    assert case.facts == {"AMH": Known(Decimal("12.00"), date(2023, 4, 20))}


def test_a_result_that_may_be_of_a_later_day_is_told() -> None:
    """It is taken where nothing contradicts it; one that must be of a later day is not, and one of the day itself is."""
    assert read(amh("12", "2023-05-02"))[0].facts == {"AMH": Known(Decimal("12.00"), date(2023, 5, 2))}
    assert read(amh("12", "2023-05-03"))[0] == Case({})
    case, remarks = read(when("12", effectiveDateTime="2023"))
    assert case.facts == {"AMH": Known(Decimal("12.00"))}
    assert "Bundle.entry[0].resource: AMH may be of a day after 2023-05-02. Check it." in remarks
    case, remarks = read(when("12", effectiveDateTime="2023-06"))
    assert case == Case({})
    assert "Bundle.entry[0].resource: not used: it is of 2023-06-01 or later, after 2023-05-02." in remarks


def test_why_a_value_is_absent_gives_way_to_a_value() -> None:
    """Of any day, and it is not said to be later than it is; two reasons of one day are none."""
    absent = [observation(AMH, NEW, dataAbsentReason={"coding": [{"code": code}]}) for code in ("unknown", "asked-declined")]
    _, remarks = read(OLD, absent[0])
    assert "Bundle.entry[1].resource: not used: a result of AMH with a value is there." in remarks
    case, remarks = read(*absent)
    assert case.facts == {"AMH": NotKnown("not recorded")}
    assert remarks[0].endswith("AMH has several reasons why it is not known of that day; which holds is not known.")


@pytest.mark.parametrize(
    ("effective", "path"),
    [
        ({"effectiveDateTime": "2023-4-1"}, "effectiveDateTime"),
        ({"effectiveDateTime": "2023-04-01garbage"}, "effectiveDateTime"),
        ({"effectiveDateTime": "2023-02-30"}, "effectiveDateTime"),
        ({"effectiveDateTime": "2023-13"}, "effectiveDateTime"),
        ({"effectiveDateTime": "0000"}, "effectiveDateTime"),
        ({"effectiveDateTime": "٢٠٢٣"}, "effectiveDateTime"),
        ({"effectiveDateTime": ""}, "effectiveDateTime"),
        ({"effectiveDateTime": Decimal(2023)}, "effectiveDateTime"),
        ({"effectiveInstant": "now"}, "effectiveInstant"),
        ({"effectivePeriod": "2023"}, "effectivePeriod"),
        ({"effectivePeriod": {"end": "2023-4"}}, "effectivePeriod.end"),
        ({"effectivePeriod": {"start": "2023-04-02", "end": "2023-04-01"}}, "effectivePeriod"),
        ({"issued": "yesterday"}, "issued"),
    ],
)
def test_a_day_that_is_none_is_damage(effective: Resource, path: str) -> None:
    """It is not taken for a result without a day."""
    with pytest.raises(CoequalError) as raised:
        read(when("12", **effective))
    assert raised.value.place is not None
    assert raised.value.place.file == f"Bundle.entry[0].resource.{path}"


START, ON = date(2023, 5, 1), 3
_days = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(sorted)
_told = st.lists(st.tuples(_days, st.sampled_from([None, Decimal(1), Decimal(2)])), max_size=4)


def _worlds(told: list[Any]) -> Iterator[frozenset[Decimal | None]]:
    """What the latest results of a day are, for every way in which the days may have been, if any counts at all."""
    for days in product(*(range(first, last + 1) for (first, last), _ in told)):
        counts = [(day, value) for day, (_, value) in zip(days, told, strict=True) if day <= ON]
        if counts:
            yield frozenset(value for day, value in counts if day == max(counts, key=lambda one: one[0])[0])


@given(_told)
def test_a_value_is_known_where_it_is_the_latest_whatever_the_days_were(told: list[Any]) -> None:
    """And only there: held against every way in which the days that are not told may have been."""
    counted = [one for one in told if one[0][0] <= ON]
    results = [
        Result("AMH", value and Known(value), Days(*(START + timedelta(day) for day in days)), f"[{place}]")
        for place, (days, value) in enumerate(counted)
    ]
    found, _ = latest(results, START + timedelta(ON))
    worlds = set(_worlds(counted))
    (certain,) = next(iter(worlds)) if len(worlds) == 1 and len(next(iter(worlds))) == 1 else (None,)
    assert (found.value if isinstance(found, Known) else None) == certain
