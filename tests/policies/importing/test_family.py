"""A table imported as a family: every kind of value comes to a rule, to not known, or to the list for a person."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.eligibility.assess import assess
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.facts.case import parse_case
from coequal.policies.binding import binds
from coequal.policies.importing.family import Imported, _csv, _swap, import_family
from coequal.policies.importing.recipe import Recipe, read_recipe
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.policies.tables import read_csv
from tests.policies.building import FAMILY, TABLE, changed, family_folder, library_folder
from tests.policies.importing.invented import AREAS, BODIES, EVERY_KIND, PLAIN, RECIPE, base_library, row, table_file, table_text

SERVICE = "assisted-conception"
RULES = {"age": "age_range", "partner-age": "male_age", "time-of-trying": "time_trying", "living-children": "previous_children"}
HOME = Path("families/audit-of-2017") / SERVICE
WORDING = (RECIPE / "wording.markdown").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library with the shipped recipe and invented bodies."""
    return Library(base_library(tmp_path_factory.mktemp("base")))


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    """The shipped recipe."""
    return read_recipe(RECIPE / "recipe.yaml")


@pytest.fixture(scope="module")
def imported(base: Library, recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """The table with every kind of value."""
    folder = tmp_path_factory.mktemp("imported")
    return import_family(table_file(folder, *EVERY_KIND), recipe, folder / "made" / "library", base)


@pytest.fixture(scope="module")
def policies(imported: Imported) -> dict[str, Policy]:
    """The policies that came of it, by area."""
    library = Library(imported.file.parents[3])
    return {policy.id.partition("/")[0]: policy for policy in library.policies()}


def test_a_new_library_has_the_services_and_the_organisations_and_nothing_else(imported: Imported) -> None:
    """So the areas of one year stand by themselves."""
    folder = imported.file.parents[3]
    assert sorted(path.name for path in folder.iterdir()) == ["families", "organisations", "services"]
    assert (folder / "organisations" / "bodies.csv").read_text(encoding="utf-8") == BODIES
    assert (folder / "organisations" / "areas.csv").read_text(encoding="utf-8") == AREAS
    assert sorted(path.name for path in imported.file.parent.iterdir()) == ["2017-10.csv", "2017-10.md", "for-a-person.csv"]


def test_each_row_becomes_a_policy(imported: Imported, policies: dict[str, Policy]) -> None:
    """Two where a body has two, named by their parts; the words that all bodies have in their names are left out."""
    assert imported.areas == ("exampleshire", "testbury-and-sample-testbury", "testbury-and-sample-sample", "noneton")
    assert sorted(policies) == sorted(imported.areas)
    assert (
        policies["testbury-and-sample-sample"].title
        == "Access to IVF in Testbury & Sample (Sample), as an audit of October 2017 has it"
    )
    assert [owner.code for owner in policies["testbury-and-sample-sample"].owners] == ["TES"]
    assert imported.counted == {"0": 1, "1": 1, "2": 2}


def test_every_value_that_is_no_plain_rule_is_listed(imported: Imported) -> None:
    """With its printed text, the reason, and what became of it."""
    assert [(item.area.rpartition("-")[2], item.column, item.printed, item.taken_as) for item in imported.listed] == [
        ("testbury", "time_trying", "1-2 years", "not found"),
        ("sample", "cycle_definition", "One fresh cycle and no frozen transfers*", "not found"),
        ("sample", "age_range", "23-40", "kept as printed; the other column makes another reading"),
        ("sample", "time_trying", "unclear", "not found"),
    ]
    with (imported.file.with_name("for-a-person.csv")).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["area", "column", "printed", "why", "taken as"]
    assert [line[2] for line in rows[1:]] == [f"“{item.printed}”" for item in imported.listed]


def assessed(policy: Policy, **facts: str) -> Assessment:
    """Somebody assessed."""
    text = "".join(f"{name.replace('_', ' ')}: {value}\n" for name, value in facts.items()) or "{}"
    return assess(Rules(policy), parse_case(text.encode(), "a test", policy.vocabulary.dictionary))


def statuses(policy: Policy, **facts: str) -> dict[str, str]:
    """The outcome for somebody, and the status of each criterion."""
    found = assessed(policy, **facts)
    return {"outcome": found.outcome, **{name: one.status for name, one in found.criteria.items()}}


def days(age: int, referred: str = "2017-10-31") -> dict[str, str]:
    """Somebody who has just had a birthday when treatment starts, and had it before referral as well."""
    return {"referral_date": referred, "treatment_start_date": "2018-01-15", "patient_date_of_birth": f"{2018 - age}-01-15"}


@pytest.mark.parametrize(("age", "status"), [(22, "not met"), (23, "met"), (39, "met"), (40, "met"), (42, "met"), (43, "not met")])
def test_ages_that_are_plain_decide(policies: dict[str, Policy], age: int, status: str) -> None:
    """From the first birthday until the day before the one after the last age."""
    assert statuses(policies["exampleshire"], **days(age))["age"] == status


def test_what_is_not_plain_is_not_known_of_anybody(policies: dict[str, Policy]) -> None:
    """Neither met nor failed, however long they tried; the printed text stands in the page and in the source of the rule."""
    testbury = policies["testbury-and-sample-testbury"]
    for months in ("0", "12", "18", "24", "600"):
        assert statuses(testbury, **days(30), months_trying=months)["time-of-trying"] == "not known"
    (rule,) = [one for one in testbury.criteria if one.id == "time-of-trying"]
    assert rule.source == "The table prints “1-2 years”."
    assert "“1-2 years”" in "".join(part.text for part in testbury.file.parts)


def test_no_rule_is_no_criterion(policies: dict[str, Policy]) -> None:
    """“None” means that there is no limit for men; that nothing is said would be not known."""
    assert "partner-age" not in {one.id for one in policies["testbury-and-sample-testbury"].criteria}
    assert (
        statuses(policies["exampleshire"], **days(30), partner="man", partner_date_of_birth="1962-10-01")["partner-age"]
        == "not met"
    )


@pytest.mark.parametrize(
    ("age", "months", "status"),
    [(35, "23", "not met"), (35, "24", "met"), (36, "11", "not met"), (36, "12", "met"), (36, "23", "met"), (42, "12", "met")],
)
def test_a_duration_goes_by_age(policies: dict[str, Policy], age: int, months: str, status: str) -> None:
    """Her age at referral, and full months."""
    born = {"referral_date": "2018-01-15", "treatment_start_date": "2018-01-15", "patient_date_of_birth": f"{2018 - age}-01-15"}
    assert statuses(policies["exampleshire"], **born, months_trying=months)["time-of-trying"] == status


def test_a_duration_by_age_is_known_of_whoever_meets_both(policies: dict[str, Policy]) -> None:
    """Her age need not be known for that; it has to be where one is met and the other is not."""
    found = [statuses(policies["exampleshire"], months_trying=months)["time-of-trying"] for months in ("11", "12", "23", "24")]
    assert found == ["not met", "not known", "not known", "met"]


def test_columns_that_contradict_one_another_are_two_readings(policies: dict[str, Policy]) -> None:
    """Somebody of 40 is inside by one, and outside by the other; both are shown."""
    found = assessed(policies["testbury-and-sample-sample"], **days(40))
    assert found.criteria["age"].status == "met"
    assert [(other.label, other.outcome) for other in found.readings] == [
        ("from her 23rd birthday until the day before her 40th birthday", "not eligible")
    ]


def test_where_no_cycles_are_funded_nobody_is_eligible(policies: dict[str, Policy]) -> None:
    """A criterion says so, and the rules that are empty are not there."""
    noneton = policies["noneton"]
    assert [one.id for one in noneton.criteria] == ["anything-funded", "criteria-not-seen"]
    assert statuses(noneton) == {"outcome": "not eligible", "anything-funded": "not met", "criteria-not-seen": "not known"}
    assert "anything-funded" not in {one.id for one in policies["exampleshire"].criteria}


def test_nobody_is_eligible_by_an_audit(policies: dict[str, Policy]) -> None:
    """It is second-hand: the policy itself may ask for more."""
    facts = {
        **days(30),
        "partner": "man",
        "partner_date_of_birth": "1985-01-01",
        "months_trying": "40",
        "children_of_this_relationship": "0",
    }
    assert statuses(policies["exampleshire"], **facts)["outcome"] == "not known"


def test_amounts_are_those_that_are_plainly_said(policies: dict[str, Policy]) -> None:
    """Cycles for those under 40; transfers where the definition gives their number, and not known where it is not plain."""

    def amounts(area: str, age: int) -> dict[str, object]:
        return dict(assessed(policies[area], **days(age)).treatments["ivf"].amounts)

    assert {name: str(amount) for name, amount in amounts("exampleshire", 39).items()} == {"cycles": "2", "embryo transfers": "4"}
    assert str(amounts("exampleshire", 40)["cycles"]) == "not stated"
    assert amounts("testbury-and-sample-sample", 30)["embryo transfers"] is None


@pytest.mark.parametrize("word", ["not found", "no rule"])
def test_a_place_is_not_called_as_what_is_missing(base: Library, recipe: Recipe, tmp_path: Path, word: str) -> None:
    """A family could not tell the two apart."""
    with pytest.raises(CoequalError, match="The front matter needs a value") as found:
        import_family(table_file(tmp_path, row(ccg_name=word)), recipe, tmp_path / "made", base)
    assert str(found.value.place) == f"{tmp_path / 'audit.csv'}, line 2"


def test_a_row_that_funds_nothing_but_have_rules(base: Library, recipe: Recipe, tmp_path: Path) -> None:
    """The rules are kept, and a person is told."""
    found = import_family(table_file(tmp_path, row(cycles="0", time_trying="")), recipe, tmp_path / "made", base)
    assert [(item.column, item.printed) for item in found.listed] == [("cycles", "0")]
    assert "age_range" in found.listed[0].why
    assert "time_trying" not in found.listed[0].why
    (policy,) = Library(tmp_path / "made").policies()
    assert {one.id for one in policy.criteria} == {"anything-funded", "age", "partner-age", "living-children", "criteria-not-seen"}


@pytest.mark.parametrize(
    ("column", "text", "why"),
    [
        ("cycles", "many", "It is not a whole number from 0 to 6."),
        ("age_range", "", "The cell is empty."),
        ("previous_children", "No answer provided", "The table gives no answer."),
        ("ods_code", "ZZZ", "No body with this code is known."),
        ("cycle_definition", "=1+1", "It is not one of the texts whose meaning the recipe gives."),
    ],
)
def test_what_else_a_person_has_to_look_at(base: Library, recipe: Recipe, tmp_path: Path, column: str, text: str, why: str) -> None:  # noqa: PLR0917  # a case has as many parts as it has
    """Everything is read all the same, and what it is said of can be read as a policy."""
    found = import_family(table_file(tmp_path, row(**{column: text})), recipe, tmp_path / "made", base)
    assert (column, text, why) in [(item.column, item.printed, item.why) for item in found.listed]
    assert len(list(Library(tmp_path / "made").policies())) == 1


def test_no_spreadsheet_finds_a_formula_in_what_is_written(tmp_path: Path) -> None:
    """Behind an apostrophe it is a text, and it is read as it was."""
    path = tmp_path / "values.csv"
    path.write_text(_csv([("area", "more"), ("north", "=1+1"), ("south", "-5")]), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "area,more\nnorth,'=1+1\nsouth,'-5\n"
    assert [row.cells["more"] for row in read_csv(path).rows.values()] == ["=1+1", "-5"]


def test_what_a_dictionary_gets_wrong_is_shown_there(recipe: Recipe, tmp_path: Path) -> None:
    """The table and the wording are not to blame."""
    folder = base_library(tmp_path / "base")
    dictionary = folder / "services" / f"{SERVICE}.yaml"
    dictionary.write_text("service: [", encoding="utf-8")
    with pytest.raises(CoequalError) as found:
        import_family(table_file(tmp_path, row()), recipe, tmp_path / "made", Library(folder))
    assert found.value.place is not None
    assert found.value.place.file == str(dictionary)


def test_cycles_that_are_not_known_leave_it_open_whether_any_are_funded(base: Library, recipe: Recipe, tmp_path: Path) -> None:
    """Neither none nor some."""
    import_family(table_file(tmp_path, row(cycles="many")), recipe, tmp_path / "made", base)
    (policy,) = Library(tmp_path / "made").policies()
    assert statuses(policy)["anything-funded"] == "not known"


def test_it_is_put_into_a_library_that_is_there(base: Library, recipe: Recipe, tmp_path: Path) -> None:
    """Beside what it holds; a second time only where that is wanted, and then whole."""
    folder = base_library(tmp_path / "there")
    import_family(table_file(tmp_path, row()), recipe, folder, base)
    (folder / HOME / "2018.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(CoequalError, match="is there already"):
        import_family(table_file(tmp_path, row(cycles="3")), recipe, folder, base)
    assert [policy.id for policy in Library(folder).policies()] == [f"exampleshire/{SERVICE}"]
    found = import_family(table_file(tmp_path, *EVERY_KIND), recipe, folder, base, replace=True)
    assert len(list(Library(folder).policies())) == len(found.areas) == len(EVERY_KIND)
    assert sorted(path.name for path in (folder / HOME).iterdir()) == ["2017-10.csv", "2017-10.md", "2018.txt", "for-a-person.csv"]
    assert sorted(path.name for path in folder.iterdir()) == ["families", "organisations", "recipes", "services"]


def test_a_version_that_the_library_has_elsewhere_is_refused(base: Library, recipe: Recipe, tmp_path: Path) -> None:
    """With the row whose policy it would be."""
    folder = base_library(tmp_path / "there")
    import_family(table_file(tmp_path, row()), recipe, folder, base)
    (folder / "families" / "audit-of-2017").rename(folder / "families" / "another")
    with pytest.raises(CoequalError, match="also stands in") as found:
        import_family(table_file(tmp_path, row(ccg_name="Elsewhere"), row()), recipe, folder, base)
    assert str(found.value.place) == f"{tmp_path / 'audit.csv'}, line 3"
    assert not (folder / HOME).exists()


def hostile() -> Iterator[tuple[str, bytes, list[str]]]:
    """Tables that cannot be used: what is wrong, the bytes, words of the message."""
    text = table_text(row())
    yield "nothing", b"", ["has no column"]
    yield "no rows", text.partition("\n")[0].encode(), ["has no rows"]
    yield "Windows", text.replace("Exampleshire", "Exämpleshire").encode("cp1252"), ["line 2", "not UTF-8"]
    yield "UTF-16", text.encode("utf-16"), ["not UTF-8"]
    yield "a control sign", table_text(row(providers="x\x1b[2J")).encode(), ["hidden character"]
    yield "a line end in a cell", table_text(row(age_range="<40\n40-42")).encode(), ["line 3", '"age_range" holds a line end']
    yield "a tab", table_text(row(age_range="<40\t")).replace("<40\t", '"<40\tx"').encode(), ["a tab"]
    yield "braces", table_text(row(time_trying="{code}")).encode(), ['"time_trying" holds {']
    yield "backticks", table_text(row(ccg_name="```")).encode(), ["holds `"]
    yield "a tag", table_text(row(ccg_name="<script>alert(1)</script>")).encode(), ["a < that begins a tag"]
    yield "a comment", table_text(row(age_range="<!-- 23-39")).encode(), ["a < that begins a tag"]
    yield "a long cell", table_text(row(male_age="x" * 199)).encode(), ["more than 198 letters"]
    yield (
        "two rows for one area",
        table_text(row(), row(cycles="1"), row(ccg_name="Exampleshire")).encode(),
        ["line 3", "has two rows, here and in line 2"],
    )
    yield "too many rows", table_text(*(row(ccg_name=f"Area {n}") for n in range(501))).encode(), ["line 502", "at most 500"]
    yield "no name", table_text(row(ccg_name="")).encode(), ["line 2", 'under "ccg_name" names no area']
    yield "no code", table_text(row(ods_code="")).encode(), ["The code of a commissioner"]
    yield "a code that is YAML", table_text(row(ods_code='X", from: 1')).encode(), ["The code of a commissioner"]
    yield "a missing column", text.replace("male_age", "male_ages").encode(), ['no column "male_age"', 'Did you mean "male_ages"?']
    yield (
        "a column too many",
        text.replace("\n", ",x\n").replace(",x", ",smoking", 1).encode(),
        ['says nothing of the column "smoking"'],
    )
    yield "a column twice", text.replace("region,subregion", "region,region").encode(), ['Two columns are called "region"']
    yield "a ragged row", (text + "a,b\n").encode(), ["line 3", "2 cells here for 15 columns"]
    yield "an open quotation mark", (text + '"a').encode(), ["not a table in CSV"]
    yield "a large file", text.encode() + b"\n" * 1_000_001, ["too large"]


@pytest.mark.parametrize(("data", "words"), [pytest.param(data, words, id=name) for name, data, words in hostile()])
def test_a_table_that_cannot_be_used_is_refused_whole(
    base: Library, recipe: Recipe, tmp_path: Path, data: bytes, words: list[str]
) -> None:
    """With one message that names the file, and nothing written."""
    table = tmp_path / "audit.csv"
    table.write_bytes(data)
    with pytest.raises(CoequalError) as found:
        import_family(table, recipe, tmp_path / "made", base)
    assert str(table) in str(found.value)
    for word in words:
        assert word in str(found.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit.csv"]


def test_a_table_that_is_not_there_is_said(base: Library, recipe: Recipe, tmp_path: Path) -> None:
    """With its name."""
    with pytest.raises(CoequalError, match="cannot be read"):
        import_family(tmp_path / "none.csv", recipe, tmp_path / "made", base)


def test_columns_that_are_left_out_may_hold_anything(base: Library, recipe: Recipe, tmp_path: Path) -> None:
    """Blank lines too are passed over, and a mark at the start of the file."""
    text = "\ufeff" + table_text(row(providers="{`<b>" + "x" * 300, published="two\nlines")).replace("\n", "\n\n", 1)
    (tmp_path / "audit.csv").write_text(text, encoding="utf-8")
    assert import_family(tmp_path / "audit.csv", recipe, tmp_path / "made", base).listed == ()


@pytest.mark.parametrize("name", ['Quote "d" & Sons', "A: b #c", "- x", "O'Neil\\n", "Ynys Môn", "[a]", "%x | y"])
def test_a_name_is_only_ever_a_name(base: Library, recipe: Recipe, tmp_path: Path, name: str) -> None:
    """Whatever signs it has that mean something in YAML, CSV or Markdown."""
    import_family(table_file(tmp_path, row(ccg_name=name)), recipe, tmp_path / "made", base)
    (policy,) = Library(tmp_path / "made").policies()
    assert f"Access to IVF in {name}," in policy.title


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=20),
    st.from_regex(r"[<>]?[0-9]{1,2}(-[0-9]{1,2}(\.5)?)?(: [0-9] years?)?(, ?[<>0-9-]{1,5}(: [0-9] years?)?)?", fullmatch=True),
    st.sampled_from(["not found", "no rule", "None", "unclear", "", "null", "true", "~", "0", "3", "<36: 2 years, 36-42: 1 year"]),
)
CHANGED = st.dictionaries(st.sampled_from(sorted({*PLAIN, "part"} - {"ods_code"})), CELLS, max_size=4)


@pytest.mark.no_cover
@settings(max_examples=20)
@given(cells=CHANGED)
def test_whatever_a_table_holds_it_is_read_listed_or_refused(base: Library, recipe: Recipe, cells: dict[str, str]) -> None:
    """Never anything else: a policy comes of the row, and each rule is known, is not there, or stands on the list."""
    with TemporaryDirectory() as folder:
        try:
            found = import_family(table_file(Path(folder), row(**cells)), recipe, Path(folder) / "made", base)
        except CoequalError as error:
            assert "audit.csv" in str(error.place)  # noqa: PT017  # an import that is not refused is as good
            assert [path.name for path in Path(folder).iterdir()] == ["audit.csv"]
            return
        (policy,) = Library(Path(folder) / "made").policies()
    listed = {item.column for item in found.listed if item.taken_as == "not found"}
    for name, column in RULES.items():
        rule = next((one for one in policy.criteria if one.id == name), None)
        assert (column in listed) == (rule is not None and not rule.found)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{trying in words}", "{tying in words}", ["line", 'makes no column "tying in words"', 'Did you mean "trying in words"?']),
        ("{trying in words}", "{zzzz}", ["The columns are: area, area name, code, cycles"]),
        ("values: 2017-10.csv\n", "", ['needs "values: 2017-10.csv"']),
        ("values: 2017-10.csv", "values: for-a-person.csv", ["line 8", 'needs "values: 2017-10.csv"']),
        ("version: 2017-10", "version: 2018", ["makes version 2017-10, and its wording is of 2018"]),
        ("id: living-children", "id: living children", ["small letters, digits and hyphens", "audit.csv, line 3: exampleshire"]),
        ('policy: "{area}/assisted-conception"', 'policy: "x/assisted-conception"', ["line 2", 'The ids need the area: write policy: "{area}/assisted-conception"']),
        ('policy: "{area}/assisted-conception"', 'policy: "x{area}/assisted-conception"', ["wording.markdown, line 2", "The ids of a family are its areas"]),
        ("service: assisted-conception", "service: nothing", ["its wording for nothing"]),
        ("completeness: second-hand", 'completeness: "{age}"', ["audit.csv, line 4: The front matter needs a value for"]),
    ],
)  # fmt: skip
def test_a_mistake_in_the_wording_is_shown_where_it_was_made(
    base: Library, tmp_path: Path, old: str, new: str, words: list[str]
) -> None:
    """In the wording itself, or in the row of the table, blank lines counted; and nothing is written."""
    recipe = written_recipe(tmp_path, changed(old, new, WORDING))
    text = table_text(row(), row(ccg_name="Noneton", age_range="unclear")).replace("\n", "\n\n", 1)
    (tmp_path / "audit.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CoequalError) as found:
        import_family(tmp_path / "audit.csv", recipe, tmp_path / "made", base)
    assert ".importing" not in str(found.value)
    for word in words:
        assert word in str(found.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit.csv", "recipe.yaml", "wording.markdown"]


def written_recipe(folder: Path, wording: str, old: str = "service", new: str = "service") -> Recipe:
    """The shipped recipe beside another wording."""
    (folder / "wording.markdown").write_text(wording, encoding="utf-8")
    (folder / "recipe.yaml").write_text((RECIPE / "recipe.yaml").read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return read_recipe(folder / "recipe.yaml")


def test_a_wording_for_another_service_is_refused(base: Library, tmp_path: Path) -> None:
    """The family would stand where nobody finds it."""
    recipe = written_recipe(tmp_path, WORDING, "service: assisted-conception", "service: hearing-aids-adults")
    with pytest.raises(CoequalError, match="The recipe is for hearing-aids-adults, and its wording for assisted-conception"):
        import_family(table_file(tmp_path, row()), recipe, tmp_path / "made", base)


def test_a_recipe_without_a_count_counts_nothing(base: Library, tmp_path: Path) -> None:
    """It need not."""
    recipe = written_recipe(tmp_path, WORDING, "count by: cycles\n", "")
    assert import_family(table_file(tmp_path, row()), recipe, tmp_path / "made", base).counted == {}


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_no_library_is_left_alone(base: Library, recipe: Recipe, tmp_path: Path, what: str) -> None:
    """A folder that is empty will do."""
    table, into = table_file(tmp_path, row()), tmp_path / "into"
    if what == "file":
        into.write_text("mine", encoding="utf-8")
    else:
        into.mkdir()
        (into / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CoequalError, match="is there already and is no library"):
        import_family(table, recipe, into, base)
    (tmp_path / "empty").mkdir()
    assert import_family(table, recipe, tmp_path / "empty", base).areas == ("exampleshire",)


def test_other_readings_for_which_there_is_no_rule_are_left_out(tmp_path: Path) -> None:
    """One by one, and then the key as well; what was not found makes the whole criterion not known."""
    readings = (
        "or read as:\n  - {label: less, met when: hearing loss > {less}}\n  - {label: more, met when: hearing loss > {more}}\n"
    )
    text = changed("otherwise: Measure again in a year.\n", f"{readings}otherwise: Measure again in a year.\n", FAMILY)
    rows = [line.split(",") for line in TABLE.strip().split("\n")]
    more = (("less", "more"), ("20", "30"), ("no rule", "30"), ("not found", "no rule"))
    table = "".join(f"{','.join((*line, *cells))}\n" for line, cells in zip(rows, more, strict=True))
    folder = family_folder(library_folder(tmp_path), text, table.replace("not found,6", "25,6"))
    found = {policy.id: next(one for one in policy.criteria if one.id == "hearing-loss") for policy in Library(folder).policies()}
    labels = {name: [other.label for other in one.readings] for name, one in found.items()}
    assert labels == {"north/hearing": ["less", "more"], "south/hearing": ["more"], "east/hearing": []}
    assert [found[name].found for name in ("north/hearing", "south/hearing", "east/hearing")] == [True, True, False]
    family_folder(folder, text, table.replace("not found,no rule", "no rule,no rule").replace("not found,6", "25,6"))
    east = Library(folder).versions("east/hearing")[0]
    assert [(one.found, one.readings) for one in east.criteria if one.id == "hearing-loss"] == [(True, ())]


def test_where_the_new_folder_does_not_get_there_the_old_one_comes_back(tmp_path: Path) -> None:
    """Nothing is lost, whatever happens between the two moves."""
    goal = tmp_path / "a" / "goal"
    with pytest.raises(FileNotFoundError):
        _swap(tmp_path / "new", goal, tmp_path / "old")
    assert not goal.exists()
    goal.mkdir()
    (goal / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        _swap(tmp_path / "new", goal, tmp_path / "old")
    assert (goal / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_it_binds_on_the_last_day_of_the_month_and_may_at_other_times(policies: dict[str, Policy]) -> None:
    """No day is printed; what held before and after is not known."""
    policy = policies["exampleshire"]
    assert [binds(policy, date(2017, month, day)) for month, day in ((9, 30), (10, 31), (11, 1))] == [None, True, None]
