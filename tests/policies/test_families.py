"""A family is one wording with a table of values; each row of it is a policy like any other."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from coequal.criteria.render import render
from coequal.criteria.syntax import Literal
from coequal.errors import CoequalError
from coequal.policies.difference import Change, difference
from coequal.policies.library import Library
from coequal.policies.load import read_policy
from coequal.policies.markdown import Block, Heading, Prose
from coequal.policies.model import Criterion, Policy
from coequal.policies.tables import MOST_LETTERS, MOST_ROWS
from tests.policies.building import (
    FAMILY,
    FAMILY_PLACE,
    FRONT_MATTER,
    TABLE,
    WHOLE,
    WORDS,
    changed,
    family_folder,
    library_folder,
    line_of,
)

PIPES = """
## The values

```values
| area  | area name | start      | aids    | packs     | loss      | wait    |
| ----- | :-------- | ---------: | :-----: | --------- | --------- | ------- |
| north | The North | 2017-04-01 | 2       | 10        | 25        | 3       |

| south | The South | 2017-04-01 | 1       | not found | 30        | no rule |
| east  | The East  | 2017-10-01 | no rule | 4         | not found | 6       |
```

The end.
"""
BELOW = changed("values: 2017.csv", "values: below", FAMILY) + PIPES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library without policies, but for those that a test puts in."""
    return library_folder(tmp_path / "library")


def members(folder: Path, text: str = FAMILY, table: str | None = TABLE) -> dict[str, Policy]:
    """The policies of a family, by area."""
    return {found.id.partition("/")[0]: found for found in Library(family_folder(folder, text, table)).policies()}


def refused(folder: Path, text: str = FAMILY, table: str | None = TABLE) -> CoequalError:
    """Why a family is refused."""
    with pytest.raises(CoequalError) as caught:
        members(folder, text, table)
    return caught.value


def criteria(policy: Policy) -> dict[str, Criterion]:
    """The criteria of a policy, by id."""
    return {criterion.id: criterion for criterion in policy.criteria}


def condition(policy: Policy, name: str) -> str:
    """The condition of a criterion, as text."""
    tree = criteria(policy)[name].condition
    assert tree is not None
    return render(tree)


def amounts(policy: Policy) -> dict[str, str]:
    """The amounts of all treatments, as text."""
    return {name: render(tree) for treatment in policy.treatments for name, tree in treatment.amounts.items()}


def example_names(policy: Policy) -> list[str]:
    """The names at the beginning of the example blocks that are left."""
    return [block.text.split("\n")[0] for block in policy.file.blocks("example")]


def test_each_row_is_a_policy_of_the_family(folder: Path) -> None:
    """Its id is its area and the service, and it says which family it belongs to."""
    found = members(folder)
    assert [(one.id, one.version, one.family) for one in found.values()] == [
        ("east/hearing", "2017", "model/hearing"),
        ("north/hearing", "2017", "model/hearing"),
        ("south/hearing", "2017", "model/hearing"),
    ]


def test_a_column_stands_for_its_cell_everywhere(folder: Path) -> None:
    """In the front matter, headings, prose, amounts, conditions and examples; also inside a flow mapping."""
    north = members(folder)["north"]
    assert (north.title, north.source.title, str(north.starts.read_as)) == (
        "Hearing aids in The North",
        "A test of The North",
        "2017-04-01",
    )
    texts = [part.text for part in north.file.parts if isinstance(part, Heading | Prose)]
    assert texts[0] == "Hearing aids in The North"
    assert "Up to 2 aids, and 10 packs of batteries a year." in texts
    assert condition(north, "hearing-loss") == "hearing loss > 25"
    assert amounts(north) == {"aids": "min(2, 2)", "packs": "10"}
    assert example_names(north)[0] == "name: a loss of 25 dB is not enough"


