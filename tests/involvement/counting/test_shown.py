"""Counts as tables and pictures: as they may be published, with what has to be said beside them."""

from dataclasses import replace

import pytest

from coequal.documents.drawing import drawing
from coequal.documents.html import body
from coequal.documents.model import document
from coequal.involvement.counting import shown
from coequal.involvement.counting.closed import NOT_STATED, Cross, Spread, Tally
from coequal.involvement.counting.published import published, published_groups
from coequal.involvement.counting.words import percent

LABELS = {"agree": "Yes, the same everywhere", "disagree": "No", "unsure": "I am not sure"}
COLOURS = {f"c{n}": f"A rather long answer number {n}" for n in range(12)}


def tally(*counts: int, silent: int = 20, unasked: int = 0, kind: str = "one", **more: object) -> Tally:
    each = dict(zip(LABELS, counts, strict=True))
    base = int(str(more.pop("base", sum(counts))))
    return Tally("one-policy", "Should the rules be the same?", kind, LABELS, each, base, silent, unasked, **more)  # type: ignore[arg-type]


def test_a_table_has_every_answer_its_share_and_its_base() -> None:
    """Those who did not answer are there, and those not asked where there are any."""
    found = shown.table(tally(120, 44, 3))
    assert found.caption == "Should the rules be the same?"
    assert found.head == ("Answer", "Responses", "Of those who answered")
    assert found.rows == (
        ("Yes, the same everywhere", "120", "73 %"),
        ("No", "45", "27 %"),
        ("I am not sure", "*", "*"),
        ("Answered", "165", ""),
        ("Not answered", "20", ""),
    )
    assert shown.table(tally(120, 44, 3, unasked=50), "Said").rows[-1] == ("Not asked", "50", "")


def test_what_nobody_answered_has_no_share() -> None:
    """A dash, which is no star: there is nothing to hide."""
    assert shown.table(tally(0, 0, 0)).rows[0] == ("Yes, the same everywhere", "0", "–")


def test_of_a_handful_nothing_is_told() -> None:
    """Not even that nobody chose an answer; and not that they are few, because nearly all of them are hidden likewise."""
    found = published(tally(5, 0, 0, silent=100))
    assert {str(one) for one in found.counts.values()} == {"*"}
    assert (found.mean, found.spread) == (None, None)
    for answered, silent in ((5, 100), (8, 1)):
        assert shown.notes(tally(answered, 0, 0, silent=silent))[0].startswith("Answered by so few people, or so nearly all")


def test_where_people_were_drawn_by_chance_and_nobody_answered_nothing_is_hidden() -> None:
    """A dash stands for the interval too; of groups, which have no intervals, none is spoken of."""
    drawn = replace(tally(0, 0, 0), at_random=True)
    assert shown.table(drawn).rows[0] == ("Yes, the same everywhere", "0", "–", "–")
    assert any("intervals" in note for note in shown.notes(drawn))
    for counted in (Cross("by", "By?", {"a": "A"}, {"a": drawn}, drawn), [drawn]):
        assert not any("intervals" in note for note in shown.notes(counted))
        assert "People were drawn by chance." in shown.notes(counted)


def test_an_answer_that_says_not_stated_is_a_group_of_its_own() -> None:
    """Beside those who did not answer."""
    groups = {"a": tally(40, 20, 10), NOT_STATED: tally(30, 30, 30)}
    found = Cross("by", "By?", {"a": "Not stated", NOT_STATED: "Not stated"}, groups, tally(70, 50, 40))
    assert shown.chart(found).words.count("Not stated (answered") == 2


def test_what_one_line_hides_another_does_not_tell() -> None:
    """Those who did not answer are hidden where the answers beside them give them away."""
    found = published(tally(423, 1, 0, silent=0))
    assert [str(one) for one in found.counts.values()] == ["*", "*", "0"]
    found = published(tally(8, 8, 8, silent=3))
    assert str(found.not_answered) == "*"
    assert str(published(tally(40, 13, 13, silent=1)).not_asked) == "0"


