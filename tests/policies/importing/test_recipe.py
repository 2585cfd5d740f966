"""Recipes: how one is found, and what each mistake in it is told."""

from pathlib import Path

import pytest

from coequal.errors import CoequalError
from coequal.policies.importing.recipe import KEYS, find_recipe, read_recipe
from coequal.policies.importing.values import KEYS as VALUE_KEYS
from coequal.policies.importing.values import READERS
from tests.policies.building import changed
from tests.policies.importing.invented import COLUMNS, RECIPE

TEXT = (RECIPE / "recipe.yaml").read_text(encoding="utf-8")
PAGE = (Path(__file__).parents[3] / "docs" / "manual" / "families.md").read_text(encoding="utf-8")


def test_the_shipped_recipe_speaks_of_every_column_of_the_audit() -> None:
    """Each is read or left out."""
    recipe = read_recipe(RECIPE / "recipe.yaml")
    assert sorted((*recipe.read_columns, *recipe.left_out)) == sorted(COLUMNS)
    assert (recipe.service, recipe.family, recipe.version) == ("assisted-conception", "audit-of-2017", "2017-10")


@pytest.mark.parametrize("word", [*KEYS, *VALUE_KEYS, *READERS])
def test_the_manual_says_what_a_key_holds(word: str) -> None:
    """Each stands there as code."""
    assert f"`{word}`" in PAGE


def test_a_recipe_is_found_by_its_name_its_folder_or_its_file() -> None:
    """All three are the same file."""
    for named in ("ivf-2017", str(RECIPE), str(RECIPE / "recipe.yaml")):
        assert find_recipe(named, RECIPE.parent) == RECIPE / "recipe.yaml"


@pytest.mark.parametrize(
    ("named", "words"), [("ivf-2071", 'Did you mean "ivf-2017"?'), ("zzz", "Recipes that have a name: ivf-2017."), ("\x1b[2J", "There is no recipe")]
)  # fmt: skip
def test_a_recipe_that_is_not_there_gets_a_suggestion(named: str, words: str) -> None:
    """The nearest name, or all names."""
    with pytest.raises(CoequalError) as found:
        find_recipe(named, RECIPE.parent)
    assert words in str(found.value)


def test_where_no_recipe_has_a_name_none_is_suggested(tmp_path: Path) -> None:
    """A library need not have recipes."""
    with pytest.raises(CoequalError, match=r"nor the name of one\.$"):
        find_recipe("ivf-2017", tmp_path)


def test_what_may_be_left_out_may_be_left_out(tmp_path: Path) -> None:
    """Areas without parts, words that are nothing's, a count."""
    path = tmp_path / "recipe.yaml"
    path.write_text(
        "service: assisted-conception\nfamily: small\nversion: '1'\nwording: w\narea: a\ncommissioner: c\nvalues:\n"
        "  n: {from: n, as: whole number, most: 3}\n  m: {from: m, as: words, words: [{printed: x, is: y}]}\n",
        encoding="utf-8",
    )
    recipe = read_recipe(path)
    assert recipe.read_columns == ("a", "c", "n", "m")
    assert (recipe.part, recipe.nothing, recipe.counted, recipe.left_out) == (None, None, None, ())


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("family: audit-of-2017", "family: ../audit", ["line 5", "small letters, digits and hyphens"]),
        ("version: 2017-10", "version: ../../x", ["line 6", "A version is letters"]),
        ("service: assisted-conception", "service: a/b", ["line 4", "A service is"]),
        ("part: part", "parts: part", ['no key "parts"', 'Did you mean "part"?']),
        ("count by: cycles", "count by: cycle", ['none called "cycle"']),
        ("as: whole number", "as: number", ['"as" cannot be "number"', "whole number"]),
        ("    most: 6", "    most: many", ['"most" is a whole number from 1 to 99999, not "many"']),
        ("    most: 6\n", "", ['needs the key "most"']),
        ("    most: 6", "    most: 6\n    whose: her", ['read as whole number, has no key "whose"']),
        ("  anything funded:", "  anything_funded:", ["letters, digits and single spaces"]),
        ("    covers: age", "    covers: ages", ['stands above, not "ages"']),
        ("    covers: age", "    covers: cycles", ["read as ages"]),
        ("in full: [39]", "in full: [39.5]", ['a whole number, not "39.5"']),
        ("about: 40-42", "about: forty", ['an age such as 40-42, not "forty"']),
        (", letters: 60,", ",", ['needs "letters"']),
        (", letters: 60,", ", letters: all,", ['"letters" is a whole number from 1 to 999, not "all"']),
        ("(fresh plus frozen)., is", "(fresh plus frozen)., letters: 9, is", ["no other has it"]),
        ('is: "false"', "is: not found", ['under "not found" of the recipe']),
        ('nothing funded: {column: cycles, is: "0"}', "nothing funded: cycles", ['"nothing funded" must be a list of keys']),
        ("values:\n", "values: none\nmore:\n", ['no key "more"']),
    ],
)  # fmt: skip
def test_a_mistake_in_a_recipe_is_shown_where_it_is(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    """With the line, and what could stand there."""
    path = tmp_path / "recipe.yaml"
    path.write_text(changed(old, new, TEXT), encoding="utf-8")
    with pytest.raises(CoequalError) as found:
        read_recipe(path)
    assert found.value.place.file == str(path)
    assert found.value.place.line
    for word in words:
        assert word in str(found.value)


def test_words_without_any_are_a_mistake(tmp_path: Path) -> None:
    """Nothing could be read by them."""
    path = tmp_path / "recipe.yaml"
    path.write_text(TEXT.partition("\nvalues:")[0] + "\nvalues:\n  cycles: {from: cycles, as: words}\n", encoding="utf-8")
    with pytest.raises(CoequalError, match='needs a list of "words"'):
        read_recipe(path)