def test_a_heading_gives_its_criterion_a_title_with_the_values_in_it(folder: Path) -> None:
    """As in any policy."""
    text = changed("## 1. Hearing loss", "## 1. A loss of {loss} dB", FAMILY)
    assert criteria(members(folder, text)["north"])["hearing-loss"].title == "A loss of 25 dB"


def test_areas_with_the_same_values_share_their_criteria(folder: Path) -> None:
    """So that a long table is read quickly."""
    found = members(folder, FAMILY, changed("no rule,4,not found,6", "no rule,4,25,6", TABLE))
    assert criteria(found["east"])["hearing-loss"] is criteria(found["north"])["hearing-loss"]
    assert criteria(found["east"])["waiting"] is not criteria(found["north"])["waiting"]


def test_areas_that_were_both_not_found_are_each_named(folder: Path) -> None:
    """Though the text of their criteria is the same."""
    found = members(folder, FAMILY, changed("10,25,3", "10,not found,3", TABLE))
    assert [criteria(found[area])["hearing-loss"].reading for area in ("north", "east")] == [
        "What The North asks for here was not found.",
        "What The East asks for here was not found.",
    ]


def test_lines_and_places_are_those_of_the_family_s_file(folder: Path) -> None:
    """So that whoever follows one finds the text."""
    north = members(folder)["north"]
    place = criteria(north)["hearing-loss"].place
    assert (place.file, place.line) == (str(folder / FAMILY_PLACE), line_of(FAMILY, "id: hearing-loss"))
    assert north.file.file == str(folder / FAMILY_PLACE)


def test_braces_that_hold_more_than_a_name_are_left_alone(folder: Path) -> None:
    """A flow mapping has a colon; a set in prose has commas."""
    text = changed("These areas are made up.", "One of {a, b}, {a-b}, {two  spaces}, { c}, {} or {d: e}.", FAMILY)
    north = members(folder, text)["north"]
    assert "One of {a, b}, {a-b}, {two  spaces}, { c}, {} or {d: e}." in [part.text for part in north.file.parts]


def test_the_digest_is_that_of_the_text_with_the_values_in_it(folder: Path) -> None:
    """Anybody can check it by putting the values in."""
    filled = FAMILY
    for column, cell in zip(*(row.split(",") for row in TABLE.split("\n")[:2]), strict=True):
        filled = filled.replace(f"{{{column}}}", cell)
    assert members(folder)["north"].digest == f"sha256:{sha256(filled.encode()).hexdigest()}"


@pytest.mark.parametrize(("text", "table"), [(FAMILY, TABLE), (BELOW, None)], ids=["CSV", "below"])
def test_the_row_of_another_area_does_not_change_a_digest(tmp_path: Path, text: str, table: str | None) -> None:
    """But the own row does."""
    before = members(library_folder(tmp_path / "before"), text, table)
    texts = [found.replace("The East", "The Far East") if found else None for found in (text, table)]
    after = members(library_folder(tmp_path / "after"), str(texts[0]), texts[1])
    assert {area for area in before if before[area].digest != after[area].digest} == {"east"}


def test_a_table_may_stand_below_in_the_file(folder: Path) -> None:
    """With the same policies; the table itself is no part of them."""
    below, beside = members(folder, BELOW, None), members(folder)
    assert list(below) == list(beside)
    for area, found in below.items():
        assert found.criteria == beside[area].criteria
        assert found.treatments == beside[area].treatments
        assert not found.file.blocks("values")
        assert [part.text for part in found.file.parts if isinstance(part, Prose)][-1] == "The end."


def test_a_cell_may_hold_the_sign_between_cells(folder: Path) -> None:
    """Marked in the file as in Markdown, and between quotation marks in CSV."""
    pipes = changed("| The North", r"| N\|S North", BELOW)
    assert members(folder, pipes, None)["north"].title == "Hearing aids in N|S North"
    quoted = changed("A test of {area name}", '"A test of {area name}"', FAMILY)
    assert members(folder, quoted, changed("The North", '" N|S, North "', TABLE))["north"].source.title == "A test of N|S, North"


