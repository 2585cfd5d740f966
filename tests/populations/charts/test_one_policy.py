"""The chart of one policy: what it says, and that its bars are as long as its numbers."""

from pathlib import Path

import pytest

from coequal.populations.charts.style import KINDS
from tests.populations.charts.reports import Drawn, criterion, grouped, one


def test_the_outcomes_stand_as_bars_counts_and_shares(tmp_path: Path) -> None:
    """Each outcome has a line with its count and its share of everybody."""
    lines = Drawn(one(10, 20, 30, 40), tmp_path).lines
    assert lines[1:6] == [
        "Outcomes.",
        "Eligible: people 10; share 10.0 %.",
        "Not known: people 20; share 20.0 %.",
        "For judgement: people 30; share 30.0 %.",
        "Not eligible: people 40; share 40.0 %.",
    ]


def test_bars_are_in_proportion_to_counts(tmp_path: Path) -> None:
    """A bar of twice the people is twice as long."""
    drawn = Drawn(one(20, 0, 0, 80), tmp_path)
    (eligible,), (refused,) = drawn.bars(KINDS["eligible"]), drawn.bars(KINDS["not eligible"])
    assert refused == pytest.approx(4 * eligible)


def test_people_are_followed_through_the_criteria(tmp_path: Path) -> None:
    """Everybody comes first, then who is left after each criterion, with its title and clauses; what a person judges is named."""
    drawn = Drawn(one(), tmp_path)
    start = drawn.lines.index("How many are left after each criterion.")
    assert drawn.lines[start + 2 : start + 6] == [
        "Judged by a person, so refusing nobody here: Welfare (clause 3).",
        "Everybody: left 100; share 100 %.",
        "Age (clause 2): left 70; share 70.0 %.",
        "Smoking (clauses 4 and 5): left 60; share 60.0 %.",
    ]
    everybody, age, smoking, _ = drawn.bars(KINDS["left"])  # the last is in the key
    assert [age / everybody, smoking / everybody] == pytest.approx([0.7, 0.6])
    refused = [width / everybody for width in drawn.bars(KINDS["refused"])]
    assert refused[-2:] == pytest.approx([0.3, 0.1])


def test_a_criterion_without_title_or_clause_goes_by_its_id(tmp_path: Path) -> None:
    """Where a policy gives no title and no clause, the criterion's id stands."""
    bare = {**criterion("own", 50, ""), "title": ""}
    assert "own: left 50; share 50.0 %." in Drawn(one(attrition=[bare]), tmp_path).lines


def test_without_judged_criteria_none_are_mentioned(tmp_path: Path) -> None:
    """Nothing is said of judgement where every criterion can refuse."""
    assert "Judged by a person" not in Drawn(one(attrition=[criterion("age", 70)]), tmp_path).words


def test_single_blockers_come_largest_first(tmp_path: Path) -> None:
    """What alone stops more people stands above what stops fewer, under its title and clause."""
    lines = Drawn(one(), tmp_path).lines
    start = lines.index("What alone stops people.")
    assert lines[start + 1 : start + 4] == [
        "Refused by this criterion and by no other. The longest bar is 23 people.",
        "Smoking (clauses 4 and 5): people 23; share 23.0 %.",
        "Age (clause 2): people 12; share 12.0 %.",
    ]


def test_facts_on_which_nothing_hangs_are_left_out(tmp_path: Path) -> None:
    """Facts that are not known come largest first, without those of nobody."""
    lines = Drawn(one(), tmp_path).lines
    start = lines.index("What hangs on facts that are not known.")
    assert lines[start + 2 : start + 4] == ["AMH: people 15; share 15.0 %.", "patient smokes: people 4; share 4.0 %."]
    assert "patient BMI" not in "\n".join(lines)


@pytest.mark.parametrize(("number", "said"), [(12, None), (13, "And 1 other, not drawn; --json has all."), (20, "And 8 others,")])
def test_at_most_twelve_are_ranked(number: int, said: str | None, tmp_path: Path) -> None:
    """The twelve largest are drawn, and it is said how many are not."""
    words = Drawn(one(**{"not known because": {f"fact {n}": n + 1 for n in range(number)}}), tmp_path).words
    assert words.count("\nfact ") == 12
    assert said in words if said else "not drawn" not in words


def test_where_nobody_is_stopped_nobody_is_named(tmp_path: Path) -> None:
    """A panel without anything to show says that it is nobody."""
    lines = Drawn(one(**{"single blockers": {"age": 0}, "not known because": {}}), tmp_path).lines
    assert lines.count("Nobody.") == 2


def test_nought_people_make_no_bars(tmp_path: Path) -> None:
    """A chart of nobody has every line, no share and no bar."""
    drawn = Drawn(one(0, 0, 0, 0, people=0, attrition=[criterion("age", 0)]), tmp_path)
    assert "Eligible: people 0; share –." in drawn.lines
    assert drawn.bars(KINDS["eligible"]) == drawn.bars(KINDS["not eligible"]) == []


