"""A condition in plain English: what must be so."""

import pytest

from coequal.criteria.describe import Line, describe, describe_amount
from coequal.criteria.phrases import joined, sentence
from coequal.criteria.syntax import Literal
from coequal.criteria.types import NUMBER
from tests.criteria.speaking import PHRASES, tree


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("patient smokes", "she smokes"),
        ("not(patient smokes)", "she does not smoke"),
        ("patient smokes = true", "she smokes"),
        ("patient smokes = false", "she does not smoke"),
        ("patient smokes != false", "she smokes"),
        ("patient smokes = partner smokes", "“patient smokes = partner smokes” is true"),
        ("AMH > 5.4", "her AMH is above 5.4"),
        ("5.4 < AMH", "her AMH is above 5.4"),
        ("AMH >= 5.4", "her AMH is at least 5.4"),
        ("AMH < 5.4", "her AMH is below 5.4"),
        ("AMH <= 5.4", "her AMH is at most 5.4"),
        ("NHS cycles = 0", "the number of NHS cycles is 0"),
        ("NHS cycles != 0", "the number of NHS cycles is not 0"),
        ("NHS cycles in (1, 2)", "the number of NHS cycles is 1 or 2"),
        ("NHS cycles + private cycles < 2", "the number of NHS cycles plus the number of private cycles is below 2"),
        ("patient BMI in [19 .. 30]", "her body mass index is at least 19 and at most 30"),
        ("patient BMI in [19 .. 30)", "her body mass index is at least 19 and below 30"),
        ("patient BMI in (19 .. 30]", "her body mass index is above 19 and at most 30"),
        ('partner = "none"', "she has no partner"),
        ('"none" = partner', "she has no partner"),
        ('partner != "none"', "he is a man or she is a woman"),
        ('partner in ("man", "woman")', "he is a man or she is a woman"),
        ('not(partner = "none")', "it is not so that she has no partner"),
        ("partner = earlier partner", "“partner = earlier partner” is true"),
        ('partner in ("man", earlier partner)', '“partner in ("man", earlier partner)” is true'),
        ('area = "26A"', "the area where she lives is Norfolk and Waveney"),
        ('area in ("26A", "06F")', "the area where she lives is Norfolk and Waveney or Bedfordshire"),
        ("AMH is known", "her AMH is known"),
        ("AMH is not known", "her AMH is not known"),
        (
            "together since <= referral date - 2 years",
            "the date since which they have been together is 2 years or more before referral",
        ),
        (
            "together since > referral date - 28 days",
            "the date since which they have been together is less than 28 days before referral",
        ),
        (
            "together since in [referral date - 2 years .. referral date]",
            "the date since which they have been together is within the 2 years before referral",
        ),
        (
            "together since in [referral date - 2 years .. referral date)",
            "the date since which they have been together is at most 2 years before referral and before the date of referral",
        ),
        (
            "together since in (referral date - 2 years .. referral date]",
            "the date since which they have been together is less than 2 years before referral and on or before the date of referral",
        ),
        ("referral date - 18 years >= born", "18 years before referral is on or after her date of birth"),
        ("referral date >= born + 18 years", "the date of referral is on or after 18 years after her date of birth"),
        ('born < date("2000-01-01")', "her date of birth is before 1 January 2000"),
        ("born = referral date", "her date of birth is the date of referral"),
        ("patient smokes and partner smokes", "she smokes, and he smokes"),
        ("patient smokes or partner smokes or screened", "she smokes; he smokes; or she was screened"),
        ("not(patient smokes or partner smokes)", "it is not so that she smokes, or he smokes"),
        (
            "if patient smokes then AMH > 5.4 else patient BMI < 30",
            "if she smokes, her AMH is above 5.4; otherwise her body mass index is below 30",
        ),
        ("true", "always"),
        ("false", "never"),
    ],
)
def test_a_condition_is_one_line(text: str, line: str) -> None:
    """What must be so, said with the words of the dictionary."""
    assert describe(tree(text), PHRASES) == [Line(0, line)]


def test_conditions_within_conditions_are_a_nested_list() -> None:
    """Each group says whether all or any of its lines must hold."""
    found = describe(tree("patient smokes or (AMH > 5.4 and (screened or partner smokes))"), PHRASES)
    assert found == [
        Line(0, "any of these:"),
        Line(1, "she smokes"),
        Line(1, "all of these:"),
        Line(2, "her AMH is above 5.4"),
        Line(2, "she was screened, or he smokes"),
    ]


def test_a_long_line_becomes_a_list() -> None:
    """Nobody has to read a line of more than about a hundred letters."""
    found = describe(
        tree("together since <= referral date - 2 years and patient BMI in [19 .. 30] and not(patient smokes)"), PHRASES
    )
    assert found == [
        Line(0, "all of these:"),
        Line(1, "the date since which they have been together is 2 years or more before referral"),
        Line(1, "her body mass index is at least 19 and at most 30"),
        Line(1, "she does not smoke"),
    ]


def test_evidence_is_said_as_the_fact_itself() -> None:
    """A window stands beside the condition, so the line does not repeat it."""
    assert describe(tree("AMH > 5.4", {"AMH": 12}), PHRASES) == [Line(0, "her AMH is above 5.4")]
    assert describe(tree("screened", {"screened": 3}), PHRASES) == [Line(0, "she was screened")]
    assert describe(tree("not(screened)", {"screened": 3}), PHRASES) == [Line(0, "she was not screened")]
    assert describe(tree("screened = true", {"screened": 3}), PHRASES) == [Line(0, "she was screened")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("max(0, 2 - NHS cycles)", "2 less the number of NHS cycles, but not below 0"),
        ("if age at referral < 40 then 2 else not stated", "if her age at referral is below 40, 2; otherwise not stated"),
        (
            "if age at referral < 40 then NHS cycles else if patient smokes then 0 else 1",
            "if her age at referral is below 40, the number of NHS cycles; otherwise if she smokes, 0; otherwise 1",
        ),
    ],
)
def test_an_amount_is_said_with_its_conditions(text: str, said: str) -> None:
    """An amount is a formula, or depends on a condition."""
    assert describe_amount(tree(text), PHRASES) == said


def test_an_amount_that_is_not_known_is_said_so() -> None:
    """Of a value that was not found."""
    assert describe_amount(Literal(None, type=NUMBER), PHRASES) == "not known"


@pytest.mark.parametrize(
    ("clauses", "text"),
    [(["a"], "a"), (["a", "b"], "a, and b"), (["a", "b", "c"], "a; b; and c"), (["a", "b", "c", "d"], "a; b; c; and d")],
)
def test_clauses_join_into_one(clauses: list[str], text: str) -> None:
    """Two clauses need a comma, more need semicolons."""
    assert joined(clauses, "and") == text


@pytest.mark.parametrize(("text", "said"), [("she smokes", "She smokes."), ("Why?", "Why?"), ("x.", "X."), ("aMH", "AMH.")])
def test_a_sentence_has_a_capital_and_a_full_stop(text: str, said: str) -> None:
    """A question keeps its own mark."""
    assert sentence(text) == said
