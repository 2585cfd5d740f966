"""Nobody is singled out by what is published of counts."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest

from coequal.assurance.disclosure import FEWEST, Shown, grid, share, share_shown, shown, together


def texts(cells: list[Shown]) -> list[str]:
    return [str(one) for one in cells]


def test_small_counts_are_hidden_and_others_rounded() -> None:
    """As NHS Digital publishes hospital statistics: 1 to 7 a star, others to the nearest 5, nought as it is."""
    said = {0: "0", 1: "*", 7: "*", 8: "10", 12: "10", 13: "15", 1_247: "1,245"}
    assert {count: str(shown(count)) for count in said} == said


def test_a_share_comes_from_what_is_published() -> None:
    """Of both the part and the base; where one of them is hidden there is none."""
    assert (share(20, 41), share(3, 40), share(3, 5), share(0, 40), share(0, 0)) == (0.5, None, None, 0.0, None)
    assert share_shown(Shown(45), Shown(40)) == 1.0  # two rounded counts may disagree


def partitions(total: int, cells: int) -> Iterator[tuple[int, ...]]:
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in partitions(total - first, cells - 1):
            yield (first, *rest)


@pytest.mark.parametrize("total", range(1, 41))
def test_no_part_of_a_known_whole_is_found_by_subtraction(total: int) -> None:
    """Whoever knows the whole exactly, and how counts are hidden, tries every table that could have been: no star is one number.

    The last part is that of people who did not answer, which every table of answers has.
    """
    worlds: dict[tuple[str, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in partitions(total, 3):
        worlds[tuple(texts(together(counts, exact=True)))].append(counts)
    for said, could_be in worlds.items():
        for place, cell in enumerate(said):
            if cell == "*":
                assert len({counts[place] for counts in could_be}) > 1, (said, could_be)


def test_two_answers_and_nobody_left_out_do_not_give_away_the_few() -> None:
    """One of 424 chose otherwise: rounding alone would say 425 and a star, and 424 less 423 at least leaves one."""
    assert texts([shown(423), shown(1)]) == ["425", "*"]
    assert texts(together([423, 1, 0], exact=True)) == ["*", "*", "0"]


def test_what_hides_nothing_stays_as_it_is() -> None:
    """Nothing more is hidden where a star can be several numbers anyway, or where there is none."""
    assert texts(together([120, 44, 3, 30], exact=True)) == ["120", "45", "*", "30"]
    assert texts(together([120, 44], exact=True)) == ["120", "45"]


def test_of_a_handful_nothing_is_told() -> None:
    """Of 1 to 7 people not even who chose nothing is told: that everybody chose one thing would say what each of them did."""
    assert texts(together([5, 0, 0])) == ["*", "*", "*"]
    assert texts(together([0, 0])) == ["0", "0"]


def test_groups_and_those_of_no_known_group_hide_one_another() -> None:
    """A table by groups: no column and no row leaves one star alone where its value would follow."""
    rows = [[13, 13, 1], [40, 41, 12]]
    columns = grid(rows, totals_of_rows=True)
    assert [texts(column) for column in columns] == [["*", "40"], ["*", "40"], ["*", "10"]]
    plain = grid(rows)
    assert [texts(column) for column in plain] == [["15", "40"], ["15", "40"], ["*", "10"]]


def intervals(said: str) -> tuple[int, int]:
    if said == "*":
        return 0, 10_000
    return (max(FEWEST, int(said) - 2), int(said) + 2) if said != "0" else (0, 0)


def test_every_star_of_a_table_by_groups_could_be_several_numbers() -> None:
    """By each row with its rounded whole, and by each column with its own: tried for every small table of two by two and more."""
    for flat in product((0, 1, 3, 8, 12, 13), repeat=4):
        rows = [[flat[0], flat[1], 1], [flat[2], flat[3], 20]]
        columns = grid(rows, totals_of_rows=True)
        for n, row in enumerate(rows):
            said = [str(column[n]) for column in columns]
            stars = [place for place, cell in enumerate(said) if cell == "*"]
            whole = str(shown(sum(row)))
            if len(stars) == 1 and whole != "*":
                low, high = intervals(whole)
                others = [intervals(cell) for cell in said if cell != "*"]
                least = max(1, low - sum(one[1] for one in others))
                most = min(7, high - sum(one[0] for one in others))
                assert most - least >= 2, (rows, said)
