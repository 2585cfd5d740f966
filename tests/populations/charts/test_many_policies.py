"""The chart of several policies: their order, their labels, and grids of groups."""

from pathlib import Path

import pytest

from coequal.populations.charts.style import KINDS
from tests.populations.charts.reports import Drawn, grouped, many, policy

THREE = {
    "a/ivf": policy(0, 20, 0, 80),
    "b/ivf": policy(0, 90, 0, 10, completeness="partial"),
    "c/ivf": policy(20, 0, 0, 80),
}


def test_policies_that_rule_out_fewest_come_first(tmp_path: Path) -> None:
    """Policies go by the share they do not rule out, then by the share found eligible; their common service is left out."""
    drawn = Drawn(many(THREE), tmp_path)
    assert drawn.title == "What 3 policies do to 100 people"
    assert drawn.lines[-4:-1] == [
        "b, 2023-01 (partial): not ruled out 90.0 %; eligible 0 %; not known 90.0 %; for judgement 0 %; not eligible 10.0 %.",
        "c, 2023-01: not ruled out 20.0 %; eligible 20.0 %; not known 0 %; for judgement 0 %; not eligible 80.0 %.",
        "a, 2023-01: not ruled out 20.0 %; eligible 0 %; not known 20.0 %; for judgement 0 %; not eligible 80.0 %.",
    ]
    fewest, *others = [width for width in drawn.bars(KINDS["not eligible"]) if width != 24]
    assert others == pytest.approx([8 * fewest] * 2)


def test_policies_of_several_services_keep_them_in_their_labels(tmp_path: Path) -> None:
    """Where the service tells policies apart it stands."""
    words = Drawn(many({"a/ivf": policy(1, 1, 1, 1), "a/iui": policy(1, 1, 1, 1)}), tmp_path).words
    assert "a/iui, 2023-01:" in words


def test_two_versions_of_one_policy_are_told_apart(tmp_path: Path) -> None:
    """A name with a version in it is labelled with that version once."""
    two = {"a/ivf@2022": policy(1, 0, 0, 99, version="2022"), "a/ivf@2023": policy(2, 0, 0, 98, version="2023")}
    assert [line.partition(":")[0] for line in Drawn(many(two), tmp_path).lines[-3:-1]] == ["a, 2023", "a, 2022"]


def test_whole_policies_need_no_word_on_what_was_not_seen(tmp_path: Path) -> None:
    """The sentence on policies not seen whole stands where there is one, and nowhere else."""
    sentence = "Nobody is found eligible under a policy that we have not seen whole."
    assert sentence in Drawn(many(THREE), tmp_path).lines
    assert sentence not in Drawn(many({name: THREE[name] for name in ("a/ivf", "c/ivf")}), tmp_path).lines


def test_a_hidden_number_of_refusals_hides_its_share(tmp_path: Path) -> None:
    """Where hardly anybody is ruled out, so few that it is hidden, nobody can work it out."""
    words = Drawn(many({"a/ivf": policy(0, 95, 0, "*"), "b/ivf": policy(0, 0, 0, 100)}), tmp_path, published=True).words
    assert "a, 2023-01: not ruled out *; eligible 0 %; not known 95.0 %; for judgement 0 %; not eligible *." in words


def test_few_who_are_not_ruled_out_are_hidden_and_not_nobody(tmp_path: Path) -> None:
    """Where rounding leaves nobody, but an outcome is hidden, a star stands; where none is, it is nobody."""
    words = Drawn(many({"a/ivf": policy("*", 0, 0, 100), "b/ivf": policy(0, 0, 0, 100)}), tmp_path, published=True).words
    assert "a, 2023-01: not ruled out *;" in words
    assert "b, 2023-01: not ruled out 0 %;" in words


def test_groups_make_a_grid_of_shares(tmp_path: Path) -> None:
    """Under each policy each group has its share not ruled out and, where anybody is, its share eligible."""
    report = grouped(many(THREE), {"young": (10, (1, 0, 0, 9)), "old": (90, (0, 45, 0, 45))})
    lines = Drawn(report, tmp_path).lines
    start = lines.index("Share not ruled out, by age.")
    assert lines[start + 2 : start + 4] == ["People: young, 10; old, 90.", "b, 2023-01 (partial): young, 10.0 %; old, 50.0 %."]
    start = lines.index("Share eligible, by age.")
    assert lines[start + 3] == "b, 2023-01 (partial): young, 10.0 %; old, 0 %."


def test_where_nobody_is_eligible_there_is_one_grid(tmp_path: Path) -> None:
    """A grid of noughts is not drawn."""
    words = Drawn(grouped(many(THREE), {"young": (10, (0, 5, 0, 5))}), tmp_path).words
    assert "Share not ruled out" in words
    assert "Share eligible" not in words


def test_hidden_shares_have_no_shade(tmp_path: Path) -> None:
    """A star stands on white, whatever it hides."""
    two = {name: THREE[name] for name in ("a/ivf", "b/ivf")}
    drawn = Drawn(grouped(many(two), {"young": (10, (0, 10, 0, "*"))}), tmp_path, published=True)
    assert "b, 2023-01 (partial): young, *." in drawn.lines
    assert len(drawn.bars("#0b3c5d")) == 1  # the key to the bars alone


def test_groups_with_long_names_go_by_letters(tmp_path: Path) -> None:
    """Where a name does not fit over its column a letter stands for it, and the key says for which; the words have the name."""
    groups = {f"people of a group whose name goes on and on, number {n}": (10, (0, 5, 0, 5)) for n in range(14)}
    drawn = Drawn(grouped(many(THREE), groups), tmp_path)
    assert {"A", "L"} <= set(drawn.shown)
    assert "M" not in drawn.shown
    assert "A: people of a group whose name goes on and on, number 0 (10);" in " ".join(drawn.shown)
    assert "number 0, 50.0 %" in drawn.words
    assert "And 2 groups, not drawn; --json has all." in drawn.words
