"""Cells and decision tables from elsewhere, in the language of policies."""

import pytest

from coequal.errors import CoequalError, Place
from coequal.exchange.tables.table import Rule, Table, amount, condition, decides, doubts, met_when
from tests.criteria.strategies import VOCABULARY

HERE = Place("a.xlsx", 3)
CELLS = [
    ("BMI", "-", "true"),
    ("BMI", "", "true"),
    ("BMI", "–", "true"),
    ("BMI", ">= 19", "BMI >= 19"),
    ("BMI", "≥ 19", "BMI >= 19"),
    ("BMI", "[19..30]", "BMI in [19 .. 30]"),
    ("BMI", "[19 .. 30)", "BMI in [19 .. 30)"),
    ("BMI", "]19..30[", "BMI in (19 .. 30)"),
    ("BMI", "<19, >30", "BMI < 19 or BMI > 30"),
    ("BMI", "(19..25],30", "BMI in (19 .. 25] or BMI = 30"),
    ("BMI", "19.5", "BMI = 19.5"),
    ("BMI", "19, 20", "BMI in (19, 20)"),
    ("BMI", "not(19, 20)", "not(BMI in (19, 20))"),
    ("BMI", "null", "BMI is not known"),
    ("BMI", "not(null)", "BMI is known"),
    ("BMI", "19-30", "BMI in [19 .. 30]"),
    ("BMI", "19.5 – 30", "BMI in [19.5 .. 30]"),
    ("BMI", "19 to 30, >40", "BMI in [19 .. 30] or BMI > 40"),
    ("sought", '"IVF","IUI"', 'sought in ("IVF", "IUI")'),
    ("sought", "ivf", 'sought = "IVF"'),
    ("sought", "!= IVF", 'sought != "IVF"'),
    ("smokes", "true", "smokes"),
    ("smokes", "No", "not(smokes)"),
    ("area", "26A", 'area = "26A"'),
    ("referral date", ">= 2024-02-29", 'referral date >= date("2024-02-29")'),
    ("referral date", '<date("2024-02-29")', 'referral date < date("2024-02-29")'),
    ("referral date", '< @"2024-02-29"', 'referral date < date("2024-02-29")'),
    ("referral date", '[@"2023-04-01"..date( "2024-03-31" )]', 'referral date in [date("2023-04-01") .. date("2024-03-31")]'),
    ("referral date", "2023-04-01 to 2024-03-31", 'referral date in [date("2023-04-01") .. date("2024-03-31")]'),
    ("referral date", '"2023-04-01" - @"2024-03-31"', 'referral date in [date("2023-04-01") .. date("2024-03-31")]'),
    ("referral date", "2023-04-01–2024-03-31", 'referral date in [date("2023-04-01") .. date("2024-03-31")]'),
    ("BMI", ">= .5", "BMI >= 0.5"),
    ("age at referral", "< 40", "age at referral < 40"),
]
NOT_UNDERSTOOD = [
    ("weight", "> 1", 'no fact called "weight"'),
    ("BMI", "> heavy", "heavy"),
    ("BMI", '"IVF"', "is no number"),
    ("BMI", "1,000", "write 1000"),
    ("BMI", ">= 1,000", 'The cell ">= 1,000" of "BMI" cannot be understood. It has figures on both sides of a comma, which may'),
    ("BMI", "[1,000..2,000]", "may be one number or two"),
    ("BMI", "5,5", "For one write 5.5; for several"),
    ("BMI", "1, 000", "is no number"),
    ("BMI", "19,,20", "may be one|beside a comma"),
    ("BMI", "19, ", "beside a comma"),
    ("BMI", "30-19", "lower end"),
    ("BMI", "[30..19]", "lower end"),
    ("BMI", "-5-19", "worked out"),
    ("BMI", "19-30-40", "worked out"),
    ("BMI", "25 kg/m²", r"a word or a unit behind its number\. Write the number alone, in kg/m²\."),
    ("BMI", "> 30kg/m2", '"30kg/m2" has a word or a unit behind its number'),
    ("cycles", "2 cycles", r"behind its number\. Write the number alone\."),
    ("BMI", "30+", r'"30\+" is half a range\. Write >= 30 or <= 30, or a range with both ends'),
    ("BMI", "19-", "half a range"),
    ("BMI", "19.5 to", "Write >= 19.5 or"),
    ("BMI", "1e-07", "has an exponent"),
    ("BMI", "2E+05", "has an exponent"),
    ("referral date", "2024-03-31 to 2023-04-01", "lower end"),
    ("referral date", "2023-04-01 to never", '"never" is no day'),
    ("referral date", '@"2023-04-01T10:00:00"', "is no day"),
    ("referral date", "2023-02-30 to 2023-04-01", "2023-02-30 is not a day in the calendar"),
    ("BMI", "=19+1", "worked out"),
    ("BMI", "max(5, 6)", "worked out|no number"),
    ("BMI", "2026-04-03", "is a date"),
    ("BMI", "2026-04-03T10:00:00", "is a date"),
    ("BMI", "03/04/2026", "is a date"),
    ("BMI", "> 5 or true", "is no number"),
    ("BMI", "5 or BMI = 6", "is no number"),
    ("BMI", ">= 19 and <= 30", "is no number"),
    ("BMI", "cycles", "is no number"),
    ("BMI", "n/a", "leave the cell empty"),
    ("BMI", "any", "leave the cell empty"),
    ("sought", "IVFF", 'Did you mean "IVF"'),
    ("sought", 'IVF" or smokes or sought = "IUI', "cannot be"),
    ("area", 'Norfolk"', "not the code of an area"),
    ("smokes", "perhaps", "Write yes or no"),
    ("smokes", "partner smokes", "Write yes or no"),
    ("smokes", "= partner smokes", "Write yes or no"),
    ("smokes", "true or true", "Write yes or no"),
    ("smokes", "n/a", "leave the cell empty"),
    ("referral date", "2024-02-30", "not a day in the calendar"),
    ("referral date", "referral date", "is no day"),
    ("BMI", ">= 19 kg", "kg"),
    ("referral date", "29/02/2024", "cannot be understood"),
]