def test_a_criterion_that_needs_a_value_of_no_rule_is_left_out(folder: Path) -> None:
    """Its clause still says so."""
    south = members(folder)["south"]
    assert list(criteria(south)) == ["hearing-loss"]
    assert "The South has no rule on this." in [part.text for part in south.file.parts]


def test_a_criterion_whose_value_was_not_found_is_never_known(folder: Path) -> None:
    """It keeps its id, its clause, its kind and its treatments, and says that it was not found."""
    found = criteria(members(folder)["east"])["hearing-loss"]
    assert (found.id, found.clause, found.title, found.kind) == ("hearing-loss", "1", "Hearing loss", "requirement")
    assert found.treatments == ("aids",)
    assert found.condition == Literal(None)
    assert not found.found
    assert found.applies_when is found.otherwise is None
    assert found.readings == ()
    assert found.reading == "What The East asks for here was not found."


def test_where_no_column_names_the_area_its_slug_does(folder: Path) -> None:
    """Nothing is made up."""
    east = members(folder, FAMILY.replace("{area name}", "{place}"), changed("area name", "place", TABLE))["east"]
    assert criteria(east)["hearing-loss"].reading == "What east asks for here was not found."


@pytest.mark.parametrize(
    ("yaml", "applies", "holds"),
    [
        ("kind: readiness\nmet when: months waiting >= {wait}\nrepeat after: 3 months", False, True),
        ("kind: judgement\njudged when: months waiting >= {wait}", False, True),
        ("kind: judgement\nreading: About {wait} months.", False, True),
        ("kind: elsewhere\napplies when: months waiting >= {wait}\ncommissioner: The army", True, False),
        ("kind: duty\nreading: About {wait} months.", False, False),
        ("kind: information\nreading: About {wait} months.", False, False),
        ("applies when: works\nmet when: months waiting >= {wait}\noverrides: [hearing-loss]", True, True),
        ('met when: hearing loss > 1\nevidence: {hearing loss: "within {wait} months before referral date"}', False, True),
        ("met when: works\nor read as:\n  - {label: x, met when: months waiting >= {wait}}", False, True),
    ],
)
def test_each_kind_that_was_not_found_is_not_known_in_its_own_way(folder: Path, yaml: str, applies: bool, holds: bool) -> None:
    """Whether it applies, where that decides; whether it is met, where it can be; nothing of what has nothing to test."""
    text = changed("applies when: works\nmet when: months waiting >= {wait}", yaml, FAMILY).replace(
        ", criteria: {waiting: met}", ""
    )
    found = criteria(members(folder, text, TABLE.replace(",3\n", ",not found\n"))["north"])["waiting"]
    unknown = Literal(None)
    assert (found.applies_when, found.condition) == (unknown if applies else None, unknown if holds else None)
    assert (found.repeat_after, found.readings) == (None, ())
    assert found.reading == "What The North asks for here was not found."


def test_an_amount_that_was_not_found_is_not_known_and_one_without_a_rule_is_not_stated(folder: Path) -> None:
    """The other amounts of the area are as they are."""
    found = members(folder)
    assert amounts(found["south"]) == {"aids": "min(2, 1)", "packs": "null"}
    assert amounts(found["east"]) == {"aids": "not stated", "packs": "4"}


def test_examples_that_cannot_be_made_for_an_area_are_left_out_for_it(folder: Path) -> None:
    """Those that use such a value, those that expect something of such a criterion, and those like them."""
    found = members(folder)
    assert len(example_names(found["north"])) == 4
    assert example_names(found["south"]) == [
        "name: a loss of 30 dB is not enough",
        "name: a loss of 90 dB is enough",
        "name: nothing is known",
    ]
    assert example_names(found["east"]) == ["name: nothing is known"]


