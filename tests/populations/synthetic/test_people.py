"""What is true of synthetic people, whichever they are."""

import json
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from coequal.criteria.consistency import Consistency
from coequal.populations.synthetic import recipe as recipes
from coequal.populations.synthetic import table as tables
from coequal.populations.synthetic.column import Column
from coequal.populations.synthetic.people import make_block
from coequal.populations.synthetic.recipe import BLOCK, KEY, Recipe
from coequal.populations.synthetic.table import BESIDES, arrow_type, by_column, make_table
from tests.populations.synthetic.making import library, sample, table
from tests.populations.synthetic.one_by_one import cases

BESIDE_FACTS = {"person", "deprivation_decile", "ethnicity", "synthetic"}


def test_reproducible() -> None:
    """The same recipe makes the same people, and another seed makes others."""
    again = make_table(Recipe(3_000, 7))
    assert again.equals(table(), check_metadata=True)
    assert not table(seed=8).equals(table())


def test_the_first_people_do_not_depend_on_the_count() -> None:
    """Whoever makes more people begins with the same ones."""
    assert table(500).equals(table().slice(0, 500))


def test_the_first_people_of_a_later_block_do_not_depend_on_the_count() -> None:
    """A last block that is short holds the first people of the whole one, and the people are numbered on."""
    short, longer = (make_block(Recipe(BLOCK + count, 7), 1) for count in (100, 300))
    assert all(np.array_equal(short[name].values, longer[name].values[:100]) for name in short)
    assert list(short["person"].values[[0, -1]]) == [BLOCK + 1, BLOCK + 100]


def test_two_blocks_differ() -> None:
    """People of two blocks have nothing to do with one another."""
    first, second = (make_block(Recipe(BLOCK + 100, 7), block) for block in (0, 1))
    assert not np.array_equal(first["patient_bmi"].values[:100], second["patient_bmi"].values)


@pytest.mark.parametrize("assumptions", [(), ("duration=early", "AMH=aslan")])
def test_nobody_contradicts_themselves(assumptions: tuple[str, ...]) -> None:
    """The reference finds no case that cannot be true, and every value is one that the dictionary takes."""
    vocabulary = library().vocabulary("assisted-conception")
    consistency = Consistency(vocabulary)
    found = [consistency.contradicted(vocabulary.values(case)) for case in cases(sample(1_200, 3, *assumptions).table)]
    assert found == [None] * 1_200


def test_every_column_is_a_fact_or_one_of_the_four_others() -> None:
    """A column is named after a fact that can be given, or the date of a result, or is one of four others."""
    names = set(table().column_names)
    assert names >= BESIDE_FACTS
    assert names - BESIDE_FACTS <= set(by_column())
    assert len(names) == len(table().column_names)


def test_every_fact_that_a_policy_mentions_has_a_column() -> None:
    """No policy of the library asks for something that nobody here has."""
    from coequal.eligibility.rules import Rules

    wanted = set()
    for policy in library().of_service("assisted-conception"):
        wanted |= policy.vocabulary.basis(Rules(policy).mentioned)
    columns = {by_column()[name].name for name in set(table().column_names) - BESIDE_FACTS}
    assert wanted - columns == set()


def test_every_column_is_of_the_type_of_its_fact() -> None:
    """Dates are days, decimals are doubles, whole numbers are small, choices and areas are words of the dictionary."""
    for field in table().schema:
        if field.name in BESIDE_FACTS:
            continue
        fact = by_column()[field.name]
        if fact.kind == "date" or field.name != fact.column:
            assert field.type == pa.date32(), field.name
        elif fact.kind == "boolean":
            assert field.type == pa.bool_(), field.name
        elif fact.kind in ("choice", "area"):
            assert field.type in (pa.dictionary(pa.int8(), pa.string()), pa.dictionary(pa.int16(), pa.string())), field.name
        else:
            assert field.type in ((pa.float64(),) if fact.decimals else (pa.int8(), pa.int16())), field.name


def test_the_four_others_are_of_their_types() -> None:
    """A number, a decile, a group and a mark that the row is synthetic, none of which but the group is ever missing."""
    schema = table().schema
    assert schema.field("person").type == pa.int64()
    assert schema.field("deprivation_decile").type == pa.int8()
    assert schema.field("ethnicity").type == pa.dictionary(pa.int8(), pa.string())
    assert schema.field("synthetic").type == pa.bool_()
    assert pc.all(table()["synthetic"]).as_py()
    assert [table()[name].null_count for name in ("person", "deprivation_decile", "synthetic")] == [0, 0, 0]
    assert set(BESIDES) == BESIDE_FACTS