@pytest.mark.parametrize(("fact", "cell", "text"), CELLS)
def test_a_cell_is_a_condition(fact: str, cell: str, text: str) -> None:
    """In the unary tests of DMN or as people type them."""
    assert condition(fact, cell, VOCABULARY) == text


@pytest.mark.parametrize(("fact", "cell", "why"), NOT_UNDERSTOOD)
def test_a_cell_that_is_not_understood_is_refused_at_its_place(fact: str, cell: str, why: str) -> None:
    """With what is wrong with it."""
    with pytest.raises(CoequalError, match=why) as refused:
        condition(fact, cell, VOCABULARY, HERE)
    assert refused.value.place == HERE


def table(*rows: tuple[str, str, str], hit_policy: str = "UNIQUE") -> Table:
    """A table about BMI and smoking."""
    rules = tuple(Rule((first, second), (result,), place=HERE) for first, second, result in rows)
    return Table("Weight", ("BMI", "smokes"), ("may have it",), rules, hit_policy, HERE)


def test_a_table_of_yes_and_no_is_one_condition() -> None:
    """Met where a rule matches that says yes."""
    found = table(("[19..30]", "no", "yes"), ("<19", "-", "no"), (">=40", "-", "true"))
    assert decides(found)
    assert met_when(found, VOCABULARY) == "BMI in [19 .. 30] and not(smokes) or BMI >= 40"
    assert met_when(table(("-", "-", "no")), VOCABULARY) == "false"
    assert met_when(table(("-", "-", "yes")), VOCABULARY) == "true"


def test_of_a_first_table_the_order_counts() -> None:
    """An earlier rule that says no takes from a later one that says yes."""
    found = table(("<19,>30", "-", "no"), ("-", "no", "yes"), hit_policy="FIRST")
    assert met_when(found, VOCABULARY) == "if BMI < 19 or BMI > 30 then false else if not(smokes) then true else false"


