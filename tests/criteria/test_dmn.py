"""`coequal.evaluate` answers one expression as the DMN specification does, or says that it does not."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal, localcontext

import pytest

import coequal
from coequal.criteria.feel.evaluate import evaluate
from coequal.criteria.feel.values import Range
from coequal.facts.dates import Months

CHRISTMAS = 'date("2024-12-25")'

ANSWERED = {
    # the spellings that are promised
    "1 < 2 and null": None,
    'date("2024-02-29")': date(2024, 2, 29),
    'duration("P1Y2M")': Months(14),
    'years and months duration(date("2023-01-15"), date("2024-03-20"))': Months(14),
    "5 in [1..10)": True,
    "not(true)": False,
    'if 1 < 2 then "yes" else "no"': "yes",
    # literals
    "null": None,
    "true": True,
    " \n\t( true ) ": True,
    "007": 7,
    ".25": Decimal("0.25"),
    "-.5": Decimal("-0.5"),
    '"a \\"b\\" \\\\ c\\n"': 'a "b" \\ c\n',
    '""': "",
    '"naïve £"': "naïve £",
    '[1, null, "a"]': [1, None, "a"],
    "[]": [],
    "[[1], [2, [3]]]": [[1], [2, [3]]],
    # = and != : null equals null and nothing else; other kinds are not comparable
    "null = null": True,
    "null != null": False,
    "1 = null": False,
    "null = 1": False,
    "1 != null": True,
    "[] = null": False,
    "1 = 1.00": True,
    "0 = -0": True,
    "1 = 2": False,
    "1 != 2": True,
    '"a" = "a"': True,
    '"a" = "A"': False,
    "true = true": True,
    "false != false": False,
    "1 = true": None,
    '1 = "1"': None,
    '1 != "1"': None,
    'date("2024-01-01") = "2024-01-01"': None,
    'duration("P1Y") = duration("P12M")': True,
    'duration("P1Y") = duration("P365D")': None,
    'date("2024-01-01") = date(2024, 1, 1)': True,
    '(1 = "1") = null': True,
    "[1, 2] = [1, 2.0]": True,
    "[1, 2] = [2, 1]": False,
    "[1] = [1, 1]": False,
    "[] = []": True,
    "[null] = [null]": True,
    # order: one kind, and a kind that has an order
    "1 < 2": True,
    "2 <= 2": True,
    "10.2 > 5.4": True,
    "-1 >= 0": False,
    '"a" < "b"': True,
    '"Z" < "a"': True,
    '"10" < "9"': True,
    'date("2024-02-29") < date("2024-03-01")': True,
    'duration("P1Y") < duration("P13M")': True,
    'duration("P28D") >= duration("P28D")': True,
    "null < 1": None,
    "1 >= null": None,
    "null <= null": None,
    '1 < "2"': None,
    "true < false": None,
    "true >= true": None,
    'duration("P1M") < duration("P40D")': None,
    f"{CHRISTMAS} > 5": None,
    # and, or, not: three-valued; what is neither true nor false counts as null
    "true and true": True,
    "true and false": False,
    "false and null": False,
    "null and false": False,
    "true and null": None,
    "null and null": None,
    "false or false": False,
    "null or true": True,
    "null or false": None,
    "true and 1": None,
    'false and "x"': False,
    "0 or true": True,
    '"true" or false': None,
    "not(null)": None,
    "not(0)": None,
    'not("false")': None,
    "not (1 > 2)": True,
    "true or false and false": True,
    "(true or false) and false": False,
    # if: whatever is not true takes the else
    "if null then 1 else 2": 2,
    'if 1 < "a" then 1 else 2': 2,
    "if 1 = null then 1 else 2": 2,
    "if true then null else 1": None,
    "if false then 1 else if true then 2 else 3": 2,
    "if true then 1 else 2 + 5": 1,
    "(if true then 1 else 2) + 5": 6,
    # between
    "1 between 1 and 3": True,
    "3 between 1 and 3": True,
    "3.01 between 1 and 3": False,
    "2 between 1 and 3 and false": False,
    '"b" between "a" and "c"': True,
    f'{CHRISTMAS} between date("2024-12-01") and date("2024-12-31")': True,
    "null between 1 and 3": None,
    # ranges
    "1 in [1..10]": True,
    "1 in (1..10]": False,
    "1 in ]1..10]": False,
    "10 in [1..10[": False,
    "10 in [1 .. 10]": True,
    "5 in (1 .. 10)": True,
    "1 in [1..1]": True,
    "-1 in [-2..0]": True,
    '"c" in ["a".."d"]': True,
    f'{CHRISTMAS} in (date("2024-12-24")..{CHRISTMAS}]': True,
    'duration("P5D") in [duration("P1D") .. duration("P4D")]': False,
    "null in [1..10]": None,
    "5 in [1..null]": None,
    "5 in [null..10]": None,
    # in, with comparisons and values
    "5 in < 10": True,
    "5 in (< 3, > 4)": True,
    "5 in (< 3, > 7)": False,
    "5 in (5)": True,
    "5 in 5": True,
    "5 in (1, 2 + 3)": True,
    "5 in [1, 2, 3]": False,
    "5 in ([1..2], [4..6))": True,
    "5 in [[1..2], (5..6)]": False,
    "5 in (!= 5)": False,
    "5 in (= 5)": True,
    '"IVF" in ("IUI", "IVF")': True,
    "true in (false, true)": True,
    "1 in (null, 1)": True,
    "1 in (2, null)": False,
    "null in (1, 2)": False,
    "null in [1, null]": True,
    '1 in (1, "a")': True,
    "[1, 2] in [1, 2]": False,
    "[1, 2] in [[2], [1, 2]]": True,
    # arithmetic, exact to 34 digits
    "0.1 + 0.2": Decimal("0.3"),
    "1 - 2 - 3": -4,
    "1 + 2 * 3": 7,
    "(1 + 2) * 3": 9,
    "2 * -3": -6,
    "-2 * -3": 6,
    "--10": 10,
    "-10--5": -5,
    "-(1 + 2)": -3,
    "5 -3": 2,
    "0 * -1": 0,
    "9999999999999999999999999999999999 + 1": Decimal(10) ** 34,
    "1234567890123456789012345678901234 - 1": Decimal(1234567890123456789012345678901233),
    "0.1111111111111111111111111111111111 * 3": Decimal("0.3333333333333333333333333333333333"),
    "1.000000000000000000000000000000001 * 1.000000000000000000000000000000001": Decimal("1.000000000000000000000000000000002"),
    "9999999999999999999999999999999998 + 0.5": Decimal(9999999999999999999999999999999998),
    "9999999999999999999999999999999997 + 0.5": Decimal(9999999999999999999999999999999998),
    "-1234567890123456789012345678901234": Decimal(-1234567890123456789012345678901234),
    "1 + null": None,
    "null - 1": None,
    "null * null": None,
    "-null": None,
    "true + 1": None,
    '"a" + "b"': "ab",
    '"a" + 1': None,
    '"a" + null': None,
    '"b" - "a"': None,
    '"a" * 2': None,
    '-"a"': None,
    "-true": None,
    "[1] + 1": None,
    # dates and durations
    'date("2024-01-31") + duration("P1M")': date(2024, 2, 29),
    'date("2023-01-31") + duration("P1M")': date(2023, 2, 28),
    'date("2024-03-31") - duration("P1M")': date(2024, 2, 29),
    'date("2024-02-29") + duration("P1Y")': date(2025, 2, 28),
    'date("2024-02-29") - duration("P4Y")': date(2020, 2, 29),
    'date("2023-12-31") + duration("P1D")': date(2024, 1, 1),
    'date("2024-03-01") - duration("P1D")': date(2024, 2, 29),
    'date("2024-03-01") + duration("-P1D")': date(2024, 2, 29),
    'duration("P1M") + date("2024-01-31")': date(2024, 2, 29),
    'duration("P2D") + date("2024-02-28")': date(2024, 3, 1),
    'date("2024-03-01") - date("2024-02-28")': timedelta(2),
    'date("2024-02-28") - date("2024-03-01")': timedelta(-2),
    'duration("P1Y") + duration("P2M")': Months(14),
    'duration("P1Y") - duration("P14M")': Months(-2),
    'duration("P2D") - duration("P5D")': timedelta(-3),
    '-duration("P1Y")': Months(-12),
    '-duration("P1D")': timedelta(-1),
    'duration("P1Y") * 2': Months(24),
    '2 * duration("P3D")': timedelta(6),
    'duration("P1Y") * 0.3': Months(3),
    'duration("P1Y") * -0.3': Months(-3),
    'duration("P1Y") * 0.999999999999999999999999999999': Months(11),
    'duration("P1D") * 0': timedelta(0),
    'duration("P1Y") * null': None,
    'duration("P1Y") * duration("P1Y")': None,
    'duration("P1Y") + duration("P1D")': None,
    'duration("P1Y") + 1': None,
    '1 - duration("P1Y")': None,
    'duration("P1D") - date("2024-01-01")': None,
    'date("2024-01-01") + date("2024-01-01")': None,
    'date("2024-01-01") + 1': None,
    'date("2024-01-01") - null': None,
    '-date("2024-01-01")': None,
    # date(…)
    "date(2024, 2, 29)": date(2024, 2, 29),
    "date(2024, 02, 029)": date(2024, 2, 29),
    "date(2023, 2, 29)": None,
    "date(2024, 13, 1)": None,
    "date(2024, 0, 1)": None,
    "date(2024, 1, -1)": None,
    "date(2024, 1, 100000000000000000000)": None,
    "date(2024, 1)": None,
    "date()": None,
    "date(null)": None,
    "date(2024)": None,
    'date(2024, "1", 1)': None,
    'date(date("2024-02-29"))': date(2024, 2, 29),
    'date("2023-02-29")': None,
    'date("2024-2-29")': None,
    'date("24-02-29")': None,
    'date("2024/02/29")': None,
    'date("29 February 2024")': None,
    'date("")': None,
    'date("+2024-02-29")': None,
    'date("٢٠٢٤-٠٢-٢٩")': None,
    'date("2024-01-01", 1)': None,
    '@"2024-02-29"': date(2024, 2, 29),
    # duration(…)
    'duration("-P1Y2M")': Months(-14),
    'duration("P26M")': Months(26),
    'duration("P0M")': Months(0),
    'duration("P400D")': timedelta(400),
    'duration("P")': None,
    'duration("")': None,
    'duration("1Y")': None,
    'duration("p1y")': None,
    "duration(5)": None,
    "duration(null)": None,
    "duration()": None,
    'duration("P1Y", "P1M")': None,
    '@"-P3D"': timedelta(-3),
    # years and months duration(…)
    'years and months duration(date("2024-02-29"), date("2025-02-28"))': Months(11),
    'years and months duration(date("2024-03-31"), date("2024-02-29"))': Months(-1),
    'years and months duration(date("2024-02-29"), date("2024-01-31"))': Months(0),
    'years and months duration(date("2024-05-02"), date("2024-05-02"))': Months(0),
    f"years and months duration({CHRISTMAS}, null)": None,
    f"years and months duration({CHRISTMAS})": None,
    f'years and months duration({CHRISTMAS}, "2024-12-25")': None,
    # min, max, count
    "min(3, 1, 2)": 1,
    "max([3, 1, 2])": 3,
    "min(5)": 5,
    'max("a", "b")': "b",
    f'min({CHRISTMAS}, date("2024-01-01"))': date(2024, 1, 1),
    'max(duration("P1Y"), duration("P13M"))': Months(13),
    "min([])": None,
    "count([1, null, 3])": 3,
    "count([])": 0,
    "count([[1, 2]])": 1,
    # beyond what policies are written in
    "1 / 2": Decimal("0.5"),
    "2 ** 3": 8,
    "1 + 2 // a comment": 3,
    "1 /* a comment */": 1,
    "{a: 1}": {"a": Decimal(1)},
    "[1, 2][1]": 1,
    "[1..5]": Range(Decimal(1), Decimal(5), True, True),
    "for x in [1] return x": [Decimal(1)],
    "some x in [1] satisfies x = 1": True,
    "5 instance of number": True,
    "sum([1, 2])": 3,
    'time("10:00:00")': time(10),
    'date and time("2024-01-01T00:00:00")': datetime(2024, 1, 1),  # noqa: DTZ001 - it has no offset
    "date(year: 2024, month: 1, day: 1)": date(2024, 1, 1),
    'duration("PT1H")': timedelta(hours=1),
    'duration("P1DT0S")': timedelta(1),
    'duration("P12345Y")': Months(148_140),
    '@"10:00:00"': time(10),
    '"\\u0041"': "A",
    "[] = 0": None,
    "[[1]] = [[1]]": True,
    "min()": None,
    "min(null)": None,
    "count(1)": 1,
    "count()": None,
    "count(null)": None,
    'duration("P1D") * 0.5': timedelta(hours=12),
    '-(date("2024-01-01") - date("2023-01-01"))': timedelta(-365),
    '0 - duration("P1Y")': None,
    'duration("P١Y")': None,
    # coequal's own functions and durations, which FEEL does not have
    'age(date("2000-02-29"), date("2023-02-28"))': 22,
    'full months(date("2023-01-31"), date("2023-02-28"))': 0,
    'age(date("2000-02-29"), null)': None,
    'date("2024-05-31") - 3 months': date(2024, 2, 29),
}

NOT_ANSWERED = r"""
# outside the subset
+1
x
"abc".length
function(x) x
date("2024-01-01T00:00:00")
date("2024-01-01Z")
date("10000-01-01")
date("-0001-01-01")
date(0, 1, 1)
date(2024.5, 1, 1)
duration("P1Y1D")
@"2023-02-29"
'a'
1e3
1_000
5.
1 .5
not true
1 == 1
1 <> 2
a in
5 not in [1]
if true then 1
true &
true true

