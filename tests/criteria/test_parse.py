"""What a text is read as: names with spaces, sugar, FEEL's spellings, and what is wrong with the others."""

from datetime import date, timedelta
from decimal import Decimal, localcontext

import pytest

from coequal.criteria.check import check
from coequal.criteria.parse import parse, written
from coequal.criteria.syntax import Arithmetic, Call, Compare, Fact, InRange, IsKnown, Junction, Literal, Node, Not, OneOf
from coequal.criteria.tokens import LanguageError, tokens
from coequal.criteria.vocabulary import vocabulary
from coequal.facts.dates import Months
from coequal.facts.dictionary import read_dictionary
from tests.criteria.mistakes import FACTS, OTHERS, SHOWN, Mistake

VOCABULARY = vocabulary(read_dictionary(FACTS, "mistakes.yaml"))
NAMES = ("a", "b", "n", "AMH", "AMH offered locally", "intercourse not possible")


@pytest.mark.parametrize("mistake", [*SHOWN, *OTHERS], ids=lambda mistake: mistake.text.strip()[:60] or "nothing")
def test_a_mistake_gets_one_message_at_its_place(mistake: Mistake) -> None:
    """What is wrong is said in one sentence or two, at the character where it is wrong."""
    with pytest.raises(LanguageError) as caught:
        check(parse(mistake.text, VOCABULARY.types), VOCABULARY.types, {})
    assert (caught.value.message, caught.value.at + 1) == (mistake.message, mistake.column)


def test_the_place_of_a_mistake_is_its_own_though_another_expression_says_the_same() -> None:
    """Equal parts of two expressions are one node, yet a mistake is pointed at where it was written."""
    shared: dict[Node, Node] = {}
    check(parse("patient BMI > 30", VOCABULARY.types), VOCABULARY.types, shared)
    with pytest.raises(LanguageError) as caught:
        check(parse("referral date                       > 30", VOCABULARY.types), VOCABULARY.types, shared)
    assert caught.value.at == 38


N, A, B = Fact("n"), Fact("a"), Fact("b")
ONE, TWO = Literal(Decimal(1)), Literal(Decimal(2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # names
        ("AMH offered locally", Fact("AMH offered locally")),
        ("AMH   offered\n locally", Fact("AMH offered locally")),
        ("intercourse not possible", Fact("intercourse not possible")),
        ("AMH is known", IsKnown(Fact("AMH"))),
        ("AMH is  not known", Not(IsKnown(Fact("AMH")))),
        ("not (a)", Not(A)),
        # constants
        ("true", Literal(True)),
        (".5", Literal(Decimal("0.5"))),
        ("5.40", Literal(Decimal("5.4"))),
        ("-5", Literal(Decimal(-5))),
        ("--5", Literal(Decimal(5))),
        ("-n", Arithmetic("-", Literal(Decimal(0)), N)),
        ('"a \\"b\\" \\\\ \\n\\r\\t\\\'"', Literal('a "b" \\ \n\r\t\'')),
        # durations and dates
        ("12 months", Literal(Months(12))),
        ("1 month", Literal(Months(1))),
        ("3 years", Literal(Months(36))),
        ("28 days", Literal(timedelta(28))),
        ("-28 days", Literal(timedelta(-28))),
        ("-1 year", Literal(Months(-12))),
        ("999999 years", Literal(Months(11_999_988))),
        ('duration("P1Y2M")', Literal(Months(14))),
        ('duration("-P14M")', Literal(Months(-14))),
        ('duration("P28D")', Literal(timedelta(28))),
        ('date("2024-02-29")', Literal(date(2024, 2, 29))),
        ('@"2024-02-29"', Literal(date(2024, 2, 29))),
        ('@"P1Y"', Literal(Months(12))),
        # precedence
        ("a and b or a", Junction("or", (Junction("and", (A, B)), A))),
        ("a and (b and a)", Junction("and", (A, B, A))),
        ("n + 1 * 2", Arithmetic("+", N, Arithmetic("*", ONE, TWO))),
        ("n - 1 - 2", Arithmetic("-", Arithmetic("-", N, ONE), TWO)),
        ("-n * 2", Arithmetic("*", Arithmetic("-", Literal(Decimal(0)), N), TWO)),
        ("n + 1 > 2 and a", Junction("and", (Compare(">", Arithmetic("+", N, ONE), TWO), A))),
        # in
        ("n in [1 .. 2]", InRange(N, ONE, TWO, True, True)),
        ("n in [1..2)", InRange(N, ONE, TWO, True, False)),
        ("n in (1..2]", InRange(N, ONE, TWO, False, True)),
        ("n in ]1..2[", InRange(N, ONE, TWO, False, False)),
        ("n in ((1) .. 2)", InRange(N, ONE, TWO, False, False)),
        ("n in ((1 .. 2))", InRange(N, ONE, TWO, False, False)),
        ("n between 1 and 2 and a", Junction("and", (InRange(N, ONE, TWO, True, True), A))),
        ("n in (1, 2)", OneOf(N, (ONE, TWO))),
        ("n in [1, 2]", OneOf(N, (ONE, TWO))),
        ("n in (1)", OneOf(N, (ONE,))),
        ("n in 1", OneOf(N, (ONE,))),
        ("n in ((1), (1) + 2)", OneOf(N, (ONE, Arithmetic("+", ONE, TWO)))),
        ("n in < 1", Compare("<", N, ONE)),
        ("n in (< 1, 2)", Junction("or", (Compare("<", N, ONE), OneOf(N, (TWO,))))),
        ("n in (1, ]1 .. 2[, 2)", Junction("or", (InRange(N, ONE, TWO, False, False), OneOf(N, (ONE, TWO))))),
        ("n in [[1 .. 2], (1 .. 2)]", Junction("or", (InRange(N, ONE, TWO, True, True), InRange(N, ONE, TWO, False, False)))),
        ("n in ([1, 2], [])", OneOf(N, (Call("list", (ONE, TWO)), Call("list", ())))),
        # functions
        ("min ( 1 , 2 )", Call("min", (ONE, TWO))),
        ("count([1, 2])", Call("count", (Call("list", (ONE, TWO)),))),
    ],
    ids=str,
)
def test_a_text_is_read_as_its_tree(text: str, expected: Node) -> None:
    """Each spelling of the language gives the tree that it means."""
    assert parse(text, NAMES) == expected