def test_a_table_of_numbers_is_an_amount() -> None:
    """Not stated where no rule matches; nothing is reached after a rule that asks nothing."""
    found = table(("<19", "-", "1"), (">30", "yes", "cycles - 1"))
    assert not decides(found)
    assert amount(found, VOCABULARY) == "if BMI < 19 then 1 else if BMI > 30 and smokes then cycles - 1 else not stated"
    assert amount(table(("<19", "-", "1"), ("-", "-", "2"), hit_policy="FIRST"), VOCABULARY) == "if BMI < 19 then 1 else 2"


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (table(("-", "-", "yes"), hit_policy="COLLECT"), "hit policy COLLECT"),
        (table(("-", "-", "perhaps")), "neither yes nor no"),
        (table(), "1 to 200 rules"),
        (Table("Weight", ("BMI",), ("x y", "X-Y"), (Rule(("1",), ("2", "3")),)), "two columns for the outcome"),
        (Table("Weight", ("BMI", "BMI"), ("x",), (Rule(("1", "2"), ("3",)),)), "two columns for conditions on"),
        (Table("Weight", ("BMI",), ("x",), (Rule(("1", "2"), ("yes",)),)), "2 conditions"),
    ],
)
def test_a_table_that_cannot_be_taken_over_is_refused(found: Table, why: str) -> None:
    """And the message says why."""
    with pytest.raises(CoequalError, match=why):
        met_when(found, VOCABULARY)


CLASHES = [
    (("<30", "-", "yes"), (">25", "-", "no")),
    (("<=25", "-", "yes"), (">=25", "-", "no")),
    (("-", "yes", "yes"), (">25", "-", "no")),
    (("-", "null", "yes"), (">25", "-", "no")),
    (("19, 20", "-", "yes"), ("not(19)", "-", "no")),
]
APART = [
    (("<=25", "-", "yes"), (">25", "-", "no")),
    (("<25", "-", "yes"), (">=25", "-", "no")),
    (("-", "yes", "yes"), (">25", "no", "no")),
    (("19, 20", "-", "yes"), ("not(19, 20)", "-", "no")),
    (("<30", "-", "yes"), (">25", "-", "true")),
    (("<=24.9", "-", "yes"), (">=25", "-", "no")),
]


@pytest.mark.parametrize("hit_policy", ["UNIQUE", "ANY"])
@pytest.mark.parametrize("rules", CLASHES)
def test_rules_that_clash_are_refused(rules: tuple[tuple[str, str, str], ...], hit_policy: str) -> None:
    """By their numbers; where the order counts, the first one holds."""
    with pytest.raises(CoequalError, match="Rules 1 and 2"):
        met_when(table(*rules, hit_policy=hit_policy), VOCABULARY)
    assert met_when(table(*rules, hit_policy="FIRST"), VOCABULARY)
    amounts = [(*rule[:2], {"yes": "1", "no": "2"}[rule[2]]) for rule in rules]
    with pytest.raises(CoequalError, match="Rules 1 and 2"):
        amount(table(*amounts, hit_policy=hit_policy), VOCABULARY)


@pytest.mark.parametrize("rules", APART)
def test_rules_that_exclude_each_other_or_agree_are_taken(rules: tuple[tuple[str, str, str], ...]) -> None:
    """To the last decimal that a fact has."""
    assert met_when(table(*rules), VOCABULARY)


def test_a_case_that_no_rule_matches_is_told() -> None:
    """With its values; none is told of where the rules leave no case out."""
    assert doubts(table(("<=25", "-", "yes"), (">25", "no", "no")), VOCABULARY) == [
        'No rule of "Weight" matches BMI 25.1, smokes yes: the draft then says no, or that an amount is not stated.'
    ]
    assert doubts(table(("<=25", "-", "yes"), (">=25.1", "-", "no")), VOCABULARY) == []
    assert doubts(table(("<5", "-", "yes")), VOCABULARY)[0].startswith('No rule of "Weight" matches BMI 10:')