def test_what_a_criterion_that_is_left_out_would_override_is_not_asked_for(folder: Path) -> None:
    """A criterion may override one that some areas lack."""
    text = changed("otherwise: Measure again in a year.", "applies when: serves\noverrides: [waiting]", FAMILY)
    text = changed("applies when: works\nmet when: months", "for: [aids]\nmet when: months", text)
    found = members(folder, text)
    assert criteria(found["north"])["hearing-loss"].overrides == ("waiting",)
    assert criteria(found["south"])["hearing-loss"].overrides == ()


def test_an_area_that_lacks_a_rule_and_a_value_lacks_the_rule(folder: Path) -> None:
    """Whatever was not found beside it."""
    text = changed("met when: months waiting >= {wait}", "met when: months waiting >= {wait} and hearing loss > {loss}", FAMILY)
    assert "waiting" not in criteria(members(folder, text, changed("4,not found,6", "4,not found,no rule", TABLE))["east"])


@pytest.mark.parametrize(
    ("cell", "prose"),
    [
        ("{loss}", "Up to 2 aids, and {loss} packs of batteries a year."),
        ("{other}", "Up to 2 aids, and {other} packs of batteries a year."),
        ("```", "Up to 2 aids, and ``` packs of batteries a year."),
        ("# 10", "Up to 2 aids, and # 10 packs of batteries a year."),
        ("a: {b: c}", "Up to 2 aids, and a: {b: c} packs of batteries a year."),
    ],
)
def test_a_cell_is_text_and_no_more(folder: Path, cell: str, prose: str) -> None:
    """It is not looked into for columns again, and begins neither a block nor a heading."""
    text = changed("```treatments", "{packs}\n\n```treatments", changed("packs: {packs}", "packs: 1", FAMILY))
    north = members(folder, text, changed("2,10,25", f"2,{cell},25", TABLE))["north"]
    assert [part.text for part in north.file.parts if isinstance(part, Prose)][1] == f"{prose}\n\n{cell}"
    assert [part.kind for part in north.file.parts if isinstance(part, Block)][:2] == ["treatments", "criterion"]


@pytest.mark.parametrize(
    ("old", "cell", "at", "words"),
    [
        ("The North", '"A: b"', "title:", "plain YAML"),
        ("The North", "{loss}", "source:", "plain YAML"),
        ("2,10,25", "2,{other},25", "batteries:", '"packs" must be a single value'),
        ("10,25,3", '10,"25, serves",3', "met when: hearing loss", "serves"),
        ("10,25,3", "10,25 or wroks,3", "met when: hearing loss", "wroks"),
        ("2,10,25", "two,10,25", "  aids: min", "two"),
        ("2017-04-01,2", "2017-02-31,2", "  from:", "2017-02-31 is not a day"),
    ],
)
def test_a_cell_that_its_place_cannot_take_is_refused_with_its_row(folder: Path, old: str, cell: str, at: str, words: str) -> None:
    """The line is that of the text; the row is named beside it."""
    error = refused(folder, FAMILY, changed(old, cell, TABLE))
    assert str(error).startswith(f"{folder / FAMILY_PLACE}, line {line_of(FAMILY, at)}")
    assert words in error.message
    assert error.message.endswith(f"(With the values of {folder / FAMILY_PLACE[:-2]}csv, line 2: north.)")


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        ("than {loss} dB", "than {los} dB", "than {los}", ['no column "los"', 'Did you mean "loss"?']),
        ("title: Hearing aids in {area name}", "title: In {colour}", "title:", ["The columns are: area, area name, start, aids"]),
        ("# Hearing aids in {area name}\n\n", "# In {erea name}\n\n", "# In", ['Did you mean "area name"?']),
        ("hearing loss > {loss}", "hearing loss > {loss of hearing}", "met when: hearing", ['no column "loss of hearing"']),
        ("{works: false, hearing loss: {loss}}", "{works}", "facts: {works}", ['no column "works"']),
    ],
)
def test_an_unknown_column_is_refused_with_its_line(folder: Path, old: str, new: str, at: str, words: list[str]) -> None:
    """And with the nearest, or with all."""
    text = changed(old, new, FAMILY)
    error = refused(folder, text)
    assert str(error).startswith(f"{folder / FAMILY_PLACE}, line {line_of(text, at)}")
    for word in words:
        assert word in error.message


