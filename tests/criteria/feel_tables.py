"""What `coequal.evaluate` answers of FEEL, row by row: each row is run as a test, and is a row of the manual's page on FEEL."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A construct or a function, with examples and the values they have, both as FEEL writes them."""

    what: str
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    """A family of rows."""

    title: str
    text: str
    rows: tuple[Row, ...]


def row(what: str, *examples: str) -> Row:
    """A row from examples such as `1 + 2 → 3`."""
    pairs = (example.rpartition(" → ") for example in examples)
    return Row(what, tuple((expression, value) for expression, _, value in pairs))


SECTIONS = (
    Section(
        "Values",
        "A number is an exact decimal of at most 34 digits. Dates are of the years 1 to 9999; times are exact to a microsecond.",
        (
            row("number", "1.50 + 0 → 1.5", ".25 → 0.25"),
            row(
                "text, with escapes",
                r'"a \"b\"\n" = "a \u0022b\u0022\u000A" → true',
                r'"\U01F40E" = "\uD83D\uDC0E" → true',
                r'"a\d" → "a\\d"',
            ),
            row("true, false, null", "not(true) → false", "not(null) → null"),
            row("date", 'date("2024-02-29") → @"2024-02-29"', "date(2023, 2, 29) → null", '@"2024-02-29".year → 2024'),
            row("time", 'time("09:30:00") → @"09:30:00"', 'time("09:30:00+01:00").hour → 9', 'time("9:30") → null'),
            row(
                "date and time",
                'date and time("2024-02-29T09:30:00Z").day → 29',
                'date and time("2024-02-29") → @"2024-02-29T00:00:00"',
            ),
            row("duration of years and months", 'duration("P1Y2M").months → 2', 'duration("P14M") = duration("P1Y2M") → true'),
            row("duration of days and time", 'duration("P1DT2H").hours → 2', 'duration("PT36H") → @"P1DT12H"'),
            row("list", "[1, [2, 3]] → [1, [2, 3]]", "[] = null → false"),
            row("context", "{low: 19, high: low + 11}.high → 30", '{"any text": 1} = {any text: 1} → true', "{a: 1, a: 2} → null"),
            row("range", "[19 .. 30).end → 30", "[19 .. 30).end included → false", "5 in (>= 5) → true", "5 in (< 5) → false"),
            row("function", "(function(n: number) n * 2)(21) → 42", "{twice: function(n) n * 2, found: twice(4)}.found → 8"),
            row("comment", "1 + /* one */ 1 // and one → 2"),
        ),
    ),
    Section(
        "Operators",
        "Null in is null out, apart from `=`, `!=`, `in`, `if`, and what `and` and `or` can tell without it.",
        (
            row("`and`, `or`", "null and false → false", "null or true → true", "null or false → null", "true and 1 → null"),
            row(
                "`=`, `!=`",
                "1 = 1.0 → true",
                "null = null → true",
                '1 = "1" → null',
                "[1, 2] = [1, 2] → true",
                "{a: 1, b: 2} = {b: 2, a: 1} → true",
            ),
            row("`<`, `<=`, `>`, `>=`", '"a" < "b" → true', '1 < "2" → null', '@"10:00:00Z" < @"10:30:00+01:00" → false'),
            row("`between`", "5 between 1 and 5 → true", "null between 1 and 5 → null"),
            row(
                "`in`", "5 in [1 .. 5) → false", "5 in (< 3, > 4) → true", "2 in [1, 2] → true", "2 in [[1 .. 3], [5 .. 7]] → true"
            ),
            row(
                "`+`",
                "0.1 + 0.2 → 0.3",
                '"a" + "b" → "ab"',
                '@"2024-01-31" + @"P1M" → @"2024-02-29"',
                '@"23:30:00" + @"PT1H" → @"00:30:00"',
                '"a" + 1 → null',
            ),
            row(
                "`-`",
                '@"2024-03-01" - @"2024-02-28" → @"P2D"',
                '@"2024-03-01T00:00:00" - @"PT1S" → @"2024-02-29T23:59:59"',
                '-@"P1Y" → @"-P1Y"',
            ),
            row("`*`", '@"P1M" * 2.5 → @"P2M"', '0.5 * @"P1D" → @"PT12H"', "null * 0 → null"),
            row("`/`", "1 / 8 → 0.125", "1 / 0 → null", '@"P1D" / 2 → @"PT12H"', '@"P1Y" / @"P1M" → 12'),
            row("`**`", "2 ** 10 → 1024", "-2 ** 2 → 4", "2 ** 3 ** 2 → 64"),
            row("`if`", 'if null then "yes" else "no" → "no"'),
            row(
                "`instance of`",
                "5 instance of number → true",
                "null instance of string → false",
                "[1, 2] instance of list<number> → true",
                "{a: 1} instance of context<a: string> → false",
            ),
        ),
    ),
    Section(
        "Lists and iteration",
        "Places count from 1, and from the end with a minus. Inside a filter, `item` is the item, and the entries of a context go by their names.",
        (
            row("place", "[4, 5, 6][1] → 4", "[4, 5, 6][-1] → 6", "[4, 5, 6][4] → null", '"a"[1] → "a"'),
            row("filter", "[1, 5, 9][item > 3] → [5, 9]", "[{n: 1}, {n: 2}][n > 1].n → [2]", "[1, null][item > 0] → [1]"),
            row("path", "{a: {b: 1}}.a.b → 1", "{a: 1}.b → null", "[{a: 1}, {a: 2}].a → [1, 2]"),
            row(
                "`for`",
                "for n in 1..3 return n * n → [1, 4, 9]",
                "for a in [1, 2], b in [10, 20] return a + b → [11, 21, 12, 22]",
                'for d in @"2024-02-28"..@"2024-03-01" return d.day → [28, 29, 1]',
            ),
            row(
                "`partial`: what a `for` has found so far",
                "for n in 1..4 return if n = 1 then 1 else n * partial[-1] → [1, 2, 6, 24]",
            ),
            row(
                "`some`, `every`",
                "some n in [1, 5] satisfies n > 3 → true",
                "every n in [1, null] satisfies n > 0 → null",
                "every n in [] satisfies n > 0 → true",
            ),
        ),
    ),
    Section(
        "Functions of numbers",
        "",
        (
            row("`abs(n)`", "abs(-5) → 5", 'abs("5") → null'),
            row("`decimal(n, scale)`, half even", "decimal(2.5, 0) → 2", "decimal(1.125, 2) → 1.12"),
            row("`floor(n, scale)`, `ceiling(n, scale)`", "floor(-1.5) → -2", "ceiling(1.21, 1) → 1.3"),
            row("`round up(n, scale)`, `round down`", "round up(-1.1, 0) → -2", "round down(-1.9, 0) → -1"),
            row("`round half up(n, scale)`, `round half down`", "round half up(2.5, 0) → 3", "round half down(2.5, 0) → 2"),
            row("`modulo(dividend, divisor)`", "modulo(-12, 5) → 3", "modulo(10.1, -4.5) → -3.4", "modulo(1, 0) → null"),
            row("`sqrt`, `exp`, `log`", "sqrt(16) → 4", "sqrt(-1) → null", "exp(0) → 1", "log(0) → null"),
            row("`odd`, `even`", "odd(-3) → true", "even(0) → true"),
            row(
                "`number(from, grouping separator, decimal separator)`",
                'number("1 234,5", " ", ",") → 1234.5',
                'number("abc") → null',
            ),
        ),
    ),
    Section(
        "Functions of texts",
        "A pattern is answered where it means the same everywhere and cannot take long: letters, sets such as `[a-z]`, groups, `| . ^ $ * + ? {2}`, `\\d` and `\\s`, and the flags `s` and `i`.",
        (
            row(
                "`substring(string, start position, length)`",
                'substring("referral", 3) → "ferral"',
                'substring("referral", -2, 1) → "a"',
                'substring(string: "abc", start position: 2) → "bc"',
            ),
            row("`string length`", 'string length("abc") → 3', "string length(1) → null"),
            row("`upper case`, `lower case`", 'upper case("aBc4") → "ABC4"', 'lower case("aBc4") → "abc4"'),
            row(
                "`substring before`, `substring after`",
                'substring before("IVF with ICSI", " with") → "IVF"',
                'substring after("IVF", "x") → ""',
            ),
            row(
                "`contains`, `starts with`, `ends with`",
                'contains("IVF", "V") → true',
                'starts with("IVF", "I") → true',
                'ends with("IVF", "I") → false',
            ),
            row(
                "`matches(input, pattern, flags)`",
                r'matches("26A", "^\d+[A-Z]$") → true',
                'matches("ivf", "IVF", "i") → true',
                'matches("a", "a", "x y") → null',
            ),
            row("`replace(input, pattern, replacement, flags)`", 'replace("2024-02", "(\\d+)-(\\d+)", "$2/$1") → "02/2024"'),
            row("`split(string, delimiter)`", r'split("a; b;c", ";\s?") → ["a", "b", "c"]'),
            row("`string join(list, delimiter)`", 'string join(["a", null, "b"], "-") → "a-b"', 'string join(["a", 1]) → null'),
            row(
                "`string(from)`",
                'string(1.5) → "1.5"',
                'string(@"P1DT2H") → "P1DT2H"',
                'string(@"10:00:00Z") → "10:00:00Z"',
                "string(null) → null",
            ),
        ),
    ),
    Section(
        "Functions of lists",
        "One value stands for a list of it, and most take several values in place of a list.",
        (
            row("`min`, `max`", "min(3, 1, 2) → 1", 'max(["a", "b"]) → "b"', "min([]) → null"),
            row(
                "`sum`, `mean`, `product`",
                "sum([1, 2, 3]) → 6",
                "mean(1, 2) → 1.5",
                "product([2, 3]) → 6",
                'sum([1, "a"]) → null',
                "sum([]) → null",
            ),
            row(
                "`median`, `mode`, `stddev`",
                "median([3, 1, 2, 10]) → 2.5",
                "mode([1, 2, 2, 1, 3]) → [1, 2]",
                "stddev(2, 4, 4, 4, 5, 5, 7, 9, 5) → 2",
                "stddev([1]) → null",
            ),
            row("`all`, `any`", "all([true, null]) → null", "all([]) → true", "any([false, null, true]) → true", "any([]) → false"),
            row("`count`", "count([1, null, 3]) → 3", "count(5) → 1"),
            row(
                "`list contains`, `index of`",
                "list contains([1, null], null) → true",
                'list contains([1], "1") → false',
                "index of([1, 2, 1], 1) → [1, 3]",
            ),
            row("`sublist(list, start position, length)`", "sublist([4, 5, 6], 2) → [5, 6]", "sublist([4, 5, 6], -2, 1) → [5]"),
            row(
                "`append`, `concatenate`, `union`",
                "append([1], 2, 3) → [1, 2, 3]",
                "concatenate([1], [1, 2]) → [1, 1, 2]",
                "union([1], [1, 2]) → [1, 2]",
            ),
            row(
                "`insert before`, `remove`, `list replace`",
                "insert before([1, 3], 2, 2) → [1, 2, 3]",
                "remove([1, 2, 3], -1) → [1, 2]",
                "list replace([1, 2], 1, 9) → [9, 2]",
                "list replace([1, 5, 9], function(old, new) old > new, 4) → [1, 4, 4]",
            ),
            row(
                "`reverse`, `distinct values`, `flatten`",
                "reverse([1, 2]) → [2, 1]",
                "distinct values([1, 2, 1, null, null]) → [1, 2, null]",
                "flatten([1, [2, [3]]]) → [1, 2, 3]",
            ),
            row("`sort(list, precedes)`", "sort([3, 1, 2], function(a, b) a < b) → [1, 2, 3]"),
        ),
    ),
    Section(
        "Functions of contexts",
        "",
        (
            row(
                "`get value`, `get entries`",
                'get value({a: 1}, "a") → 1',
                'get value({a: {b: 2}}, ["a", "b"]) → 2',
                'get entries({a: 1}) → [{key: "a", value: 1}]',
            ),
            row(
                "`context(entries)`",
                'context([{key: "a", value: 1}]) → {a: 1}',
                'context([{key: "a", value: 1}, {key: "a", value: 2}]) → null',
            ),
            row(
                "`context put`, `context merge`",
                'context put({a: 1}, "b", 2) → {a: 1, b: 2}',
                'context put({a: {b: 1}}, ["a", "b"], 9) → {a: {b: 9}}',
                "context merge([{a: 1}, {a: 2, b: 3}]) → {a: 2, b: 3}",
            ),
        ),
    ),
    Section(
        "Functions of dates and times",
        "",
        (
            row(
                "`date(from)`",
                'date(@"2024-02-29T10:00:00") → @"2024-02-29"',
                'date(year: 2024, month: 2, day: 29) → @"2024-02-29"',
            ),
            row(
                "`time(hour, minute, second, offset)`",
                'time(10, 30, 0, @"PT1H") → @"10:30:00+01:00"',
                "time(25, 0, 0) → null",
                'time(@"2024-02-29T10:00:00") → @"10:00:00"',
            ),
            row("`date and time(date, time)`", 'date and time(@"2024-02-29", @"10:00:00") → @"2024-02-29T10:00:00"'),
            row("`years and months duration(from, to)`", 'years and months duration(@"2024-02-29", @"2025-02-28") → @"P11M"'),
            row("`day of year`, `week of year`", 'day of year(@"2024-12-31") → 366', 'week of year(@"2021-01-03") → 53'),
            row(
                "`day of week`, `month of year`",
                'day of week(@"2024-02-29") → "Thursday"',
                'month of year(@"2024-02-29") → "February"',
            ),
            row(
                "`is(value1, value2)`: alike to the letter",
                'is(@"10:00:00Z", @"11:00:00+01:00") → false',
                "is(1, 1.0) → true",
                'is(1, "1") → false',
            ),
        ),
    ),
    Section(
        "Functions of ranges",
        "A value stands for the range that holds it alone, where an example shows one.",
        (
            row("`before`, `after`", "before(1, 2) → true", "before([1 .. 5), 5) → true", "after([5 .. 9], [1 .. 5]) → false"),
            row("`meets`, `met by`", "meets([1 .. 5], [5 .. 9]) → true", "met by([5 .. 9], [1 .. 5)) → false"),
            row("`overlaps`", "overlaps([1 .. 5], [5 .. 9]) → true", "overlaps([1 .. 5), [5 .. 9]) → false"),
            row(
                "`overlaps before`, `overlaps after`",
                "overlaps before([1 .. 5], [3 .. 9]) → true",
                "overlaps after([1 .. 5], [3 .. 9]) → false",
            ),
            row("`includes`, `during`", "includes([1 .. 9], [2 .. 3]) → true", "during(9, [1 .. 9)) → false"),
            row("`starts`, `started by`", "starts(1, [1 .. 9]) → true", "started by([1 .. 9], (1 .. 2]) → false"),
            row("`finishes`, `finished by`", "finishes([5 .. 9], [1 .. 9]) → true", "finished by([1 .. 9), 9) → false"),
            row("`coincides`", "coincides([1 .. 5], [1 .. 5)) → false", "coincides(3, 3) → true"),
            row("`range(from)`", 'range("[1 .. 5)") = [1 .. 5) → true', 'range("[1 ..") → null'),
        ),
    ),
)