def test_a_long_list_of_words_has_wider_places() -> None:
    """More than 127 words take two bytes each."""
    words = tuple(f"A{number:03}" for number in range(200))
    assert arrow_type("patient_area", Column(np.arange(200), words=words)) == pa.dictionary(pa.int16(), pa.string())


def test_numbers_are_rounded_as_the_dictionary_says() -> None:
    """A body mass index has two decimals, and is the double nearest to them."""
    found = [value for name in ("amh", "fsh", "patient_bmi", "partner_bmi") for value in table()[name].drop_null().to_pylist()]
    assert found == [float(f"{value:.2f}") for value in found]


def test_the_words_of_a_choice_are_those_of_the_dictionary() -> None:
    """A choice has the dictionary's values, and an area a code that the library knows."""
    areas = set(library().organisations.areas)
    for name in table().column_names:
        fact = by_column().get(name)
        if fact and fact.kind in ("choice", "area"):
            known = areas if fact.kind == "area" else set(fact.values)
            assert set(table()[name].unique().to_pylist()) - {None} <= known, name


def test_a_file_says_what_it_is() -> None:
    """The metadata say that the people are synthetic, how they were made and what they stand for."""
    said = json.loads(table().schema.metadata[KEY])
    assert said["synthetic"] is True
    assert (said["seed"], said["count"], said["generator version"]) == (7, 3_000, recipes.GENERATOR)
    assert said["assumptions"] == {"AMH": "seifer", "duration": "clinic"}
    assert said["stands for"] == round(Recipe(1, 1).seekers())


def test_nobody_without_a_partner_has_facts_of_one() -> None:
    """Where there is no partner, nothing is recorded of one."""
    alone = table().filter(pc.equal(table()["partner"].cast(pa.string()), "none"))
    partners = [name for name in alone.column_names if name.startswith("partner_") or name == "together_since"]
    assert alone.num_rows > 20
    assert {name: alone[name].null_count for name in partners} == dict.fromkeys(partners, alone.num_rows)


def test_a_result_that_is_not_recorded_has_no_date() -> None:
    """The date of a result stands beside a result, never alone."""
    for result in ("amh", "fsh", "patient_bmi", "partner_bmi"):
        lonely = pc.and_(pc.is_null(table()[result]), pc.is_valid(table()[f"{result}_date"]))
        assert not pc.any(lonely).as_py(), result


def test_everything_is_known_of_complete_people() -> None:
    """Complete people lack only what makes no sense for them, and are otherwise the same people."""
    complete, recorded = sample(complete=True).table, table()
    assert complete["patient_bmi"].null_count == 0
    assert recorded["patient_bmi"].null_count > 0
    kept = pc.is_valid(recorded["patient_bmi"])
    assert recorded["patient_bmi"].filter(kept).equals(complete["patient_bmi"].filter(kept))


def test_the_year_of_referral_can_be_chosen() -> None:
    """Everybody is referred on a working day of the year."""
    days = make_table(replace(sample().recipe, year=2019))["referral_date"].to_pylist()
    assert {day.year for day in days} == {2019}
    assert {day.weekday() for day in days} == set(range(5))


def test_who_goes_with_whom() -> None:
    """Smoking and weight go with deprivation, children with age, FSH against AMH, and partners resemble one another."""
    people = sample(40_000, complete=True)
    decile, bmi, smokes = (people.numbers(name) for name in ("deprivation_decile", "patient_bmi", "patient_smokes"))
    assert bmi[decile <= 2].mean() > bmi[decile >= 9].mean() + 1
    assert smokes[decile <= 2].mean() > 1.5 * smokes[decile >= 9].mean()
    children = people.numbers("patient_living_children") > 0
    assert children[people.age >= 40].mean() > 1.5 * children[people.age < 32].mean()
    tested = ~np.isnan(people.numbers("fsh"))
    assert np.corrcoef(people.numbers("fsh")[tested], np.log(people.numbers("amh")[tested]))[0, 1] < -0.3
    paired = ~np.isnan(people.numbers("partner_bmi"))
    assert np.corrcoef(bmi[paired], people.numbers("partner_bmi")[paired])[0, 1] > 0.2


def test_the_dictionary_is_the_shipped_one() -> None:
    """Columns are of the facts of assisted conception."""
    assert tables.dictionary().service == "assisted-conception"