def test_everybody_may_give_several_answers() -> None:
    """Then the shares come to more than all, which is said; a small rest is not found by subtraction."""
    several = tally(90, 80, 3, kind="several", base=100)
    assert shown.table(several).rows[0] == ("Yes, the same everywhere", "90", "90 %")
    assert any("more than 100 %" in note for note in shown.notes(several))


def test_means_and_medians_are_told_where_the_base_is() -> None:
    """A scale has a mean, by its counts as published and where none is hidden; a number a median and quartiles, of 32 and more."""
    labels = {str(n): str(n) for n in range(1, 4)}
    scale = Tally("importance", "How important?", "scale", labels, {"1": 12, "2": 8, "3": 42}, 62, 0, 0)
    assert "The mean is 2.5." in shown.notes(scale)
    assert published(replace(scale, counts={"1": 2, "2": 8, "3": 40}, base=50)).mean is None
    assert published(replace(scale, counts={"1": 0, "2": 0, "3": 0}, base=0)).mean is None
    numbers = Tally("children", "How many?", "number", {}, {}, 33, 0, 0, spread=Spread(1.0, 2.0, 2.5))
    assert "The median is 2; half of the numbers lie from 1 to 2.5." in shown.notes(numbers)
    assert shown.table(numbers).rows == (("Answered", "35", ""),)
    assert published(replace(numbers, base=30)).spread is None
    assert [shown.is_counted(kind) for kind in ("one", "number", "text")] == [True, False, False]


def test_intervals_stand_only_where_people_were_drawn_by_chance() -> None:
    """Whoever chose to answer stands for nobody else, and that is said with each table."""
    assert any("self-selecting and not statistically representative" in note for note in shown.notes(tally(120, 44, 3)))
    found = shown.table(tally(120, 44, 3, at_random=True))
    assert found.head[-1] == "Of everybody"
    assert (found.rows[0][-1], found.rows[2][-1]) == ("65 % to 79 %", "*")
    assert any("drawn by chance" in note for note in shown.notes(tally(120, 44, 3, at_random=True)))


def test_what_is_counted_apart_is_said() -> None:
    """Versions with other answers, and those who answered though they were not asked."""
    notes = shown.notes(replace(tally(120, 44, 3), unasked=2, apart=(tally(1, 2, 3, versions=(1,)),)))
    assert any("In version 1 of the survey" in note for note in notes)
    assert any("not to be asked" in note for note in notes)


def crossed(kind: str = "one", *, overlapping: bool = False) -> Cross:
    groups = {
        "north": tally(60, 20, 10, kind=kind, unasked=30),
        "south": tally(50, 21, 3, kind=kind),
        NOT_STATED: tally(0, 0, 0, silent=0),
    }
    whole = tally(110, 41, 13, silent=40, unasked=30, kind=kind)
    labels = {"north": "North", "south": "South", NOT_STATED: "Not stated"}
    return Cross(":area", "Where they live", labels, groups, whole, overlapping=overlapping)


def test_a_question_by_groups_has_a_column_for_each_that_somebody_is_in() -> None:
    """With a base each; small numbers are hidden across the rows too."""
    found = shown.table(crossed())
    assert found.caption == "Should the rules be the same? By: Where they live"
    assert found.head == ("Answer", "North", "South")
    assert found.rows[0] == ("Yes, the same everywhere", "60 (67 %)", "50 (67 %)")
    assert found.rows[2] == ("I am not sure", "10 (11 %)", "*")
    assert [row[0] for row in found.rows[3:]] == ["Answered", "Not answered", "Not asked"]
    assert shown.notes(crossed())[0].startswith("Answered by 165")


