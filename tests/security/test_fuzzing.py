"""Whatever reads a file that others made says what is wrong with it, soon, and never fails."""

import io
import zipfile

import pytest

from coequal.errors import CoequalError
from coequal.involvement.importing.reading import read_file
from tests.security.fuzzing import SLOW, fuzzed
from tests.security.targets import TARGETS, Target


@pytest.mark.no_cover
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_file_made_wrong_is_refused_or_read(target: Target) -> None:
    """Some hundreds of files, each made from a real one; some of them are still right, and many are not."""
    found = fuzzed(target, seed=1, inputs=300)
    assert found.wrong == {}
    assert found.read


@pytest.mark.hunt
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_nor_does_a_million_files_make_it_fail(target: Target) -> None:
    """A million files, or as many as half an hour takes."""
    found = fuzzed(target, seed=2, inputs=1_000_000, seconds=30 * 60, slow=SLOW)
    assert found.wrong == {}


def test_an_excel_file_whose_parts_lie_before_its_beginning_is_damaged() -> None:
    """Found by chance: the directory at the end was moved, and the parts seemed to begin before the file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
    data = packed.getvalue()
    directory = data.index(b"PK\x01\x02")
    with pytest.raises(CoequalError, match="cannot be opened: it is damaged"):
        read_file(data[: directory - 9] + data[directory:])