@pytest.mark.parametrize(
    ("fact", "cell", "meant"),
    [
        ("BMI", ">= 19, < 30", "[19..30)"),
        ("BMI", "≤ 30, > 19", "(19..30]"),
        ("BMI", "not(>= 19, <= 30)", "not([19..30])"),
        ("BMI", "> 9, > 19, < 30, < 100", "(9..100)"),
        ("age at referral", ">= 23, < 40, 50", "[23..40)"),
        ("referral date", ">= 2024-01-01, < 2025-01-01", "[2024-01-01..2025-01-01)"),
        ("BMI", "< 19, > 30", None),
        ("BMI", "< 19, >= 19", None),
        ("BMI", ">= 19, > 30", None),
        ("BMI", "[19..30), 40", None),
        ("sought", "!= IVF", None),
    ],
)
def test_a_cell_whose_comma_was_hardly_meant_as_or_is_told(fact: str, cell: str, meant: str | None) -> None:
    """With its rule, its row and how to write what was meant; the meaning stays that of DMN."""
    found = Table("Weight", (fact,), ("may have it",), (Rule((cell,), ("yes",), place=HERE),))
    said = [doubt for doubt in doubts(found, VOCABULARY) if "If it was to mean and" in doubt]
    assert said == ([_meant(fact, cell, meant)] if meant else [])
    if meant:
        assert condition(fact, meant, VOCABULARY) != condition(fact, cell, VOCABULARY)


def _meant(fact: str, cell: str, meant: str) -> str:
    which = "no" if meant.startswith("not") else "every"
    said = f'Rule 1 of "Weight" (row 3) asks "{cell}" of {fact}. The comma means or, so {which} value matches.'
    return f"{said} If it was to mean and, write {meant}."


def test_rules_on_facts_that_hang_together_are_told_of() -> None:
    """Since no case may have both values: an age of 40 goes with no birth in 2020."""
    rules = (Rule(("> 40", "-"), ("yes",), place=HERE), Rule(("-", "> 2020-01-01"), ("no",), place=HERE))
    found = Table("Ages", ("age at referral", "born"), ("may have it",), rules, place=HERE)
    assert met_when(found, VOCABULARY) == "age at referral > 40"
    assert doubts(found, VOCABULARY)[0].startswith('Rules 1 and 2 of "Ages" give different results, and it cannot be shown')


IN_SEVERAL_UNITS = [("AMH", True), ("BMI", False)]


@pytest.mark.parametrize(("fact", "told"), IN_SEVERAL_UNITS)
def test_the_unit_of_a_threshold_is_told_where_there_are_several(fact: str, told: bool) -> None:
    """A table says none, and may mean another than the dictionary does."""
    found = Table("Reserve", (fact,), ("may have it",), (Rule((">= 5",), ("yes",)), Rule(("< 5",), ("no",))))
    assert any("is read in" in said for said in doubts(found, VOCABULARY)) == told


TOGETHER = [
    ((("<30", "-", "yes"), ("-", "no", "yes")), True),
    ((("<30", "-", "yes"), ("-", "no", "no")), False),
    ((("<30", "no", "yes"), ("[30..35]", "-", "yes")), False),
]


@pytest.mark.parametrize(("rules", "told"), TOGETHER)
def test_requirements_in_rows_of_their_own_are_told(rules: tuple[tuple[str, str, str], ...], told: bool) -> None:
    """One row that matches is enough, which a list of requirements does not mean."""
    assert any("one that matches is enough" in said for said in doubts(table(*rules, hit_policy="FIRST"), VOCABULARY)) == told


def test_a_table_of_too_many_values_is_not_looked_through() -> None:
    """And that is told."""
    cells = [", ".join(f"{rule}.{part}" for part in range(10, 90, 2)) for rule in range(150)]
    rules = (*(Rule((cell,), ("yes",)) for cell in cells), Rule(("200",), ("no",)))
    found = Table("Reserve", ("AMH",), ("may have it",), rules)
    assert "too many values to try" in doubts(found, VOCABULARY)[-1]
    assert met_when(found, VOCABULARY)


@pytest.mark.parametrize("result", ["2 cycles", "refer to panel", "3-4", "2026-04-03", "1,000", "=1+1"])
def test_a_result_that_is_no_amount_is_refused_at_its_rule(result: str) -> None:
    """In the words of the table, before anything is made of it."""
    with pytest.raises(CoequalError, match="is no amount") as refused:
        amount(table(("<19", "-", "1"), (">30", "-", result)), VOCABULARY)
    assert refused.value.place == HERE
