"""A mapping file says which column holds which fact, in which unit and in which words."""

from pathlib import Path

import pytest

from coequal.errors import CoequalError
from coequal.populations.mapping import Names, layouts, read_mapping
from tests.criteria.strategies import VOCABULARY

DICTIONARY = VOCABULARY.dictionary
MAPPING = """
BMI: bmi_at_booking
AMH: {column: amh_result, date column: amh_taken, unit: ng/mL}
partner: {column: partner_sex, values: {M: man, F: woman, N: none}}
smokes: {values: {Y: true, N: false}}
area: {column: place, values: {Norfolk: 26A}}
"""


def read(tmp_path: Path, text: str) -> Names:
    """The mapping in a file."""
    path = tmp_path / "columns.yaml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path, DICTIONARY)


def test_a_mapping_is_read(tmp_path: Path) -> None:
    """A line names a column, or says all that is different."""
    assert read(tmp_path, MAPPING) == Names(
        columns={"BMI": "bmi_at_booking", "AMH": "amh_result", "partner": "partner_sex", "area": "place"},
        dates={"AMH": "amh_taken"},
        units={"AMH": "ng/mL"},
        words={
            "AMH": {},
            "partner": {"M": "man", "F": "woman", "N": "none"},
            "smokes": {"Y": "true", "N": "false"},
            "area": {"Norfolk": "26A"},
        },
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("BMJ: bmi", 'columns.yaml, line 1, column 6: There is no fact called "BMJ" to be given. Did you mean "BMI"?'),
        ("age at referral: age", 'columns.yaml, line 1, column 18: There is no fact called "age at referral" to be given.'),
        ("partner: {column: x, date column: y}", 'columns.yaml, line 1, column 35: "partner" carries no date of evidence.'),
        (
            "partner: {values: {M: male}}",
            'columns.yaml, line 1, column 23: "partner" cannot be "male". It may be: none, man, woman.',
        ),
        ("smokes: {values: {Y: yes}}", 'columns.yaml, line 1, column 22: "smokes" cannot be "yes". It may be: true, false.'),
        ("BMI: {colum: bmi}", 'columns.yaml, line 1, column 7: The mapping of "BMI" has no key "colum".'),
        ("BMI: [bmi]", "columns.yaml, line 1"),
        ("BMI: bmi\nBMI: other", "columns.yaml, line 2"),
        ("- BMI", "columns.yaml, line 1"),
    ],
)
def test_a_mistake_in_a_mapping_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """With its place and what would be right."""
    with pytest.raises(CoequalError) as error:
        read(tmp_path, text)
    assert message in str(error.value)


@pytest.mark.parametrize(("name", "kind"), [("BMI", "number"), ("born", "date")])
def test_numbers_and_dates_have_no_words(tmp_path: Path, name: str, kind: str) -> None:
    """There is nothing that a word could mean."""
    with pytest.raises(CoequalError, match=f'"{name}" is a {kind}, which has no words to map.'):
        read(tmp_path, f"{name}: {{values: {{normal: 24}}}}")


def test_columns_are_found_by_the_names_of_facts() -> None:
    """In small letters with underscores; those of dates end in `_date`; a fact that is always worked out has none."""
    there = ["bmi", "bmi_date", "smokes", "born", "age_at_referral", "person", "months_trying"]
    found = layouts(DICTIONARY, there, Names())
    assert {key: (layout.column, layout.standard, layout.says) for key, layout in found.items()} == {
        ("BMI", False): ("bmi", "bmi", "BMI"),
        ("BMI", True): ("bmi_date", "bmi_date", "BMI date"),
        ("smokes", False): ("smokes", "smokes", "smokes"),
        ("born", False): ("born", "born", "born"),
        ("months trying", False): ("months_trying", "months_trying", "months trying"),
    }


def test_a_mapping_leads_to_other_columns(tmp_path: Path) -> None:
    """With the unit and the words of values; a date has neither."""
    there = ["amh_result", "amh_taken", "partner_sex", "bmi_at_booking", "bmi_date", "place", "partner"]
    found = layouts(DICTIONARY, there, read(tmp_path, MAPPING))
    assert found["AMH", False].unit == "ng/mL"
    assert found["AMH", True].unit is None
    assert found["AMH", True].says == "AMH date (column amh_taken)"
    assert found["AMH", True].standard == "amh_date"
    assert found["partner", False].words == {"M": "man", "F": "woman", "N": "none"}
    assert found["partner", False].column == "partner_sex"
    assert found["BMI", True].column == "bmi_date"
    assert ("smokes", False) not in found


@pytest.mark.parametrize("key", ["column", "date column"])
def test_a_column_that_is_not_there_is_refused(key: str) -> None:
    """With the nearest that is."""
    names = Names(columns={"AMH": "amh_reslt"}) if key == "column" else Names(dates={"AMH": "amh_reslt"})
    with pytest.raises(
        CoequalError, match=r'The mapping names a column "amh_reslt", which the table does not have\. Did you mean "amh_result"\?'
    ):
        layouts(DICTIONARY, ["amh_result"], names)