def test_one_person_is_a_person(tmp_path: Path) -> None:
    """The title has the singular."""
    assert Drawn(one(1, 0, 0, 0, people=1), tmp_path).title == "What one policy does to 1 person"


@pytest.mark.parametrize(
    ("completeness", "said"), [("whole", "seen whole"), ("partial", "seen in part"), ("second-hand", "known at second hand")]
)
def test_the_chart_says_which_policy_it_is_of(completeness: str, said: str, tmp_path: Path) -> None:
    """The policy's id, its version and how much of it was seen stand under the title; what follows from that stands too."""
    lines = Drawn(one(completeness=completeness), tmp_path).lines
    assert lines[0] == f"example/ivf, version 2023-01 ({said})"
    assert ("Nobody is found eligible under a policy that we have not seen whole." in lines) == (completeness != "whole")


def test_groups_are_whole_bars(tmp_path: Path) -> None:
    """Each group's outcomes add up to one bar of full length, with counts and shares of the group."""
    drawn = Drawn(grouped(one(), {"under 35": (10, (0, 5, 0, 5)), "35 and over": (90, (9, 0, 0, 81))}), tmp_path)
    assert drawn.lines[-3:-1] == [
        "under 35 (10 people): eligible 0, 0 %; not known 5, 50.0 %; for judgement 0, 0 %; not eligible 5, 50.0 %.",
        "35 and over (90 people): eligible 9, 10.0 %; not known 0, 0 %; for judgement 0, 0 %; not eligible 81, 90.0 %.",
    ]
    half, most = [width for width in drawn.bars(KINDS["not eligible"]) if width > 24][-2:]
    assert most / half == pytest.approx(0.9 / 0.5)


def test_at_most_twenty_four_groups_are_drawn(tmp_path: Path) -> None:
    """Of more groups the first are drawn, and it is said how many are not."""
    words = Drawn(grouped(one(), {f"g{n}": (4, (1, 1, 1, 1)) for n in range(26)}), tmp_path).words
    assert "And 2 groups, not drawn; --json has all." in words
    assert "g23 (" in words
    assert "g24 (" not in words


def test_hidden_counts_are_stars_without_bars(tmp_path: Path) -> None:
    """Where a count is hidden a star stands, for its share too, and nothing is drawn."""
    changes = {"attrition": [criterion("age", "*"), criterion("end", "*")], "single blockers": {"age": "*"}}
    report = one(0, "*", 0, 95, **changes, **{"not known because": {"AMH": "*", "BMI": 10}})
    drawn = Drawn(grouped(report, {"young": ("*", ("*", 0, 0, "*"))}), tmp_path, published=True)
    for line in (
        "Not known: people *; share *.",
        "Age (clause 1): left *; share *.",
        "Age (clause 1): people *; share *.",
        "AMH: people *; share *.",
        "young (* people): eligible *; not known 0, *; for judgement 0, *; not eligible *.",
        "Counts of 1 to 7 are *, others rounded to 5. Shares come from these.",
    ):
        assert line in drawn.lines
    assert drawn.words.index("BMI: people 10") < drawn.words.index("AMH: people *")
    assert [width for width in drawn.bars(KINDS["not eligible"]) if width > 24] != []
    assert all(width == 24 for width in drawn.bars(KINDS["eligible"]))  # the key alone


def test_rounded_counts_that_disagree_stay_in_the_bar(tmp_path: Path) -> None:
    """Two outcomes of 8 people each, published as 10 and 10 of 15, fill one bar and no more."""
    drawn = Drawn(grouped(one(), {"all": (15, (10, 0, 0, 10))}), tmp_path, published=True)
    eligible, refused = drawn.bars(KINDS["eligible"])[1], drawn.bars(KINDS["not eligible"])[1]
    assert eligible == pytest.approx(refused)
    assert "eligible 10, 66.7 %" in drawn.words


@pytest.mark.parametrize(
    ("count", "people", "said"),
    [(0, 9_000, "0 %"), (1, 9_000, "under 0.1 %"), (5, 9_000, "0.1 %"), (8_999, 9_000, "over 99.9 %"), (9_000, 9_000, "100 %")],
)
def test_few_never_read_as_nobody_nor_most_as_everybody(count: int, people: int, said: str, tmp_path: Path) -> None:
    """A share rounds to nought only where it is nobody, and to all only where it is everybody."""
    assert f"Eligible: people {count:,}; share {said}." in Drawn(one(count, 0, 0, 0, people=people), tmp_path).lines


def test_made_up_people_are_marked_as_made_up(tmp_path: Path) -> None:
    """The footer says so of synthetic people, and of no others."""
    sentence = "Synthetic people: made up, so these are no counts of anybody."
    assert sentence in Drawn(one(), tmp_path, synthetic=True).shown
    assert sentence not in Drawn(one(), tmp_path).words
