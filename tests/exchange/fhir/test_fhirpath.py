"""FHIRPath, executed by an engine that is not ours, comes to what the reference comes to."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coequal.criteria.closures import Values, closure
from coequal.criteria.syntax import If, Junction, Literal, Node
from coequal.criteria.types import BOOLEAN
from coequal.criteria.vocabulary import formulas, read_expression, work_out
from coequal.errors import CoequalError, Place
from coequal.exchange.fhir.fhirpath import FhirPath
from coequal.exchange.fhir.response import answers
from coequal.exchange.fhir.sharing import MOST, Shared
from coequal.facts.case import Case, Known
from coequal.facts.dictionary import Fact
from coequal.facts.fields import Located
from tests.criteria import strategies
from tests.criteria.strategies import VOCABULARY
from tests.exchange.fhir import executing
from tests.exchange.fhir.holding import Resource

trees = st.integers(0, 2).flatmap(lambda depth: strategies.conditions(depth, with_is_known=True))
with_evidence = trees.map(strategies.checked).map(strategies.with_evidence).map(strategies.checked)
BORN, REFERRED, SINCE = date(2000, 2, 29), date(2023, 2, 28), date(2021, 3, 31)
KNOWN = {"born": BORN, "referral date": REFERRED, "trying since": SINCE, "BMI": Decimal("31.2"), "partner": "man", "smokes": True}


def case_of(values: Values) -> Case:
    """The case in its slots, as far as each value can occur: any other is no answer."""
    slots, facts = VOCABULARY.slots, VOCABULARY.dictionary.facts
    return Case(
        {
            name: Known(value, values[slots.on[name]] if name in slots.on else None)
            for name, place in slots.value.items()
            if (value := values[place]) is not None and facts[name].formula is None and _can_occur(facts[name], value)
        }
    )


def _can_occur(fact: Fact, value: Any) -> bool:
    low, high = fact.plausible
    return fact.kind not in ("number", "date") or low <= value <= high  # type: ignore[operator]  # of one kind


def response_of(case: Case) -> Resource:
    """The answers of a case."""
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": answers(case, VOCABULARY.dictionary)}


def tree(text: str) -> Node:
    return read_expression(Located(text, Place("here")), VOCABULARY.types, {})


def written(node: Node) -> tuple[list[Resource], str]:
    """A node in FHIRPath, and the variables that it uses."""
    paths = FhirPath(VOCABULARY)
    variables, (path,) = paths.settle([paths.of(node)])
    return [{"name": one.name, "expression": one.expression} for one in variables], path


def come_to(node: Node, case: Case) -> object:
    """What the other engine makes of a node over a case."""
    variables, path = written(node)
    return executing.Answers(response_of(case), variables).one({"expression": path})


def agree(node: Node, values: Values) -> None:
    """Hold an expression against the reference, unless FHIRPath cannot say it."""
    case = case_of(values)
    try:
        found = come_to(node, case)
    except CoequalError as error:
        assert "cannot say" in error.message  # noqa: PT017  # which others are said is what is tried here
        return
    known = work_out(VOCABULARY.values(case), formulas(VOCABULARY, VOCABULARY.derived))
    assert found == closure(node, VOCABULARY.slots)(known), written(node)


@pytest.mark.no_cover
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(with_evidence, strategies.cases())
def test_every_condition_comes_to_the_same(node: Node, values: Values) -> None:
    """True, false and not known, over cases in which much is not known."""
    agree(node, values)


@pytest.mark.hunt
@pytest.mark.no_cover
@settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(with_evidence, strategies.cases())
def test_many_conditions_come_to_the_same(node: Node, values: Values) -> None:
    """The same, for much longer."""
    agree(node, values)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("age(born, referral date) >= 23", False),  # born on 29 February: the age is reached on 1 March
        ("age(born, referral date) = 22", True),
        ("age at referral in [22 .. 23)", True),
        ("age at referral >= -0.3", True),
        ("months trying < 23", True),
        ("full months(trying since, referral date) = 22", True),
        ("trying since <= referral date - 22 months", True),
        ('referral date + 1 day = date("2023-03-01")', True),
        ('partner != "woman"', True),
        ('sought = "IVF"', None),
        ("sought is known", False),
        ("AMH > 5.4 or smokes", True),
        ("AMH > 5.4 and smokes", None),
        ("(if AMH > 5.4 then 1 else 1) = 1", True),
        ("(if AMH > 5.4 then 1 else 2) = 1", None),
        ("min(BMI, 40) = 31.2", True),
        ("max(cycles, 3) = 3", None),
        ("not(partner smokes)", None),
        ("BMI in (31.2, 40)", True),
    ],
)
def test_what_is_definite_in_fhirpath_stays_not_known(text: str, found: bool | None) -> None:
    """Ages, months, durations, choices, and every place where an empty operand could be taken for a false one."""
    assert come_to(tree(text), Case({name: Known(value) for name, value in KNOWN.items()})) is found  # type: ignore[arg-type]


def test_a_text_with_a_quotation_mark_stays_one_text() -> None:
    """And one with a backslash."""
    text = "it's \\ “so”"
    same = strategies.checked(strategies.Compare("=", Literal(text), Literal(text)))
    assert come_to(same, Case({})) is True


def test_what_is_needed_in_several_places_is_written_once() -> None:
    """Conditions inside branches inside conditions would double a text that repeats them; here it grows by what is added."""
    node: Node = tree("smokes or partner smokes")
    lengths = []
    for place in range(40):
        number = Literal(Decimal(place))
        node = If(Junction("or", (node, tree(f"cycles > {place}")), type=BOOLEAN), number, tree("cycles"))
        node = strategies.checked(strategies.Compare("<", node, tree("cycles")))
        variables, path = written(node)
        lengths.append(len(path) + sum(len(own["expression"]) for own in variables))
    assert max(after - before for before, after in pairwise(lengths[10:])) < 150
    agree(node, VOCABULARY.values(Case({"cycles": Known(Decimal(3))})))


def test_a_variable_has_a_name_that_fhir_and_fhirpath_allow() -> None:
    """Of letters and digits, and its own: two facts may read alike, and a word of FHIRPath's is no name."""
    shared = Shared()
    abouts = ["patient BMI", "Patient-BMI", "2 tests", "", "context", "a" * 200, "a" * 200, "part2", ""]
    marks = [shared.part(str(place), about, named=True) for place, about in enumerate(abouts)]
    variables, found = shared.settle(marks)
    names = [one.name for one in variables]
    assert names[:5] == ["patientBmi", "patientBmi2", "of2Tests", "part", "context2"]
    assert names[-2:] == ["part2", "part3"]
    assert len(set(names)) == len(abouts)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9]{0,63}", name) for name in names)
    assert found == [f"%{name}" for name in names]


def test_a_part_that_gets_a_name_is_a_variable_wherever_it_stood_first() -> None:
    """Also where it stood in another part before, without one."""
    shared = Shared()
    holds = f"{shared.part('1 + 1')} = 2"
    shared.part("1 + 1", "two", named=True)
    variables, found = shared.settle(holds)
    assert ([(one.name, one.expression) for one in variables], found) == ([("two", "1 + 1")], "%two = 2")


def test_an_expression_that_is_longer_than_fhir_allows_is_refused() -> None:
    """Before it is sent to anybody; the message shows how it begins."""
    with pytest.raises(CoequalError, match=r"longer than a text of FHIR may be: \('aaa"):
        written(strategies.checked(strategies.Compare("=", Literal("a" * MOST), Literal("b"))))
    assert MOST == 1_048_576


def test_what_no_expression_uses_is_neither_a_variable_nor_too_long() -> None:
    """It was tried, and something else was written instead."""
    shared = Shared()
    shared.part("a" * (MOST + 1), "too long", named=True)
    assert shared.settle(["1"]) == ((), ["1"])
