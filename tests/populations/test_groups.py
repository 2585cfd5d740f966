"""People by group: by a column, by bands of its numbers, or by bands of a fact."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.errors import CoequalError
from coequal.populations.bitmaps import unpack
from coequal.populations.graph import Graph
from coequal.populations.groups import MOST_GROUPS, Groups, read_groups
from coequal.populations.kernel import Kernel
from tests.criteria.strategies import VOCABULARY
from tests.populations.building import answers, arrays, batch_of, case_of

SCHEMA = pa.schema(
    [
        ("ethnicity", pa.string()),
        ("decile", pa.int8()),
        ("bmi", pa.float64()),
        ("price", pa.decimal128(6, 2)),
        ("partner", pa.string()),
        ("children", pa.list_(pa.int8())),
    ]
)


def members(groups: Groups, batch: pa.RecordBatch) -> dict[str, list[int]]:
    """The rows of each group."""
    found = groups.of(batch)
    return {label: [n for n, own in enumerate(unpack(bits, batch.num_rows)) if own] for label, bits in found.items()}


def of(array: pa.Array, *cuts: str) -> dict[str, list[int]]:
    """The rows of each group of one column."""
    return members(Groups("x", cuts=tuple(map(Decimal, cuts))), pa.record_batch({"x": array}))


def refusal(text: str) -> str:
    """The message that refuses a grouping."""
    with pytest.raises(CoequalError) as error:
        read_groups(text, SCHEMA, VOCABULARY)
    return str(error.value)


def test_nobody_has_to_be_grouped() -> None:
    """Then there are no groups, and no column is looked at."""
    groups = read_groups(None, SCHEMA, VOCABULARY)
    assert (groups, groups.says, groups.columns) == (Groups(), None, [])
    assert groups.of(pa.record_batch({"x": [1]})) == {}
    assert groups.terms(Graph(VOCABULARY)) == {}


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("ethnicity", Groups("ethnicity")),
        (" ethnicity ", Groups("ethnicity")),
        ("partner", Groups("partner")),
        ("decile", Groups("decile")),
        ("decile: 4, 8", Groups("decile", cuts=(Decimal(4), Decimal(8)))),
        ("price:-1.5,2", Groups("price", cuts=(Decimal("-1.5"), Decimal(2)))),
        ("bmi: 25", Groups("bmi", cuts=(Decimal(25),))),
        ("BMI: 18.5, 25", Groups(fact="BMI", cuts=(Decimal("18.5"), Decimal(25)))),
        ("age at referral : 23, 35, 40", Groups(fact="age at referral", cuts=(Decimal(23), Decimal(35), Decimal(40)))),
    ],
)
def test_groups_are_read(text: str, groups: Groups) -> None:
    """A column, perhaps with where bands begin; or a number that is a fact, which may be worked out."""
    found = read_groups(text, SCHEMA, VOCABULARY)
    assert found == groups
    assert found.says == (groups.column or groups.fact)
    assert found.columns == ([groups.column] if groups.column else [])


def test_a_fact_s_own_column_is_found_by_the_fact_s_name() -> None:
    """A fact of words is grouped by its column."""
    schema = pa.schema([("referral_date", pa.date32()), ("trying_since", pa.date32())])
    assert read_groups("referral date", schema, VOCABULARY) == Groups("referral_date")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("BMI", 'Say where bands of "BMI" begin, as in --by "BMI: 25, 35, 40".'),
        ("ethnicty", 'The table has no column "ethnicty" by which to group. Did you mean "ethnicity"?'),
        ("age at referal: 3", 'The table has no column "age at referal" by which to group. Did you mean "age at referral"?'),
        ("ethnicity: 3", '"ethnicity" holds no numbers, so it has no bands. Write --by ethnicity.'),
        ("decile: 8, 4", 'The bands of "decile" begin at numbers that rise, such as 25, 35.'),
        ("decile: 4, 4", 'The bands of "decile" begin at numbers that rise, such as 25, 35.'),
        ("children", '"children" holds more than one value for a person, so nobody can be grouped by it.'),
        ("decile: four", '"four" is not where a band begins. Write numbers, as in --by "decile: 25, 35, 40".'),
        ("BMI: 3, x", '"3, x" is not where a band begins. Write numbers, as in --by "BMI: 25, 35, 40".'),
        ("decil: four", 'The table has no column "decil: four" by which to group.'),
    ],
)
def test_a_grouping_that_cannot_be_is_refused(text: str, message: str) -> None:
    """With what would be right."""
    assert refusal(text).startswith(message)


def test_people_are_grouped_by_what_stands_in_a_column() -> None:
    """Words, truths, numbers and dates; those of whom nothing is known are a group too."""
    assert of(pa.array(["b", None, "a", "b"])) == {"b": [0, 3], "a": [2], "not known": [1]}
    assert of(pa.array(["b", None, "a", "b"]).dictionary_encode()) == {"b": [0, 3], "a": [2], "not known": [1]}
    assert of(pa.array([True, False, None])) == {"yes": [0], "no": [1], "not known": [2]}
    assert of(pa.array([2, 10, 2])) == {"2": [0, 2], "10": [1]}
    assert of(pa.array([date(2023, 1, 2)])) == {"2023-01-02": [0]}
    assert of(pa.array([None, "not known"])) == {"not known": [0, 1]}
    assert of(pa.array([1.5, float("nan"), None])) == {"1.5": [0], "not known": [1, 2]}
    assert of(pa.nulls(2)) == {"not known": [0, 1]}
    assert of(pa.array([], pa.string())) == {}


def test_bands_begin_at_their_cuts() -> None:
    """The lower end is in, the upper one is not; NaN is not known."""
    found = of(pa.array([3.9, 4.0, 7.99, 8.0, None, float("nan")]), "4", "8")
    assert found == {"under 4": [0], "4 to under 8": [1, 2], "8 and over": [3], "not known": [4, 5]}
    assert of(pa.array([1, 5, None], pa.int8()), "4.5") == {"under 4.5": [0], "4.5 and over": [1], "not known": [2]}
    assert of(pa.array([Decimal("4.49"), Decimal("4.50")]), "4.50") == {"under 4.5": [0], "4.5 and over": [1]}


def test_too_many_groups_are_refused() -> None:
    """Nobody reads them; bands are what is wanted."""
    assert len(of(pa.array(range(MOST_GROUPS)))) == MOST_GROUPS
    with pytest.raises(
        CoequalError, match=f'"x" has more than {MOST_GROUPS} values. Say where bands begin, as in --by "x: 25, 35".'
    ):
        of(pa.array(range(MOST_GROUPS + 1)))


def test_groups_are_shown_in_order() -> None:
    """Bands as they rise, numbers by size, words by the alphabet, and not known last."""
    plain = Groups("x")
    assert plain.in_order(["not known", "b", "10", "2", "a"]) == ["2", "10", "a", "b", "not known"]
    bands = Groups("x", cuts=(Decimal(4), Decimal(8)))
    assert bands.in_order(["not known", "8 and over", "under 4"]) == ["under 4", "8 and over", "not known"]


@settings(max_examples=50)
@given(st.lists(st.dates(date(1950, 1, 1), date(2010, 1, 1)) | st.none(), min_size=1, max_size=20))
def test_bands_of_a_fact_hold_everybody_once(born: list[date | None]) -> None:
    """By the age that the reference works out, or as not known."""
    graph = Graph(VOCABULARY)
    terms = Groups(fact="age at referral", cuts=(Decimal(23), Decimal(35))).terms(graph)
    referred = date(2023, 2, 28)
    cases = [case_of(VOCABULARY, {"born": day, "referral date": referred}) for day in born]
    kernel = Kernel(graph, terms.values())
    found = answers(kernel, batch_of(kernel, VOCABULARY, pa.record_batch(arrays(VOCABULARY, cases))))

    def band(day: date | None) -> str:
        if day is None:
            return "not known"
        birthday_passed = (referred.month, referred.day) >= (day.month, day.day)
        age = referred.year - day.year - (not birthday_passed)
        return "under 23" if age < 23 else "23 to under 35" if age < 35 else "35 and over"

    for row, day in enumerate(born):
        assert [label for label, bits in zip(terms, found, strict=True) if bits[row]] == [band(day)]
