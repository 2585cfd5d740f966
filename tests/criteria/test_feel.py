"""FEEL beyond what policies are written in: the declared subset row by row, what is refused, and laws that hold of all of it."""

import re
from datetime import datetime
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coequal
from coequal.criteria.feel.evaluate import evaluate
from coequal.criteria.feel.functions import FUNCTIONS
from coequal.errors import CoequalError
from tests.criteria.feel_page import page
from tests.criteria.feel_tables import OUTSIDE, SECTIONS

UNTIMED = settings(deadline=None)
EXAMPLES = [example for section in SECTIONS for row in section.rows for example in row.examples]
REFUSED = [expression for _, examples in OUTSIDE for expression in examples]


@pytest.mark.parametrize(("expression", "value"), EXAMPLES, ids=[expression for expression, _ in EXAMPLES])
def test_an_example_of_the_manual_has_the_value_that_it_shows(expression: str, value: str) -> None:
    """The value is equal and of the same kind, with the caller's own precision or another."""
    found, expected = evaluate(expression), evaluate(value)
    assert found == expected
    assert type(found) is type(expected)
    with localcontext(prec=3):
        assert evaluate(expression) == expected


@pytest.mark.parametrize("expression", REFUSED)
def test_what_is_outside_the_subset_is_refused(expression: str) -> None:
    """No answer is better than a wrong one."""
    with pytest.raises(coequal.NotSupported):
        evaluate(expression)


