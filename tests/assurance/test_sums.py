"""What is hidden in one table is found from no other table of the same people."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.assurance.disclosure import Shown, shown
from coequal.assurance.sums import Sum, side_by_side

KINDS, SERVICES = "ab", "xy"
CELLS = tuple(product(KINDS, SERVICES))
MOST, ON_THE_EDGE = 26, 21  # of more people there are worlds that are not tried, so what they alone give is not judged
TABLES = [Sum("all", tuple(KINDS)), Sum("all", tuple(SERVICES))]


def counted(cells: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """How many there are of each kind, of each service, and of all."""
    found = Counter({"all": 0, **dict.fromkeys((*KINDS, *SERVICES), 0)})
    for (kind, service), count in cells.items():
        found.update({"all": count, kind: count, service: count})
    return dict(found)


def worlds() -> Iterator[dict[tuple[str, str], int]]:
    """All ways in which up to MOST people are of two kinds and two services."""
    for a, b, c in product(range(MOST + 1), repeat=3):
        for d in range(MOST + 1 - a - b - c):
            yield dict(zip(CELLS, (a, b, c, d), strict=True))


def few_services(most: int, *others: int) -> dict[str, Shown]:
    """What is published of one large service and others, with all of them."""
    counts = {"all": most + sum(others), "large": most, **{f"small {n}": one for n, one in enumerate(others)}}
    return side_by_side(counts, [Sum("all", tuple(key for key in counts if key != "all"))])


def test_four_single_requests_are_not_found_from_how_many_there_are_of_all() -> None:
    """8 and four times 1 come to 12: “10” and “10” would say that each star is exactly 1."""
    assert str(shown(12)) == str(shown(8)) == "10"
    assert {str(one) for key, one in few_services(8, 1, 1, 1, 1).items() if key != "all"} == {"*"}


def test_a_dozen_services_with_one_request_each_hide_how_many_there_are_of_all() -> None:
    """Since each line says that there is somebody, “10” would say that there is nobody else."""
    counts = {"all": 12, **{f"service {n}": 1 for n in range(12)}}
    assert str(side_by_side(counts, [Sum("all", tuple(key for key in counts if key != "all"))])["all"]) == "*"


def test_where_all_is_hidden_nothing_more_can_be() -> None:
    """Seven times 1 come to 7: all of them are stars, and the sums beside them are looked at all the same."""
    counts = {"few": 7, **{f"one {n}": 1 for n in range(7)}, "all": 12, "large": 8, **{f"small {n}": 1 for n in range(4)}}
    sums = [Sum("few", tuple(f"one {n}" for n in range(7))), Sum("all", ("large", *(f"small {n}" for n in range(4))))]
    assert {str(one) for one in side_by_side(counts, sums).values()} == {"*"}


def test_what_can_be_several_numbers_anyway_hides_nothing_more() -> None:
    """The large ones stay as they are."""
    found = few_services(120, 3, 44, 30)
    assert [str(one) for one in found.values()] == ["195", "120", "*", "45", "30"]


def test_what_became_of_few_people_is_hidden_also_where_it_became_of_none() -> None:
    """Else a nought beside a star would say what became of all of them; where nobody was at all, that is no secret."""
    counts = {"row": 3, "yes": 3, "no": 0, "never": 0, "all no": 9, "others no": 9, "all never": 0}
    sums = [Sum("row", ("yes", "no", "never")), Sum("all no", ("no", "others no")), Sum("all never", ("never",))]
    said = {key: str(one) for key, one in side_by_side(counts, sums, unsaid=("all no",)).items()}
    assert said == {"row": "*", "yes": "*", "no": "*", "never": "0", "others no": "10", "all never": "0"}


@pytest.mark.no_cover
def test_no_star_is_one_number_for_whoever_knows_how_stars_are_made() -> None:
    """They try every two tables that could have been of the same people, and keep those that would have been published so."""
    could_be: dict[tuple[tuple[str, str], ...], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    hidden = 0
    for cells in worlds():
        counts = counted(cells)
        said = tuple(sorted((str(key), str(one)) for key, one in side_by_side(counts, TABLES).items()))
        for key, count in counts.items():
            could_be[said][key].add(count)
    for said, values in could_be.items():
        for key, one in said:
            if one == "*" and min(values["all"]) <= ON_THE_EDGE:
                hidden += 1
                assert len(values[key]) > 1, (said, values)
    assert hidden > 50


@given(st.lists(st.integers(0, 40), min_size=len(CELLS), max_size=len(CELLS)))
def test_what_is_shown_is_the_count_rounded(some: list[int]) -> None:
    """Nothing is shown that `shown` would hide, and nothing is shown otherwise than it shows it."""
    counts = counted(dict(zip(CELLS, some, strict=True)))
    for key, one in side_by_side(counts, TABLES).items():
        assert one in (Shown(None), shown(counts[str(key)]))
