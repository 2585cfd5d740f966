"""The table of parameters: every number is accounted for, and every number is used."""

from pathlib import Path

import pytest

from coequal.errors import CoequalError
from coequal.populations.synthetic.areas import shipped_areas
from coequal.populations.synthetic.parameters import COLUMNS, FOLDER, read_parameters, shipped
from tests.populations.synthetic.making import calibrated, library

HEAD = ",".join(COLUMNS)


def test_every_parameter_has_a_source_or_says_that_it_is_assumed() -> None:
    """A number that is sourced or derived names its source; one that is assumed says why, or that none was found."""
    for one in shipped().listed:
        if one.standing == "assumed":
            assert one.note, one
        else:
            assert one.source not in ("", "none"), one


def test_every_parameter_is_used() -> None:
    """Making people and comparing them asks for every number of the table."""
    assert calibrated()
    assert [(one.group, one.name) for one in shipped().listed if (one.group, one.name) not in shipped().used] == []


def test_every_unrecorded_share_is_a_share() -> None:
    """A share is from 0 to 100."""
    assert all(0 <= share <= 100 for share in shipped().table("not recorded").values())
    assert len(shipped().table("not recorded")) > 60


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("group,value\na,1\n", "The columns must be"),
        (f"{HEAD}\na,b,one,,,,,,assumed,\n", "is not a number"),
        (f"{HEAD}\na,b,1,,,,,,guessed,\n", "no standing"),
        (f"{HEAD}\na,b,1,,,,,,assumed,\na,b,2,,,,,,assumed,\n", "stands here twice"),
    ],
)
def test_a_table_with_a_mistake_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """The message says what is wrong and on which line."""
    table = tmp_path / "parameters.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(CoequalError, match=message) as error:
        read_parameters(table)
    assert "line " in str(error.value)


def test_every_area_is_known_to_the_library() -> None:
    """The areas are places of the library's register, and hold the women of England."""
    assert set(shipped_areas().codes) <= set(library().organisations.areas)
    assert shipped_areas().count(23, 39) == pytest.approx(6_518_000, rel=0.001)


def test_the_table_of_areas_names_its_source() -> None:
    """The first lines say where the figures come from, under which licence."""
    first = (FOLDER / "areas.csv").read_text(encoding="utf-8").splitlines()[:3]
    assert all(line.startswith("#") for line in first)
    assert "Open Government Licence" in "".join(first)