ANSWERED = r"""
time("10:20:30.25").second → 30.25
time("10:20:30+01:30").time offset → @"PT1H30M"
time("10:20:30").time offset → null
time("10:20:30").timezone → null
time("10:20:30+19:00") → null
time("10:60:30") → null
duration("-P1Y2M").years → -1
duration("-P1Y2M").months → -2
duration("-P1DT2H3M4S").days → -1
duration("-P1DT2H3M4S").minutes → -3
duration("-P1DT2H3M4S").seconds → -4
duration("PT") → null
date("01000-01-01") → null
date and time("2024-02-30T10:00:00") → null
date and time("2024-02-28T25:00:00") → null
date and time(@"2024-02-29T10:00:00") → @"2024-02-29T10:00:00"
@"2024-01-31T10:00:00+01:00" + @"P1M" → @"2024-02-29T10:00:00+01:00"
@"2024-01-02" - @"2024-01-01T12:00:00Z" → @"PT12H"
@"2024-01-02T12:00:00" - @"2024-01-01T12:00:00Z" → null
@"10:00:00+01:00" - @"10:00:00Z" → @"-PT1H"
-@"PT1H" → @"-PT1H"
@"P1D" / @"PT1H" → 24
@"P1D" / @"PT0S" → null
@"P1Y" / 0 → null
@"P1D" + @"10:00:00" → @"10:00:00"
string(true) → "true"
upper case("é") → "É"
matches("é", "^.$") → true
string("a") → "a"
string(-120) → "-120"
string(@"2024-02-29") → "2024-02-29"
string(@"0999-02-28T10:00:00.250+01:00") → "0999-02-28T10:00:00.25+01:00"
string(@"P14M") → "P1Y2M"
string(@"-P1Y") → "-P1Y"
string(@"P0M") → "P0M"
string(@"-PT26H3M4S") → "-P1DT2H3M4S"
string(@"PT0S") → "PT0S"
{a: [1, {b: 2}]}.a[2].b → 2
[{a: 1}, {b: 2}].a → [1, null]
[][1] → null
[][true] → []
[][item > 1] → []
[1, 2][1 = 1] → [1, 2]
[null][item.a] → []
[][item.a = 1 and item.b[1] = 2] → []
null[1] → null
[[1, 2], [3]][2][1] → 3
[1..10[.end included → false
(> 5) = (> 5) → true
[1 .. 5] = [1 .. 5) → false
[1 .. 5] in [[1 .. 5], 7] → true
{a: null} = {a: null} → true
{a: 1} = {b: 1} → false
"IVF" in ("IUI", "IVF", < "B") → true
5 in = 5 → true
5 in != 5 → false
[1, "a"] instance of list<number> → false
[[1]] instance of list<list<number>> → true
{a: 1} instance of context<b: number> → false
{a: 1} instance of context<a: Any> → true
[1 .. 5] instance of range<number> → true
["a" .. "b"] instance of range<number> → false
5 instance of list<number> → false
5 instance of function<number> -> number → false
1 instance of list → false
@"2024-02-29T10:00:00" instance of date and time → true
some a in [1, 2], b in [a] satisfies a = b and a > 1 → true
for a in 3 return a + 1 → [4]
for d in @"2024-03-01"..@"2024-02-28" return d.day → [1, 29, 28]
count(for n in 1..3 return partial) → 3
(function(a, b) a - b)(b: 1, a: 3) → 2
{low: function(list) min(list), found: low([3, 1])}.found → 1
{f: count, n: f([1, 2])}.n → 2
sort([2, 1, 2], function(a, b) a < b) → [1, 2, 2]
list replace([1, 2], function(a) true, 9) → null
list replace([1, 2], function(a, b) null, 9) → null
list replace([1], 2, 9) → null
context put({a: 1}, ["a", "b"], 2) → null
context put({a: {b: 1}}, ["a", 1], 2) → null
get value({a: {b: 1}}, ["a", "x", "y"]) → null
context merge([1]) → null
number("1.000,5", ".", ",") → 1000.5
number("1.5", ",", ",") → null
number("1.5", null, ",") → null
number("", null, null) → null
modulo(0, 5) → 0
decimal(12.345, -1) → 10
round up(1, 7000) → null
replace("abc", "b", "\\$") → "a$c"
replace("abc", "(b)|(x)", "<$2$1>") → "a<b>c"
replace("abc", "b", "x", "?") → null
matches("a\nb", "a.b") → false
matches("a\nb", "a.b", "s") → true
matches("ab1", "^[a-c]{2}\d$") → true
matches("a b", "a\sb") → true
matches("ab", "a\Sb") → false
matches("x", "[\s\d]") → false
range("[\"a\" .. \"c\"]") = ["a" .. "c"] → true
range("[date(\"2024-01-01\") .. @\"2024-02-01\")") = [@"2024-01-01" .. @"2024-02-01") → true
range("(.. -1]") = (<= -1) → true
range("[1 .. \"a\"]") → null
range("[1 + 1 .. 3]") → null
range("1") → null
range("[.. 1]") → null
before(1, "a") → null
during(@"2024-01-05", [@"2024-01-01" .. @"2024-02-01"]) → true
is(null, null) → true
is("a", null) → false
years and months duration(@"2024-01-15T10:00:00", @"2024-03-14T09:00:00") → @"P1M"
years and months duration(@"2017-09-05T10:20:00+05:00", @"2019-10-01T12:32:59") → @"P2Y"
years and months duration(@"0001-01-10T00:00:00Z", @"0001-01-01T00:00:00+01:00") → @"P0M"
all([false, null]) → false
all([1]) → null
median([]) → null
string join(["a", "b"]) → "ab"
string join(["a", "b"], null) → "ab"
"""


@pytest.mark.parametrize("line", ANSWERED.split("\n")[1:-1])
def test_an_expression_has_its_value(line: str) -> None:
    """What the manual's page has no room for is held here."""
    expression, _, value = line.rpartition(" → ")
    found, expected = evaluate(expression), evaluate(value)
    assert found == expected
    assert type(found) is type(expected)


