"""A dictionary made ready: types, derived facts in their order, slots, and what is wrong with a formula."""

import re
from datetime import date
from decimal import Decimal

import pytest

from coequal.criteria.closures import closure
from coequal.criteria.render import render
from coequal.criteria.syntax import Compare, Fact, Literal
from coequal.criteria.types import Type
from coequal.criteria.vocabulary import Vocabulary, formulas, vocabulary, work_out
from coequal.errors import CoequalError, Place
from coequal.facts.case import Case, Known, NotKnown, read_case
from coequal.facts.dictionary import read_dictionary
from coequal.facts.fields import Located

HEAD = """service: test
title: Test
leap birthday: {is: 1 March, because: it is the setting declared here, source: {title: Test}}
facts:
"""
DATES = """  born: {type: date, says: her date of birth, plausible: 1930-01-01 .. 2100-01-01}
  referral date: {type: date, says: the date of referral, plausible: 1990-01-01 .. 2100-01-01}
  trying since: {type: date, says: the date since which she has been trying, plausible: 1960-01-01 .. 2100-01-01}
"""
CHAIN = (
    DATES
    + """  over forty: {type: boolean, says: whether she over forty, if true: she over forty, if false: she is young, is: age at referral > 40}
  age at referral: {type: number, unit: years, says: her age, is: "age(born, referral date)"}
  months trying:
    {type: number, unit: months, says: the months, plausible: 0 .. 600, follows from: "full months(trying since, referral date)"}
  AMH: {type: number, unit: pmol/L, says: her AMH, dated: true, plausible: 0 .. 300}
  partner: {type: choice, says: whether she has a partner, values: {none: she has none, man: he is a man}}
"""
)


def words(facts: str) -> Vocabulary:
    """The vocabulary of a dictionary with these facts, whose first stands on line 5."""
    return vocabulary(read_dictionary(HEAD + facts, "words.yaml"))


def at(text: str, column: int | None = 11) -> Located:
    """A text that stands on line 3 of a policy."""
    return Located(text, Place("policy.md", 3, column, "4"))


def test_each_fact_has_its_type() -> None:
    """Units and the values of choices are part of a type."""
    types = words(CHAIN).types
    assert types["AMH"] == Type("number", "pmol/L")
    assert types["partner"] == Type("choice", None, ("none", "man"))
    assert types["born"] == Type("date")


def test_derived_facts_come_after_those_they_need() -> None:
    """However a dictionary orders its facts, each is worked out when what it needs has been."""
    derived = list(words(CHAIN).derived)
    assert derived.index("age at referral") < derived.index("over forty")
    assert set(derived) == {"over forty", "age at referral", "months trying"}


def test_derived_facts_are_worked_out_from_the_case() -> None:
    """One derived fact may need another."""
    found = words(CHAIN)
    case = read_case({"born": "1980-05-02", "referral date": "2023-05-02"}, found.dictionary)
    values = work_out(found.values(case), formulas(found, ["over forty"]))
    assert values[found.slots.value["age at referral"]] == Decimal(43)
    assert values[found.slots.value["over forty"]] is True
    assert values[found.slots.value["months trying"]] is None


def test_a_fact_that_may_also_be_given_keeps_what_was_given() -> None:
    """What follows from other facts is worked out only where it is not given."""
    found = words(CHAIN)
    given = {"trying since": "2020-05-02", "referral date": "2023-05-02"}
    place = found.slots.value["months trying"]
    assert work_out(found.values(read_case(given, found.dictionary)), formulas(found, ["months trying"]))[place] == 36
    case = read_case({**given, "months trying": 40}, found.dictionary)
    assert work_out(found.values(case), formulas(found, ["months trying"]))[place] == 40


def test_only_what_is_needed_is_worked_out() -> None:
    """A policy that mentions no age works none out."""
    found = words(CHAIN)
    assert found.to_derive(["AMH"]) == ()
    assert found.to_derive(["age at referral"]) == ("age at referral",)
    assert found.to_derive(["over forty", "months trying"]) == tuple(name for name in found.derived)