OUTSIDE = (
    ("the clock", ("today()", "now()")),
    ("names of time zones, whose rules change", ('time("10:00:00@Europe/London")',)),
    ("years outside 1 to 9999, parts of a microsecond", ('date("10000-01-01")', 'time("10:00:00.1234567")')),
    ("ranges that end before they begin, or end in null", ("5 in [9 .. 1]", "0 in (null .. -1)", "(> 2) = (2 .. null)")),
    ("what a list of one item equals", ("[1] = 1", "1 in ([1])")),
    ("a condition that is neither true nor false", ('if 1 then "a" else "b"', '[1, 2]["a"]')),
    ("an offset against none, or of more than fourteen hours", ('@"10:00:00Z" < @"11:00:00"', 'time("10:00:00+14:30")')),
    (
        "months between moments where a time of day or an offset would decide",
        ('years and months duration(@"2024-01-31T00:00:00Z", @"2024-02-29T10:00:00")',),
    ),
    ("values of several kinds in one list, where they would be compared", ('max(1, "a")', '1 in ("a", 2)')),
    ("names with signs in them, and names of nothing", ("{a+b: 1}", "nothing at all")),
    (
        "types of other people's models, and the types of functions",
        ("5 instance of tAge", "abs instance of function<number> -> number"),
    ),
    ("functions in other languages", ('function(x) external {java: {class: "a", method signature: "b"}}',)),
    (
        "patterns that engines read differently, or that may take for ever",
        (r'matches("a", "\p{L}")', r'matches("a_b", "\w+")', 'matches("aaaa", "(a+)+b")'),
    ),
    ("comparisons in a row", ("1 < 2 < 3",)),
)