REFUSED_TOO = r"""
time("24:00:00")
time("10:00:00+16:00")
time("10:00:00+14:01")
time("10:00:00-14:30")
time("10:00:00+14:00:30")
time(10, 0, 0, @"PT14H1M")
time(10, 30.5, 0)
time(10, 0, 0.0000001)
time(10, 0, 0, @"PT15H")
time(@"2024-02-29")
duration("PT1.S")
duration("P1Y1D")
duration("P9999999999D")
duration("P99999999999Y")
duration("PT1.25S").seconds
string(duration("PT1.5S"))
string(1.50)
string([1])
date("2024-02-29").hour
"abc".length
[1, 2].a
(< 5).start
(function(a) a) = (function(a) a)
[1] = ["1"]
{a: 1} = {a: "1"}
@"2024-02-29" = @"2024-02-29T00:00:00"
@"2024-02-29" < @"2024-02-29T00:00:00"
[1] < 2
[null .. 5] = 5 in [null .. 5]
(1..3) in [1..3]
(1..3) in ([1..3], 5)
[1..2] in [[1..3]]
5 in [6 .. null]
@"10:00:00" in [@"09:00:00Z" .. @"11:00:00Z"]
@"10:00:00" - @"09:00:00Z"
@"P1D" * 0.3333333333333
@"P1Y" * 9999999999999999999999
@"P1D" * 99999999999
0 ** 0
0 ** -1
(-8) ** 0.5
2 ** 999999
sqrt(2)[0.5]
[1][1.5]
[1, 2][item]
null[true]
for n in null return n
for n in [1 .. 3] return n
for n in 1.."a" return n
for n in 1..1.5 return n
some n in [1] satisfies n
{f: function(a: string) a, x: f(1)}.x
(function(a, b) a)(1)
(function(a, b) a)(a: 1, c: 2)
substring(string: "a", 1)
substring("abc", 1, 0)
substring("abc", 9)
substring("abc", 1, null)
string length("\U01F40E")
upper case("ß")
lower case("Σ")
matches("٣", "\d")
matches("a\u2028b", "a.b")
matches("~", "[a~~b]")
floor(1.5, null)
floor(1.5, 0.5)
decimal(5, -100)
odd(1.5)
exp(99999)
abs(@"P1D")
abs(n: 1)
number("1e3")
sum([1e3])
min([1, null])
min([true, false])
all([false, 1])
concatenate([1], null)
append(list: [1], item: 2)
insert before([1], 5, 2)
remove([1], 5)
sublist([1], 5)
sublist([1, 2], 1, 9)
sort([2, 1], function(a, b) null)
get value({a: 1}, [])
context put({}, ["a", "b"], 1)
is([1], [1])
years and months duration(@"2024-01-15T10:00:00", @"2024-03-15T09:00:00")
years and months duration(@"2024-01-02T00:30:00+14:00", @"2024-02-01T23:00:00-05:00")
years and months duration(@"2024-01-31T00:00:00Z", @"2024-02-29T10:00:00")
null instance of Any
[1] instance of list
[null] instance of list<number>
[1] instance of list<number, string>
(< 5) instance of range<number>
[null .. 2) = (< 2)
[(> 2)] = [(2 .. null)]
abs instance of function
before([1 .. 5], (< 3))
range("[5 .. 1]")
matches("a", "a", "m")
matches("é", "É", "i")
matches("a", "[a")
matches("a", "a)")
matches("a", "(a")
matches("a", "[z-a]")
matches("a", "[a-[b]]")
matches("ab", "(a)(?=b)")
matches("aa", "(a)\1")
matches("aa", "a++")
matches("aa", "*a")
matches("aa", "(?i)A")
replace("abc", "x*", "-")
replace("abc", "b", "$")
replace("abc", "b", "$3")
split("a,b", "(,)")
split("ab", "")
function(x) external {}
function(1) 1
for in [1] return 1
@"no date"
@5
{1: 2}
{a 1}
[1 .. 2
5 in (1 .. 2
]1, 2]
(!= 5)
[abs .. sqrt]
[{f: abs}]
(1, 2)
1.a
a.1
5 instance of
f(
1 +
"""


@pytest.mark.parametrize("expression", REFUSED_TOO.split("\n")[1:-1])
def test_what_engines_or_versions_differ_on_is_refused(expression: str) -> None:
    """Neither a value nor another error: `NotSupported`, with a sentence."""
    with pytest.raises(coequal.NotSupported, match=r"^\S.*[.)]$"):
        evaluate(expression)


def test_every_function_is_in_the_manual() -> None:
    """No function is answered that the tables do not show."""
    shown = {name for expression, _ in EXAMPLES for name in re.findall(r"[a-z][a-z ]*(?=\()", expression)}
    assert {name for name in FUNCTIONS if not any(text.strip().endswith(name) for text in shown)} == {"age", "full months"}