def test_an_unknown_column_in_a_criterion_cites_its_clause(folder: Path) -> None:
    """As every mistake there does."""
    assert "(clause 1)" in str(refused(folder, changed("hearing loss > {loss}", "hearing loss > {los}", FAMILY)))


@pytest.mark.parametrize("word", ["not found", "no rule"])
def test_what_the_front_matter_needs_must_be_known(folder: Path, word: str) -> None:
    """Nobody could say when such a policy binds."""
    error = refused(folder, FAMILY, changed("2017-10-01", word, TABLE))
    assert str(error).endswith(f'2017.csv, line 4: The front matter needs a value for "start", so it cannot be “{word}”.')


TABLES = [
    # id, table, line, words of the message
    ("empty", "", 1, ['needs the column "area"']),
    ("no area", TABLE.replace("area,", "place,", 1), 1, ['needs the column "area"']),
    ("no rows", TABLE.split("\n")[0], 1, ["has no rows"]),
    ("area twice", TABLE.replace("south", "north"), 3, ['"north" has two rows']),
    ("area in capitals", TABLE.replace("south", "South"), 3, ["small letters, digits and hyphens", '"South"']),
    ("area not found", TABLE.replace("south", "not found"), 3, ['not "not found"']),
    ("area a path", TABLE.replace("south", "../south"), 3, ['not "../south"']),
    ("a cell too few", TABLE.replace("2,10,25,3", "2,10,25"), 2, ["6 cells here for 7 columns", "Put a text with a comma in quotes"]),
    ("a cell too many", TABLE.replace("The South", "South, The"), 3, ["8 cells here for 7 columns"]),
    ("an empty cell", TABLE.replace("2,10,25", "2, ,25"), 2, ['under "packs" is empty', "“not found”", "“no rule”"]),
    ("column twice", TABLE.replace("packs,loss", "loss,loss"), 1, ['Two columns are called "loss"']),
    ("column without a name", TABLE.replace("packs,loss", ",loss"), 1, ["letters, digits and single spaces"]),
    ("column with a hyphen", TABLE.replace("area name", "area-name"), 1, ['not "area-name"']),
    ("unused column", "\n".join(f"{line},x{number}" for number, line in enumerate(TABLE.strip().split("\n"))), 1,
     ['No text uses the column "x0"', "Write {x0} where its value belongs"]),
    ("two lines in a cell", TABLE.replace("The South", '"The\nSouth"'), 4, ['under "area name" must be one line']),
    ("a tab", TABLE.replace("The South", "The\tSouth"), 3, ["one line of plain text"]),
    ("too long a cell", TABLE.replace("The South", "x" * (MOST_LETTERS + 1)), 3, ["more than 200 letters"]),
    ("a control character", TABLE.replace("The South", "The\x1b[2J South"), 3, ["hidden character", "U+001B"]),
    ("a right-to-left mark", TABLE.replace("The South", "The \u202eSouth"), 3, ["hidden character", "U+202E"]),
    ("an open quotation mark", TABLE.replace("The South", '"The South'), 4, ["not a table in CSV"]),
    ("a stray quotation mark", TABLE.replace("The South", '"The" South'), 3, ["not a table in CSV"]),
    ("too many rows", TABLE + "".join(f"a{n},A,2017-04-01,1,1,1,1\n" for n in range(MOST_ROWS - 2)), MOST_ROWS + 2,
     ["at most 500 policies"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "line", "words"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_a_table_that_cannot_be_used_is_refused_with_its_line(folder: Path, table: str, line: int, words: list[str]) -> None:
    """And with what would be right."""
    error = refused(folder, FAMILY, table)
    assert error.place is not None
    assert (error.place.file, error.place.line) == (str((folder / FAMILY_PLACE).with_name("2017.csv")), line)
    for word in words:
        assert word in error.message


def test_a_table_may_have_as_many_rows_as_are_allowed(folder: Path) -> None:
    """And blank lines between them."""
    more = "".join(f"\na{n},A,2017-04-01,1,1,1,1\n" for n in range(MOST_ROWS - 3))
    family_folder(folder, FAMILY, TABLE + more)
    assert len(Library(folder).ids()) == MOST_ROWS


def test_a_table_that_is_no_text_is_refused(folder: Path) -> None:
    """With its line."""
    family_folder(folder)
    (folder / FAMILY_PLACE).with_name("2017.csv").write_bytes(TABLE.encode() + b"\xff")
    with pytest.raises(CoequalError, match=r"2017\.csv, line 5: This is not UTF-8 text"):
        Library(folder).ids()


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        ("| ----- | :--------", "| ----- | Name     ", "| ----- | Name", "stands a line such as | --- | --- |"),
        ("| north | The North", "north | The North", "north | The North", "begins and ends with |"),
        ("|\n\n| south", "\n\n| south", "| north", "begins and ends with |"),
        ("| north |", "|\n| north |", "|\n| north", "begins and ends with |"),
        ("| The North", "| The | North", "| north", "8 cells here for 7 columns. Write a | inside a cell as \\|."),
        ("| The North", "|          ", "| north", 'under "area name" is empty'),
        ("| area  |", "| place |", "| place |", 'needs the column "area"'),
    ],
)
def test_a_table_below_that_cannot_be_used_is_refused_with_its_line(folder: Path, old: str, new: str, at: str, words: str) -> None:
    """As one in a file of its own."""
    text = changed(old, new, BELOW)
    error = refused(folder, text, None)
    assert str(error).startswith(f"{folder / FAMILY_PLACE}, line {line_of(text, at)}: ")
    assert words in error.message


@pytest.mark.parametrize(
    ("text", "table", "at", "words"),
    [
        pytest.param(changed("values: below", "values: 2017.csv", BELOW), TABLE, "| area ", "Take it out", id="both"),
        pytest.param(changed("2017.csv", "below", FAMILY), None, "values:", "needs one block of values; there are 0", id="neither"),
        pytest.param(BELOW + PIPES, None, "values:", "there are 2", id="two"),
        pytest.param(changed("2017.csv", "../2017.csv", FAMILY), TABLE, "values:", "in the same folder", id="a folder above"),
        pytest.param(changed("2017.csv", "/etc/passwd", FAMILY), TABLE, "values:", "in the same folder", id="a path"),
        pytest.param(changed("2017.csv", "a\\\\2017.csv", FAMILY), TABLE, "values:", "in the same folder", id="a path of Windows"),
        pytest.param(changed("2017.csv", "2017.xlsx", FAMILY), TABLE, "values:", "the name of a CSV file", id="no CSV"),
        pytest.param(changed("2017.csv", "[2017.csv]", FAMILY), TABLE, "values:", "must be a single value", id="a list"),
        pytest.param(changed("2017.csv", "", FAMILY), TABLE, "values:", '"values" is empty', id="nothing"),
    ],
)
def test_a_family_names_its_table_or_has_it_below(folder: Path, text: str, table: str | None, at: str, words: str) -> None:
    """One or the other, and no file elsewhere."""
    error = refused(folder, text, table)
    assert str(error).startswith(f"{folder / FAMILY_PLACE}, line {line_of(text, at)}")
    assert words in error.message


def test_a_table_that_is_not_there_is_refused(folder: Path) -> None:
    """With its file."""
    error = refused(folder, FAMILY, None)
    assert str(error) == f"{(folder / FAMILY_PLACE).with_name('2017.csv')}: This cannot be read: No such file or directory."


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param(FAMILY, 7, "is a family of policies", id="a family"),
        pytest.param(f"{WHOLE}\n```values\n| area |\n```\n", None, 'Write "values: below" in the front matter', id="a table alone"),
    ],
)
def test_a_family_is_not_read_as_one_policy(text: str, line: int | None, words: str) -> None:
    """Nor is a policy with a table that nothing refers to."""
    with pytest.raises(CoequalError) as caught:
        read_policy(text, "policy.md", lambda _service: WORDS)
    place = caught.value.place
    assert place is not None
    assert place.line == (line or line_of(text, "| area |"))
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('policy: "{area}/hearing"', "policy: north/hearing", "The ids of a family are its areas and its one service"),
        ('policy: "{area}/hearing"', 'policy: "{area name}/hearing"', "The id of a policy is its area"),
        ("service: hearing\n", "", 'needs the key "service"'),
    ],
)
def test_the_ids_of_a_family_are_its_areas_and_its_service(folder: Path, old: str, new: str, words: str) -> None:
    """So that a policy can be found without opening all of them."""
    text = changed("These areas", "In {area}, these areas", changed(old, new, FAMILY))
    assert words in refused(folder, text).message