def test_a_function_is_not_mistaken_for_a_fact_that_begins_alike() -> None:
    """A fact may begin with the word of a function; only a bracket makes a function of it."""
    known = ("age at referral", "n")
    assert parse("age at referral > age(n, n)", known) == Compare(">", Fact("age at referral"), Call("age", (N, N)))


def test_a_long_number_keeps_all_its_digits_whatever_the_caller_s_precision() -> None:
    """A minus sign rounds nothing."""
    with localcontext(prec=3):
        assert parse("-1234567890.123456789012345678901234", ()) == Literal(Decimal("-1234567890.123456789012345678901234"))


@pytest.mark.parametrize("text", ["a", "and ", "not ", "is known ", "AMH ", "AMH offered ", "min ( ", "- ", "1 in ( ", "[ "])
def test_the_longest_text_is_soon_refused(text: str) -> None:
    """Thousands of words of any kind end in a message."""
    with pytest.raises(LanguageError):
        parse(text * (4_000 // len(text)), NAMES)


def test_tokens_say_where_they_stand() -> None:
    """Each token has its kind, its words with single spaces, and the place of its first character."""
    found = [(token.kind, token.text, token.at) for token in tokens('  AMH  offered   locally and n >= 12 months, "x"', NAMES)]
    assert found == [
        ("name", "AMH offered locally", 2),
        ("word", "and", 25),
        ("name", "n", 29),
        ("sign", ">=", 31),
        ("number", "12", 34),
        ("unit", "months", 37),
        ("sign", ",", 43),
        ("string", '"x"', 45),
        ("end", "", 48),
    ]


@pytest.mark.parametrize(
    ("function", "text", "expected"),
    [
        ("date", "2024-02-29", date(2024, 2, 29)),
        ("date", "2023-02-29", None),
        ("date", "2024-2-29", None),
        ("date", "20240229", None),
        ("date", "٢٠٢٤-٠٢-٢٩", None),
        ("date", None, None),
        ("duration", "P0D", timedelta(0)),
        ("duration", "-P3D", timedelta(-3)),
        ("duration", "P2Y", Months(24)),
        ("duration", "P", None),
        ("duration", "P1Y1D", None),
        ("duration", "PT1H", None),
        ("duration", "P١Y", None),
        ("duration", True, None),
    ],
)
def test_a_date_or_a_duration_is_read_from_its_text(function: str, text: object, expected: object) -> None:
    """Only what FEEL writes, in whole days or whole months, is one."""
    assert written(function, text) == expected