@pytest.mark.parametrize("overlapping", [True, False])
def test_several_answers_by_groups(overlapping: bool) -> None:
    """Each answer is a table of its own, of those who gave it and those who did not."""
    found = published_groups(crossed("several", overlapping=overlapping))
    assert str(found["north"].counts["agree"]) == "60"
    assert shown.table(crossed("several", overlapping=overlapping)).rows[0][1] == "60 (67 %)"


def test_a_group_of_another_version_has_the_answers_of_the_whole() -> None:
    """Numbers by groups have no answers, and still a base."""
    numbers = Tally("children", "How many?", "number", {}, {}, 30, 0, 0)
    cross = Cross("age", "How old?", {"a": "A"}, {"a": numbers}, numbers)
    assert shown.table(cross).rows[0] == ("Answered", "30")
    several = Tally("s", "Which?", "several", {}, {}, 30, 0, 0)
    assert published_groups(Cross("age", "How old?", {"a": "A"}, {"a": several}, several))["a"].counts == {}


def test_a_matrix_has_a_line_for_each_row() -> None:
    """With its own base; a matrix without rows is an empty table."""
    rows = [replace(tally(60, 20, 10), asks="Your GP"), replace(tally(50, 20, 10), asks="The clinic")]
    found = shown.table(rows, "How was it?")
    assert found.rows[0] == ("Your GP", "60 (67 %)", "20 (22 %)", "10 (11 %)", "90")
    assert shown.table([], "Nothing").rows == ()
    assert shown.chart(rows, "How was it?").caption == "How was it?"
    assert not any("Answered by" in note for note in shown.notes(rows))


def test_a_chart_says_in_words_what_it_shows() -> None:
    """The figures as they may be published, and no others."""
    found = shown.chart(tally(120, 44, 3))
    assert found.words == (
        "Answered: 165.\nYes, the same everywhere: 120, 73 %.\nNo: 45, 27 %.\nI am not sure: a number that is hidden."
    )
    assert "Yes, the same everywhere" in found.svg
    assert ">3<" not in found.svg


def test_parts_are_told_apart_by_patterns_too() -> None:
    """Each answer by groups is a part of a bar; the key says what each looks like."""
    found = shown.chart(crossed())
    assert "url(#part1)" in found.svg
    assert "North (answered: 90): Yes, the same everywhere 67 %; No 22 %; I am not sure 11 %." in found.words
    many = {f"c{n}": 10 + 50 * (n > 8) for n in range(12)}
    wide = Tally("q", "Which?", "one", COLOURS, many, 270, 0, 0)
    drawn = shown.chart(Cross("age", "How old?", {"a": "A"}, {"a": wide}, wide))
    for picture in (found, drawn, shown.chart(crossed("several"))):
        assert drawing(picture, "p").startswith("<svg")
    empty = Cross("age", "How old?", {}, {}, wide)
    assert shown.chart(empty).words == ""


def test_a_legend_as_long_as_a_sentence_goes_on_the_next_line() -> None:
    """Answers may be whole sentences."""
    labels = {"a": "Yes, " + "as long as people wait no longer than they do now, and " * 4, "b": "No"}
    long = Tally("q", "Which?", "one", labels, {"a": 20, "b": 20}, 40, 0, 0)
    found = shown.chart(Cross("age", "How old?", {"g": "G"}, {"g": long}, long))
    assert found.svg.count("wait no longer") + found.svg.count("than they do now") >= 2


def test_shares_read_as_what_they_are() -> None:
    """Not quite nobody is not nobody."""
    assert [percent(one) for one in (None, 0.0, 0.001, 0.25, 0.999, 1.0)] == ["*", "0 %", "under 1 %", "25 %", "over 99 %", "100 %"]


def test_many_charts_are_one_page() -> None:
    """Forty questions with tables and charts, drawn without another programme."""
    blocks = [block for _ in range(40) for block in (shown.chart(crossed()), shown.table(crossed()))]
    assert body(document("Results", "", blocks)).count("<svg") == 40