def test_the_example_of_the_manual_runs() -> None:
    """The Python on the page holds."""
    (code,) = re.findall(r"```python\n(.*?)```", page(), re.DOTALL)
    exec(code, {})  # noqa: S102 - the manual's own


NULL = """
date()
date and time(2017)
date and time(null, time("10:00:00"))
time([])
duration(5)
substring("abc")
substring(1, 2)
string length(null)
contains("a", null)
replace("a", "b")
round up(1.5, null)
round up(n: 1.5, places: 0)
sum(null)
count()
context put([], "a", 1)
years and months duration(2017)
null()
"abs"(-1)
123()
sort([1, 2], function(a) true)
"""


@pytest.mark.parametrize("expression", NULL.split("\n")[1:-1])
def test_a_function_given_what_it_does_not_take_is_null(expression: str) -> None:
    """Too few or too many values, of other kinds, by other names, or null: none of them is an error in FEEL."""
    assert evaluate(expression) is None


KINDS = {
    "number": "10",
    "string": '"10"',
    "boolean": "true",
    "date": '@"2021-03-04"',
    "date and time": '@"2021-03-04T05:06:07"',
    "time": '@"05:06:07"',
    "list": "[10, 11]",
    "context": "{a: 10}",
    "days": '@"P1D"',
    "months": '@"P1Y"',
    "range": "[1 .. 10]",
    "function": "(function(a) a)",
    "null": "null",
}
MOMENTS = ("date", "date and time")
TOGETHER = {
    "*": {
        ("number", "number"),
        *((a, b) for a, b in (("number", "days"), ("number", "months"), ("days", "number"), ("months", "number"))),
    },
    "/": {("number", "number"), ("days", "number"), ("months", "number"), ("days", "days"), ("months", "months")},
    "**": {("number", "number")},
    "+": {("number", "number"), ("string", "string"), ("days", "days"), ("months", "months"), ("time", "days"), ("days", "time")}
    | {pair for moment in MOMENTS for by in ("days", "months") for pair in ((moment, by), (by, moment))},
    "-": {("number", "number"), ("days", "days"), ("months", "months"), ("time", "days"), ("time", "time"), ("date", "date")}
    | {(moment, by) for moment in MOMENTS for by in ("days", "months")}
    | {("date and time", "date and time")},
}


@pytest.mark.parametrize("sign", TOGETHER)
def test_arithmetic_is_null_for_kinds_that_do_not_go_together(sign: str) -> None:
    """Of all pairs of kinds, those that the specification names have a value, and the others are null."""
    with_value = {(a, b) for a in KINDS for b in KINDS if evaluate(f"{KINDS[a]} {sign} {KINDS[b]}") is not None}
    assert with_value == TOGETHER[sign]


