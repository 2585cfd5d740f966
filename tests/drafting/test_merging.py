"""Two people's changes to one text brought together."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from coequal.drafting.merging import Change, Clash, Merged, changes, marked_line, merge

LINES = st.lists(st.sampled_from(["", "a", "b", "c", "met when: age < 40"]), max_size=12).map("\n".join)
BASE = "one\ntwo\nthree\nfour\nfive"


def changed(text: str, old: str, new: str) -> str:
    """A text with one line changed."""
    assert old in text
    return text.replace(old, new)


def added(base: str, side: str) -> Counter[str]:
    """The lines that a side has more often than the base."""
    return Counter(side.split("\n")) - Counter(base.split("\n"))


def test_changes_to_different_lines_go_together() -> None:
    """Whoever was first."""
    one, other = changed(BASE, "one", "first"), changed(BASE, "five", "last\nand least")
    assert merge(BASE, one, other).text == "first\ntwo\nthree\nfour\nlast\nand least"


def test_the_same_change_of_both_is_made_once() -> None:
    """Also beside another change."""
    one = changed(BASE, "two", "2")
    assert merge(BASE, one, one).text == one
    assert merge(BASE, one, changed(one, "five", "5")).text == changed(one, "five", "5")


def test_what_both_changed_differently_is_told_with_both_sides() -> None:
    """And what stood there before."""
    found = merge(BASE, changed(BASE, "three", "3"), changed(BASE, "three", "III"))
    assert found.text is None
    assert found.clashes == (Clash(("three",), ("3",), ("III",)),)
    assert found.marked("your lines", "those of A. Example") == (
        "one\ntwo\n<<<<<<< your lines\n3\n=======\nIII\n>>>>>>> those of A. Example\nfour\nfive"
    )


def test_changes_that_touch_clash() -> None:
    """Since nobody can say in which order they belong, or whether one still holds beside the other."""
    both_at_the_end = merge("a", "a\nb", "a\nc")
    assert both_at_the_end.clashes == (Clash((), ("b",), ("c",)),)
    assert merge(BASE, changed(BASE, "two\n", ""), changed(BASE, "three", "3")).clashes == (
        Clash(("two", "three"), ("three",), ("two", "3")),
    )


def test_one_change_may_span_several_of_the_other() -> None:
    """They are told together, with the lines between them."""
    found = merge(BASE, changed(BASE, "two\nthree\nfour", "2 to 4"), changed(changed(BASE, "two", "2"), "four", "4"))
    assert found.clashes == (Clash(("two", "three", "four"), ("2 to 4",), ("2", "three", "4")),)


def test_texts_with_very_many_equal_lines_are_brought_together_at_once() -> None:
    """All between the first and the last difference counts as one change, since to find less would take long."""
    base = "\n".join(["a"] * 3_000)
    one, other = f"b\n{base}\nb", f"c\n{base}"
    assert merge(base, one, base).text == one
    (clash,) = merge(base, one, other).clashes
    assert (clash.one, clash.other) == (tuple(one.split("\n")), tuple(other.split("\n")))


def test_texts_whose_lines_changed_places_throughout_are_held_against_each_other_in_few_steps() -> None:
    """No line stands there twice, and yet to find each change would take as many steps as the square of the lines."""
    few, many = ([f"line {at ^ 1}" for at in range(length)] for length in (20, 8_000))
    in_order = [tuple(sorted(lines, key=lambda line: int(line[5:]))) for lines in (few, many)]
    assert len(changes(in_order[0], tuple(few))) == 11
    assert changes(in_order[1], tuple(many)) == [Change(0, 8_000, tuple(many))]


def test_the_first_mark_of_a_clash_is_found() -> None:
    """A line of equal signs alone may be a heading."""
    assert marked_line("a\n=======\nb") is None
    assert marked_line("a\n<<<<<<< yours\nb\n=======\nc\n>>>>>>> theirs") == 2
    assert marked_line("a\n>>>>>>> theirs") == 2


@given(LINES, LINES)
def test_beside_an_unchanged_side_the_other_stands(base: str, side: str) -> None:
    """Whichever it is."""
    assert merge(base, side, base).text == side
    assert merge(base, base, side).text == side


@given(LINES, LINES, LINES)
def test_nothing_that_either_added_is_lost(base: str, one: str, other: str) -> None:
    """Each line that a side has more often than the base stands in the merged text as often, or in that side of the clashes."""
    found = merge(base, one, other)
    for side, name in ((one, "one"), (other, "other")):
        there = Counter(line for part in found.parts for line in (getattr(part, name) if isinstance(part, Clash) else part))
        assert added(base, side) <= there


@given(LINES, LINES, LINES)
def test_the_order_of_the_sides_does_not_matter(base: str, one: str, other: str) -> None:
    """But that the sides of a clash change places."""
    turned = [Clash(part.base, part.other, part.one) if isinstance(part, Clash) else part for part in merge(base, other, one).parts]
    assert merge(base, one, other) == Merged(tuple(turned))
