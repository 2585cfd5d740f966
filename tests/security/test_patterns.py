"""No regular expression of ours works far longer on a text that is only a little longer, however the text was made."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import coequal
from coequal.documents import sheet
from coequal.drafting import clauses, skeleton
from coequal.facts import strict_yaml
from coequal.involvement.conduct import papers
from coequal.involvement.surveys import lint as survey_lint
from coequal.involvement.surveys import paper
from coequal.policies import markdown
from coequal.populations import groups
from tests.security.backtracking import Counted, TooManySteps

SHORT, LONG = 12, 24  # how often what a repeat takes stands in a text
MOST = 60_000  # steps in such a text, which no pattern needs that ends
GROWS = 5.5  # how often as many steps twice the text may take: 4 where they grow with the square, 8 with the cube
USES = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile"}


def module_names() -> list[str]:
    """All modules of coequal but those that begin a program."""
    found = pkgutil.walk_packages(coequal.__path__, "coequal.")
    return [one.name for one in found if not one.name.endswith((".__main__", ".wsgi")) and ".migrations." not in one.name]


def compiled(held: object) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    """The patterns in something, however they lie in it."""
    if isinstance(held, re.Pattern):
        yield held
    elif isinstance(held, dict):
        yield from compiled((*held, *held.values()))
    elif isinstance(held, list | tuple | set | frozenset):
        for one in held:
            yield from compiled(one)


def patterns() -> dict[tuple[str, int], str]:
    """Every pattern of coequal with its flags, and where it stands: those that modules hold, and those that are written in calls."""
    found: dict[tuple[str, int], str] = {}
    for name in module_names():
        for pattern in compiled(list(vars(importlib.import_module(name)).values())):
            text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
            found.setdefault((text, pattern.flags & ~re.UNICODE), name)
    known = {text for text, _ in found}
    for path in Path(coequal.__path__[0]).rglob("*.py"):
        for text in written(path.read_text(encoding="utf-8")):
            if text not in known:
                found.setdefault((text, 0), path.name)
    return found


def written(source: str) -> Iterator[str]:
    """The patterns that stand in the calls of a source."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in USES and node.args:
            called, first = node.func.value, node.args[0]
            if (
                isinstance(called, ast.Name)
                and called.id == "re"
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                yield first.value


def grows(pattern: str, flags: int = 0) -> str:
    """The text on which a pattern works far too long, or nothing."""
    counted = Counted(pattern, flags)
    for short, long in zip(counted.attacks(SHORT), counted.attacks(LONG), strict=True):
        try:
            if counted.search(long, MOST) > GROWS * counted.search(short, MOST):
                return long
        except TooManySteps:
            return long
    return ""


@pytest.mark.no_cover
def test_no_pattern_grows_with_more_than_the_square_of_a_text() -> None:
    """Tried with texts that are made from each: what leads to one of its repeats, and what that takes, again and again."""
    every = patterns()
    assert len(every) > 200
    assert {where: text for (text, flags), where in every.items() if grows(text, flags)} == {}


@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"(a|a)*b", r"(\w+\s?)*:", r"x(?:[a-z]+ ?)*y", r"\d*\d*\d*x", r"^(([a-z])+.)+[A-Z]([a-z])+$"]
)
def test_a_pattern_that_grows_is_found(pattern: str) -> None:
    """Planted ones, of the kinds that are known to hang."""
    assert grows(pattern)


@pytest.mark.parametrize("pattern", [r"a+b", r"(?:a+;)+b", r"(?>a+)+b", r"(?:a++)+b", r"[^,]*,", r"(a)?(?P<b>b+?)(?=c)(?<!d)e\1"])
def test_a_pattern_that_does_not_is_let_be(pattern: str) -> None:
    """What can be taken in one way alone is."""
    assert not grows(pattern)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(r"a+b", "xaab"), (r"(\w)\1", "abb"), (r"(?i)Q[x-z]", "qY"), (r"^b$", "a"), (r"a{2,3}?c", "aaac"), (r"(?<=a)\bb|c", "a c")],
)
def test_what_is_counted_ends_where_the_real_one_does(pattern: str, text: str) -> None:
    """At the end of the first match, or nowhere."""
    counted, found = Counted(pattern), re.search(pattern, text)
    assert counted.search(text, MOST) > 0
    assert counted.end == (found.end() if found else None)


SEARCHED = (paper._LINK, survey_lint._SPAN, survey_lint._ABOVE, markdown._CLAUSE, skeleton._TITLE, papers._HEADING)
BUSY = {
    "a clause with spaces behind it": (markdown._CLAUSE, "clause: a" + " " * 40),
    "a fence with spaces behind it": (markdown._FENCE, "```" + " " * 40),
    "a fence without end": (markdown._FENCE, "~" * 40),
    "a title with spaces behind it": (skeleton._TITLE, "title: a" + " " * 40),
    "a heading with spaces behind it": (papers._HEADING, "# a" + " " * 40),
    "a list without marks": (groups._CUT, " " * 40),
    "a cell of digits": (sheet._NUMBER, "-" + "0" * 40),
    "a line of spaces that is no clause": (clauses._NUMBERED[0], " " * 40),
    "a number of many parts that is no clause": (clauses._NUMBERED[1], "1.1" * 14 + " " * 40),
    "spaces between a word and no number": (clauses._NUMBERED[2], "clause" + " " * 40),
    "a line of spaces that is no YAML": (strict_yaml._NEEDS_QUOTES, " " * 40),
    "brackets that are no link": (paper._LINK, "[" * 40),
    "digits that are no span": (survey_lint._SPAN, "0" * 40),
    "digits that are no age": (survey_lint._ABOVE, "0" * 40),
}


@pytest.mark.parametrize(("pattern", "text"), BUSY.values(), ids=BUSY)
def test_a_row_of_one_sign_takes_no_more_than_its_length(pattern: re.Pattern[str], text: str) -> None:
    """Each of these once grew with the square of such a row, or worse: the longest took minutes for a line of a draft."""
    counted = Counted(pattern.pattern if pattern in SEARCHED else rf"\A(?:{pattern.pattern})\Z", pattern.flags & ~re.UNICODE)
    assert counted.search(text + text[-1] * 40 + "`x", MOST) < 3 * counted.search(text + "`x", MOST)