# sentences that FEEL's grammar does not take in, or that can be read in more than one way
1 < 2 < 3
1 = 1 = true
5 in [1..10] + 1
5 in 5 = true
1 between 0 and 2 = true

# coequal's own tests, which look at what is not known
1 is known
null is not known
not stated
if true then 1 else not stated

# what DMN leaves open, or engines answer in several ways
if 1 then 2 else 3
if "true" then 2 else 3
[1] = 1
[1] = ["1"]
duration("P0D") = duration("P0Y")
[1, 2] in ([[1, 2]])
1 in ([1, 2])
1 in ("a", 2)
1 in null
null in (null)
null in (< 5, > 7)
null in (1, [2..3])
5 in (< "a", 7)
5 in (6..4)
5 in ["a".."b"]
5 in [6..null]
0 in (null..-1)
null in [1..null]
[1] in [1..2]
true in [false..true]
5 between 6 and 4
1 between "a" and 2
min(1, null)
max(1, "a")
min(true, false)
max([1], [2])
count([1], [2])

# parts of days, and what leaves the calendar
duration("P999999D") * 999999
date("9999-12-31") + duration("P1D")
date("0001-01-01") - duration("P1M")

# digits and letters of other kinds
٣ < 5
½
"😀" < "a"
"""
STRANGE = {
    "nothing": "",
    "blanks": "   ",
    "a control character": "1\x1c+ 2",
    "a line end in a text": '"a\nb"',
    "a carriage return in a text": '"a\rb"',
    "a number of 35 digits": "1" * 35,
    "a number of 35 digits with a point": "1." + "1" * 34,
    "a very long expression": " " * 4_001,
    "many words": "+".join(["1"] * 201),
    "deep brackets": "(" * 41 + "1" + ")" * 41,
}


@pytest.mark.parametrize("expression", ANSWERED)
def test_an_expression_is_answered_as_dmn_answers_it(expression: str) -> None:
    """The answer is the specification's, of the right kind: true is not 1."""
    found, expected = evaluate(expression), ANSWERED[expression]
    assert found == expected
    assert type(found) is (Decimal if type(expected) is int else type(expected))