HOSTILE = {
    "nested calls": "abs(" * 41 + "1" + ")" * 41,
    "a row of filters": "[1]" + "[1]" * 60,
    "a long count": "count(for n in 1..100000000 return n)",
    "loops in loops": "count(for a in 1..999, b in 1..999 return a)",
    "a list within a list, over and over": "for n in 1..400 return [partial[-1]]",
    "a long sum that calls itself": "{f: function(g) " + "1 + " * 150 + "g(g), found: f(f)}.found",
    "a function that calls itself": "{f: function(g) g(g), found: f(f)}.found",
    "a text that doubles": '{a: "0123456789", ' + ", ".join(f"{b}: {a} + {a}" for a, b in pairwise("abcdefghijklmnopqrstuv")) + "}",
    "a list that doubles": "{a: [0, 0], "
    + ", ".join(f"{b}: [{a}, {a}]" for a, b in pairwise("abcdefghijklmnopqrstuvwxyz"))
    + "}.z = 1",
    "a list joined to itself": "{a: [0, 0], "
    + ", ".join(f"{b}: concatenate({a}, {a})" for a, b in pairwise("abcdefghijklmnopqrstuv"))
    + "}",
    "a huge power": "9 ** 99999 ** 9",
    "a power of a power": "10 ** 6000 * 10 ** 6000",
    "a huge exponential": "exp(99999999)",
    "a huge place": "[1][99999999999999999999]",
    "rounding to nowhere": "decimal(1.5, -6000)",
    "a pattern within a pattern": 'matches("' + "a" * 60 + '", "(a*)*b")',
    "many loops in a pattern": 'matches("' + "a" * 200 + '", "a*a*a*a*a*b")',
    "many choices in a pattern": 'matches("' + "a" * 40 + '", "' + "a?" * 40 + "a" * 40 + '")',
    "many branches in a pattern": 'matches("' + "a" * 40 + '", "' + "(a|a)" * 30 + 'b")',
    "many short loops in a pattern": 'matches("' + "a" * 90 + '", "' + "a{0,40}" * 5 + 'b")',
    "a long text again and again": '{a: "0123456789", '
    + ", ".join(f"{b}: {a} + {a}" for a, b in pairwise("abcdefghijklm"))
    + ", z: count(for n in 1..9999 return upper case(m))}",
    "a long list again and again": "{a: for n in 1..9999 return n, z: count(for n in a return list contains(a, 0))}",
    "the parity of a huge number": "odd(10 ** 6000)",
    "a replacement that grows": 'replace("' + "a" * 900 + '", "a*(a)", "' + "$1" * 100 + '$0")',
    "a long duration": 'duration("P' + "9" * 50 + 'D")',
    "a long number": f'number("{"9" * 100}")',
}


@pytest.mark.parametrize("expression", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_expression_is_refused(expression: str) -> None:
    """Whatever would grow without bound is refused, with a message."""
    with pytest.raises(coequal.NotSupported, match=r"\w"):
        evaluate(expression)


words = st.sampled_from(
    [*FUNCTIONS, *"( ) [ ] { } , .. . : + - * / ** = != < <= > >= @ ? -> and or in not if then else for some every return".split()]
    + "satisfies function instance of between item partial a b x 1 2 0.5 -1 null true false".split()
    + ['"a"', '"2024-02-29"', '"10:00:00"', '"P1D"', '@"P1Y"', "list<number>", "[1, 2]", "{a: 1}", "x: ", "external", '"[a-z]+"'],
)


def test_a_long_sum_is_answered() -> None:
    """As many additions as an expression has room for."""
    assert evaluate("+".join(["1"] * 199)) == 199


@pytest.mark.parametrize("expression", [None, b"1", 1])
def test_what_is_no_text_is_refused(expression: Any) -> None:
    """In one sentence, with what was given."""
    with pytest.raises(CoequalError, match=re.escape(f'An expression is a text such as "1 < 2", not {expression!r}.')):
        evaluate(expression)


def test_an_expression_is_refused_where_the_caller_left_no_room() -> None:
    """However deep a program stands in calls of its own, it gets an answer or a refusal."""

    def deeper(levels: int) -> None:
        try:
            evaluate("+".join(["1"] * 199))
        except coequal.NotSupported:
            return
        if levels:
            deeper(levels - 1)

    deeper(900)


@pytest.mark.no_cover
@settings(deadline=None, max_examples=400)
@given(st.lists(words, max_size=25).map(" ".join))
def test_any_words_of_feel_are_answered_or_refused(text: str) -> None:
    """`NotSupported` is the only thing that is ever raised."""
    try:
        evaluate(text)
    except coequal.NotSupported as error:
        assert error.message  # noqa: PT017 - some texts are answered


values = st.sampled_from(
    ["null", "true", "1", "-2.5", '"a"', '"2024-02-29"', "[]", "[1, 2]", "[[1], null]", "{a: 1}", '@"P1D"', '@"P1Y"', '@"10:00:00"']
)
values |= st.sampled_from(
    ['@"2024-02-29"', '@"2024-02-29T10:00:00Z"', "[1 .. 5)", "(< 5)", "(function(a, b) a = b)", "99999999999", '"[a-c]+"']
)


@pytest.mark.no_cover
@settings(deadline=None, max_examples=600)
@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(values, max_size=4))
def test_any_function_answers_or_refuses_any_values(name: str, arguments: list[str]) -> None:
    """Whatever a function is given, it has a value, or is not supported."""
    try:
        evaluate(f"{name}({', '.join(arguments)})")
    except coequal.NotSupported as error:
        assert error.message  # noqa: PT017 - some are answered