def test_the_list_of_a_case_has_a_place_for_each_value_and_each_date_of_evidence() -> None:
    """What is not known stays None, whatever the reason."""
    found = words(CHAIN)
    case = Case({"AMH": Known(Decimal(6), date(2023, 2, 1)), "born": Known(date(1990, 1, 1)), "partner": NotKnown("declined")})
    values = found.values(case)
    assert len(values) == 9
    assert (values[found.slots.value["AMH"]], values[found.slots.on["AMH"]]) == (Decimal(6), date(2023, 2, 1))
    assert values[found.slots.value["born"]] == date(1990, 1, 1)
    assert values[found.slots.value["partner"]] is None


@pytest.mark.parametrize(
    ("wanted", "basis"),
    [
        (["AMH"], {"AMH"}),
        (["age at referral"], {"born", "referral date"}),
        (["over forty", "born"], {"born", "referral date"}),
        (["months trying"], {"months trying", "trying since", "referral date"}),
    ],
)
def test_the_basis_of_facts_is_all_that_may_be_given_for_them(wanted: list[str], basis: set[str]) -> None:
    """A derived fact rests on what it is worked out from; one that may also be given rests on itself too."""
    assert words(CHAIN).basis(wanted) == basis


def test_what_a_given_fact_follows_from_is_no_part_of_its_basis() -> None:
    """Where the months are known, nobody need ask since when."""
    assert words(CHAIN).basis(["months trying"], lambda name: name == "months trying") == {"months trying"}


def test_a_condition_and_an_amount_are_read_with_their_types() -> None:
    """A condition is true or false, an amount a number or not stated."""
    found = words(CHAIN)
    tree = found.condition(at("AMH > 5"))
    assert tree == Compare(">", Fact("AMH"), Literal(Decimal(5)))
    assert tree.type == Type("boolean")
    assert found.amount(at("2 + 1")).type == Type("number")
    assert found.amount(at("not stated")).type == Type("not stated")


def test_equal_expressions_are_one_node() -> None:
    """Two criteria that say the same share its tree."""
    found = words(CHAIN)
    first, second = found.condition(at("AMH > 5 and over forty")), found.condition(at("AMH > 5"))
    assert first.operands[0] is second  # type: ignore[attr-defined]  # an `and` has operands


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        (
            "AMHH > 5",
            11,
            'policy.md, line 3, column 11 (clause 4): There is no fact called "AMHH". Did you mean "AMH"? It says: AMHH > 5',
        ),
        (
            "over forty and AMHH > 5",
            11,
            'policy.md, line 3, column 26 (clause 4): There is no fact called "AMHH". Did you mean "AMH"? It says: over forty and AMHH > 5',
        ),
        (
            "AMH > 'x'",
            None,
            "policy.md, line 3 (clause 4): Texts stand in double quotation marks, as in \"IVF\". It says: AMH > 'x'",
        ),
        (
            "AMH",
            11,
            "policy.md, line 3, column 11 (clause 4): This must be a condition, true or false, but it is a number of pmol/L.",
        ),
        (
            "not stated",
            11,
            "policy.md, line 3, column 11 (clause 4): This must be a condition, true or false, but it is not stated.",
        ),
    ],
)
def test_a_mistake_names_file_line_column_and_clause(text: str, column: int | None, message: str) -> None:
    """A column is named where the text stands on one line of the file."""
    with pytest.raises(CoequalError) as caught:
        words(CHAIN).condition(at(text, column))
    assert str(caught.value) == message