@pytest.mark.parametrize("expression", [line for line in NOT_ANSWERED.splitlines() if line and not line.startswith("#")])
def test_an_expression_outside_the_subset_is_not_answered(expression: str) -> None:
    """No answer is better than a wrong one."""
    with pytest.raises(coequal.NotSupported):
        evaluate(expression)


@pytest.mark.parametrize("expression", STRANGE.values(), ids=STRANGE.keys())
def test_a_strange_text_is_not_answered(expression: str) -> None:
    """However long or odd a text is, it is refused and nothing breaks."""
    with pytest.raises(coequal.NotSupported):
        evaluate(expression)


def test_the_answer_does_not_depend_on_the_precision_of_the_caller() -> None:
    """Whatever precision a program has set for its own numbers, these have theirs."""
    with localcontext(prec=3):
        assert evaluate("-1234.5678 + 0") == Decimal("-1234.5678")
        assert evaluate('duration("P1Y") * 1.2345') == Months(14)
        assert evaluate("1111 * 1111") == 1234321


def test_nought_has_no_sign() -> None:
    """A product that is nought is written without a minus."""
    assert str(evaluate("0 * -1")) == "0"
    assert str(evaluate("-0")) == "0"


def test_a_refusal_says_what_and_where() -> None:
    """The message names the character, counted from 1, and quotes the expression."""
    with pytest.raises(coequal.NotSupported, match=r"cannot be read \(character 3 of: 1 % 2\)"):
        evaluate("1 % 2")


def test_evaluate_is_part_of_the_package_s_face() -> None:
    """`coequal.evaluate` is this function."""
    assert coequal.evaluate is evaluate