def test_a_family_has_one_service(folder: Path) -> None:
    """A row cannot choose another."""
    text = changed("service: hearing", "service: {kind}", changed('"{area}/hearing"', '"{area}/{kind}"', FAMILY))
    table = "\n".join(
        f"{row},{kind}" for row, kind in zip(TABLE.strip().split("\n"), ["kind", "hearing", "knees", "hearing"], strict=True)
    )
    (folder / "services" / "knees.yaml").write_text(
        (folder / "services" / "hearing.yaml").read_text().replace("service: hearing", "service: knees")
    )
    assert 'write policy: "{area}/hearing"' in refused(folder, text, table).message


class TestInALibrary:
    """Members of families stand beside policies with files of their own."""

    def test_they_are_found_by_their_ids(self, folder: Path) -> None:
        """Like any other policy."""
        library = Library(family_folder(library_folder(folder, WHOLE)))
        assert library.ids() == ["east/hearing", "here/hearing", "north/hearing", "south/hearing"]
        assert [found.title for found in library.versions("north/hearing")] == ["Hearing aids in The North"]
        assert [found.id for found in library.policies()] == library.ids()
        library.require("north/hearing")
        with pytest.raises(CoequalError, match=re.escape('no policy "nort/hearing". Did you mean "north/hearing"?')):
            library.versions("nort/hearing")

    def test_paths_are_those_of_policies_with_files_of_their_own(self, folder: Path) -> None:
        """Families have paths of their own."""
        library = Library(family_folder(library_folder(folder, WHOLE)))
        assert list(library.paths()) == [folder / "policies" / "here" / "hearing" / "2024.md"]
        assert list(library.families()) == [folder / FAMILY_PLACE]
        assert list(library.families("knees")) == []

    def test_an_id_may_have_versions_of_both_sorts(self, folder: Path) -> None:
        """In the order of versions."""
        own = changed("policy: here/hearing", "policy: north/hearing")
        library = Library(family_folder(library_folder(folder, own, changed('version: "2024"', 'version: "2012"', own))))
        assert [(found.version, found.family) for found in library.versions("north/hearing")] == [
            ("2012", None),
            ("2017", "model/hearing"),
            ("2024", None),
        ]

    def test_the_same_version_twice_is_refused(self, folder: Path) -> None:
        """In a file of its own and in a family, or in two families, however it is asked for."""
        own = changed("policy: here/hearing", "policy: north/hearing", changed('version: "2024"', 'version: "2017"'))
        library = Library(family_folder(library_folder(folder, own)))
        for ask in (library.policies, lambda: library.versions("north/hearing")):
            with pytest.raises(CoequalError) as caught:
                ask()
            assert str(caught.value).startswith(f"{folder / FAMILY_PLACE}: Version 2017 of north/hearing also stands in ")
            assert "policies/north/hearing/2017.md" in caught.value.message
        (folder / "policies" / "north" / "hearing" / "2017.md").unlink()
        family_folder(folder, place="families/other/hearing/2017.md")
        with pytest.raises(CoequalError, match=re.escape("families/model/hearing/2017.md. Take one of them out.")):
            library.versions("south/hearing")

    @pytest.mark.parametrize("place", ["families/other/hearing/2018.md", "families/other/knees/2017.md"])
    def test_a_policy_is_read_without_families_that_do_not_speak_of_its_area(self, folder: Path, place: str) -> None:
        """A mistake in them is then no matter; nor are families for another service looked at."""
        library = Library(family_folder(library_folder(folder, WHOLE), "values: broken", "elsewhere,", place))
        assert [found.version for found in library.versions("here/hearing")] == ["2024"]
        library.require("here/hearing")

    def test_an_area_that_is_only_mentioned_is_no_member(self, folder: Path) -> None:
        """Such as in the prose."""
        text = changed("These areas are made up.", "They lie not far from here.", FAMILY)
        library = Library(family_folder(library_folder(folder, WHOLE), text))
        assert [found.version for found in library.versions("here/hearing")] == ["2024"]

    @pytest.mark.parametrize(
        ("text", "place", "says"),
        [
            (FAMILY, "families/model/knees/2017.md", "This family is for hearing, so its place is {}/families/model/hearing/2017.md."),
            (FAMILY, "families/model/hearing/2018.md", "east/hearing is version 2017 here, so its place is {}/families/model/hearing/2017.md."),
            (WHOLE, FAMILY_PLACE, 'A policy of its own stands in the folder "policies". A family needs the key "values".'),
        ],
    )  # fmt: skip
    def test_a_family_stands_where_its_service_and_version_put_it(self, folder: Path, text: str, place: str, says: str) -> None:
        """Otherwise one could be found under a name that it does not bear."""
        table = "\n".join([TABLE.split("\n")[0], TABLE.split("\n")[3]])
        with pytest.raises(CoequalError) as caught:
            Library(family_folder(folder, text, table, place)).policies()
        assert str(caught.value) == f"{folder / place}: {says.format(folder)}"

    def test_a_family_given_as_a_file_is_all_its_members(self, folder: Path, tmp_path: Path) -> None:
        """Or an error with their ids, where one policy is asked for; outside a library its name is its file's."""
        family_folder(tmp_path, place="draft.md")
        library = Library(folder)
        assert [(found.id, found.family) for found in library.read_all(tmp_path / "draft.md")] == [
            ("north/hearing", "draft"),
            ("south/hearing", "draft"),
            ("east/hearing", "draft"),
        ]
        with pytest.raises(CoequalError) as caught:
            library.read(tmp_path / "draft.md")
        assert str(caught.value) == (
            f"{tmp_path / 'draft.md'}, line 7: This is a family of 3 policies. "
            "Name one of them by its id: north/hearing, south/hearing, east/hearing."
        )

    def test_a_policy_given_as_a_file_is_itself(self, folder: Path, tmp_path: Path) -> None:
        """A file with one policy is a list of one."""
        (tmp_path / "draft.md").write_text(FRONT_MATTER + "```treatments\naids: {name: Aids}\n```\n", encoding="utf-8")
        assert [found.family for found in Library(folder).read_all(tmp_path / "draft.md")] == [None]


def test_a_value_that_was_not_found_is_told_in_a_difference(folder: Path) -> None:
    """As what is not known, and never as a condition that fails."""
    found = members(folder)
    (loss, waiting) = difference(found["north"], found["east"], str).criteria
    assert [(change.what, change.old, change.new) for change in loss.changes] == [
        ("what it asks for", None, "not found"),
        ("our reading", None, "What The East asks for here was not found."),
        ("met when", "her hearing loss is above 25", None),
        ("otherwise", "Measure again in a year.", None),
    ]
    assert waiting.changes == (Change("met when", "the months of waiting is at least 3", "the months of waiting is at least 6"),)
    packs = difference(found["north"], found["south"], str).treatments[1]
    assert packs.changes == (Change("packs", "10", "not known"),)