def test_a_condition_is_no_amount() -> None:
    """An amount must be a number."""
    with pytest.raises(CoequalError, match=r"This must be a number, but it is true or false\."):
        words(CHAIN).amount(at("over forty"))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            "  a: {type: number, says: a, is: b + 1}\n  b: {type: number, says: b, is: c + 1}\n  c: {type: number, says: c, is: a + 1}\n",
            "words.yaml, line 5, column 6: These facts are worked out from one another in a circle: a → b → c → a.",
        ),
        (
            "  a: {type: number, says: a, is: a + 1}\n",
            "words.yaml, line 5, column 6: These facts are worked out from one another in a circle: a → a.",
        ),
        (
            "  z: {type: number, says: z, is: a}\n  a: {type: number, says: a, is: b}\n  b: {type: number, says: b, is: a}\n",
            "words.yaml, line 6, column 6: These facts are worked out from one another in a circle: a → b → a.",
        ),
        (
            DATES + '  old: {type: number, says: old, is: "age(born, referral date) > 40"}\n',
            'words.yaml, line 8, column 8: "old" is declared as a number, but its formula gives true or false.',
        ),
        (
            DATES + '  years: {type: number, unit: years, says: old, is: "age(born, referral date)"}\n',
            'words.yaml, line 8, column 10: A fact cannot be called "years": the language has a word of that name.',
        ),
        (
            DATES + "  count: {type: date, says: old, is: born}\n",
            'words.yaml, line 8, column 10: A fact cannot be called "count": the language has a word of that name.',
        ),
        (
            DATES + '  age now: {type: number, unit: months, says: old, is: "age(born, referral date)"}\n',
            'words.yaml, line 8, column 12: "age now" is declared as a number of months, but its formula gives a number of years.',
        ),
        (
            "  p: {type: choice, says: p, values: {no: none, yes: one}}\n  q: {type: choice, says: q, values: {no: none, two: two}, is: p}\n",
            'words.yaml, line 6, column 6: "q" and its formula are choices with different values.',
        ),
        (
            DATES + '  n: {type: number, says: n, is: "if born = referral date then 1 else not stated"}\n',
            'words.yaml, line 8, column 6: "n" is a fact, so its formula cannot be “not stated”.',
        ),
        (
            "  n: {type: number, says: n, is: m + 1}\n",
            'words.yaml, line 5, column 34: There is no fact called "m". It says: m + 1',
        ),
    ],
)
def test_a_wrong_formula_is_refused_at_its_place(facts: str, message: str) -> None:
    """A derived fact has the type that it declares, and rests on facts that there are, not on itself."""
    with pytest.raises(CoequalError) as caught:
        words(facts)
    assert str(caught.value) == message


def test_a_derived_choice_may_take_its_values_from_another() -> None:
    """The values must be the same, in the same order."""
    facts = "  p: {type: choice, says: p, values: {no: none, yes: one}}\n  q: {type: choice, says: q, values: {no: not, yes: one}, is: p}\n"
    found = words(facts)
    node = found.condition(at('q = "yes"'))
    values = work_out(found.values(read_case({"p": "yes"}, found.dictionary)), formulas(found, ["q"]))
    assert closure(node, found.slots)(values) is True


def test_a_derived_number_without_a_unit_fits_one_with() -> None:
    """A number written out takes the unit that is declared."""
    found = words("  n: {type: number, says: n, plausible: 0 .. 9}\n  y: {type: number, unit: years, says: y, is: n + 1}\n")
    assert found.types["y"] == Type("number", "years")


TYPICAL = [
    # what the dictionary says, words of the message
    ("  BMI: {type: number, says: her BMI, plausible: 10 .. 80, typical: 900}\n", "BMI is 900; it must be from 10 to 80"),
    ("  BMI: {type: number, says: her BMI, plausible: 10 .. 80, typical: many}\n", '"many" is not a number'),
    (
        "  HbA1c: {type: number, unit: mmol/mol, other units: {g: 2}, says: it, plausible: 9 .. 99, typical: 65}\n",
        "HbA1c needs its unit, mmol/mol or g: 65 mmol/mol.",
    ),
    ("  partner: {type: choice, says: a partner, values: {no: none, yes: one}, typical: maybe}\n", 'partner cannot be "maybe"'),
    ("  born: {type: date, says: her birth, plausible: 1900-01-01 .. 2100-01-01, typical: 34}\n", "must be a date, such as"),
    ("  born: {type: date, says: her birth, plausible: 1900-01-01 .. 2100-01-01, typical: brith - 3 years}\n", "brith"),
]


@pytest.mark.parametrize(("facts", "words_"), TYPICAL)
def test_what_is_typical_is_a_value_of_the_fact(facts: str, words_: str) -> None:
    """Or, of a date, an expression that is one; else the dictionary is refused, with the line."""
    with pytest.raises(CoequalError, match=re.escape(words_)) as raised:
        words(facts)
    assert raised.value.place is not None
    assert raised.value.place.line is not None


def test_what_is_typical_is_a_tree() -> None:
    """A value, or a day that hangs on another."""
    found = words(
        "  on: {type: date, says: the day, plausible: 2000-01-01 .. 2100-01-01}\n"
        "  born: {type: date, says: her birth, plausible: 1900-01-01 .. 2100-01-01, typical: on - 34 years}\n"
        "  smokes: {type: boolean, says: smoking, if true: she smokes, if false: she does not, typical: false}\n"
    )
    assert render(found.typical["born"]) == "on - 34 years"
    assert found.typical["smokes"] == Literal(False)
    assert "on" not in found.typical