ranges = st.builds(
    lambda low, size, opening, closing: (
        f"{opening}{low} .. {low + size}{closing}",
        _points(low, low + size, opening == "[", closing == "]"),
    ),
    st.integers(0, 6),
    st.integers(1, 4),
    st.sampled_from("[("),
    st.sampled_from("])"),
)


def _points(low: int, high: int, low_in: bool, high_in: bool) -> frozenset[int]:
    """What a range holds, among the ends in doubled coordinates and the places between them."""
    return frozenset(range(2 * low + (not low_in), 2 * high + high_in))


@UNTIMED
@given(ranges, ranges)
def test_relations_of_ranges_are_those_of_the_points_that_they_hold(
    one: tuple[str, frozenset[int]], other: tuple[str, frozenset[int]]
) -> None:
    """Before, overlaps, includes, meets and coincides say of two ranges what is so of the sets of their points."""
    (a, in_a), (b, in_b) = one, other
    assert evaluate(f"before({a}, {b})") is (max(in_a) < min(in_b))
    assert evaluate(f"after({b}, {a})") is (max(in_a) < min(in_b))
    assert evaluate(f"overlaps({a}, {b})") is bool(in_a & in_b)
    assert evaluate(f"includes({a}, {b})") is (in_b <= in_a)
    assert evaluate(f"during({b}, {a})") is (in_b <= in_a)
    assert evaluate(f"coincides({a}, {b})") is (in_a == in_b)
    assert evaluate(f"meets({a}, {b})") is (max(in_a) == min(in_b) and not min(in_b) % 2)
    assert evaluate(f"met by({b}, {a})") is (max(in_a) == min(in_b) and not min(in_b) % 2)


@UNTIMED
@given(st.lists(st.integers(-20, 20), min_size=1, max_size=8))
def test_lists_are_turned_sorted_and_taken_apart_as_python_does(items: list[int]) -> None:
    """What FEEL says of a list of whole numbers is what Python says."""
    assert evaluate(f"sort({items}, function(a, b) a < b)") == sorted(items)
    assert evaluate(f"reverse({items})") == items[::-1]
    assert evaluate(f"distinct values({items})") == list(dict.fromkeys(items))
    assert evaluate(f"{items}[item > 0]") == [item for item in items if item > 0]
    assert evaluate(f"for n in {items} return n * n") == [item * item for item in items]
    assert evaluate(f"index of({items}, {items[0]})") == [place for place, item in enumerate(items, 1) if item == items[0]]
    assert evaluate(f"flatten([{items}, [{items}]])") == items * 2


@UNTIMED
@given(st.decimals(-1000, 1000, places=3), st.integers(1, 12))
def test_modulo_and_rounding_hold_together(number: Decimal, divisor: int) -> None:
    """A remainder is below its divisor, and a number lies between its floor and its ceiling."""
    assert 0 <= evaluate(f"modulo({number}, {divisor})") < divisor
    assert evaluate(f"floor({number}) <= {number} and {number} <= ceiling({number})") is True
    assert evaluate(f"abs(decimal({number}, 1) - {number}) <= 0.05") is True


@UNTIMED
@given(st.datetimes(datetime(1, 2, 1), datetime(9999, 1, 1)), st.integers(-(10**6), 10**6))  # noqa: DTZ001 - they have no offset
def test_a_moment_moved_and_moved_back_is_itself(moment: datetime, seconds: int) -> None:
    """A date and time plus a duration, less the duration, is that date and time, and its text reads back as itself."""
    written = f'@"{moment.isoformat()}"'
    assert evaluate(f'{written} + @"PT1S" * {seconds} - @"PT1S" * {seconds}') == moment
    assert evaluate(f"date and time(string({written}))") == moment
