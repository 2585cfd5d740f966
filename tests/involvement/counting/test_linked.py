"""Tables that stand side by side: what one of them hides, all together do not tell."""

import random
from collections.abc import Mapping

from coequal.assurance.disclosure import shown
from coequal.assurance.sums import Sum
from coequal.involvement.counting.closed import NOT_STATED, Cross, Tally
from coequal.involvement.counting.linked import Cell, is_found
from coequal.involvement.counting.published import published, published_groups

_SIZES = (0, 0, 1, 2, 3, 5, 7, 8, 9, 12, 13, 17, 22, 40)


def tally(counts: Mapping[str, int], silent: int, kind: str = "one", base: int | None = None) -> Tally:
    found = sum(counts.values()) if base is None else base
    return Tally("q", "What?", kind, {key: key for key in counts}, counts, found, silent, 0)


def crossed(*groups: Tally, overlapping: bool = False) -> Cross:
    """Some groups, of which the last did not say to which they belong."""
    counts = {key: sum(one.counts[key] for one in groups) for key in groups[0].counts}
    whole = tally(counts, sum(one.not_answered for one in groups), groups[0].kind, sum(one.base for one in groups))
    named = {NOT_STATED if n == len(groups) - 1 else f"g{n}": one for n, one in enumerate(groups)}
    return Cross("by", "Who?", {key: key for key in named}, named, whole, overlapping=overlapping)


def told(cross: Cross) -> dict[str, tuple[list[str], str]]:
    return {key: ([str(one) for one in found.counts.values()], str(found.base)) for key, found in published_groups(cross).items()}


def test_a_hidden_count_is_found_where_what_is_left_of_a_sum_is_little() -> None:
    """Of 50 in all, 45 are told of: the rest are from 3 to 7, which is enough; beside an exact 44 they are exactly 6."""
    cells = {"all": Cell(50, shown(50), exact=True), "some": Cell(44, shown(44)), "few": Cell(6, shown(6))}
    assert not is_found(cells, [Sum("all", ("some", "few"))])
    assert is_found({**cells, "some": Cell(44, shown(44), exact=True)}, [Sum("all", ("some", "few"))])
    assert not is_found({"all": Cell(44, shown(44), exact=True), "some": Cell(44, shown(44))}, [Sum("all", ("some",))])


def test_nothing_is_told_of_groups_whose_tables_give_one_another_away() -> None:
    """The total of an answer, the sizes of the groups and the exact number of responses stand beside them."""
    assert told(crossed(tally({"a": 60, "b": 3}, 5), tally({"a": 40, "b": 20}, 20))) == {
        "g0": (["60", "*"], "65"),
        NOT_STATED: (["40", "20"], "60"),
    }
    assert told(crossed(tally({"a": 5, "b": 8}, 0), tally({"a": 3, "b": 1}, 0)))["g0"] == (["*", "*"], "15")
    assert told(crossed(tally({"a": 8, "b": 0}, 1), tally({"a": 0, "b": 0}, 0)))["g0"] == (["*", "*"], "*")


def test_several_answers_and_groups_that_overlap_are_looked_at_too() -> None:
    """Each answer stands beside all that were given; whoever is in two groups is in no sum of groups."""
    several = [tally({"a": 60, "b": 13}, 5, "several", 70), tally({"a": 40, "b": 20}, 20, "several", 50)]
    assert told(crossed(*several))["g0"] == (["60", "15"], "70")
    assert told(crossed(*several, overlapping=True))["g0"] == (["60", "15"], "70")
    numbers = crossed(tally({}, 20, "number", 40), tally({}, 20, "number", 50))
    assert told(numbers) == {"g0": ([], "40"), NOT_STATED: ([], "50")}


def test_no_hidden_count_is_left_with_fewer_than_three_values() -> None:
    """By all of the tables together, in many that were drawn by chance."""
    drawn = random.Random(5)  # figures for a test
    for _ in range(40):
        groups = [
            tally({key: drawn.choice(_SIZES) for key in "abc"}, drawn.choice((0, 0, 1, 3, 9))) for _ in range(drawn.choice((2, 3)))
        ]
        cross = crossed(*groups)
        found = published_groups(cross)
        cells = {
            (group, key): Cell(one.tally.counts[key], said) for group, one in found.items() for key, said in one.counts.items()
        }
        for group, one in found.items():
            cells[group, "base"] = Cell(one.tally.base, one.base)
        cells |= {("all", key): Cell(count, published(cross.all).counts[key]) for key, count in cross.all.counts.items()}
        sums = [Sum(("all", key), tuple((group, key) for group in found)) for key in "abc"]
        sums += [Sum((group, "base"), tuple((group, key) for key in "abc")) for group in found]
        assert not is_found(cells, sums)
