"""Made-up bodies and areas, and folders of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coequal.errors import CoequalError

BODIES = """\
code,role,name,from,until,successors,source
A1A,CCG,Old North,2013-04-01,2020-03-31,B1B,made up
A2A,CCG,Old South,2013-04-01,2020-03-31,B1B,made up
B1B,CCG,Whole,2020-04-01,2022-06-30,C1C C2C,made up
C1C,ICB,New East,2022-07-01,2025-03-31,D1D,made up
C2C,ICB,"New West, and more",2022-07-01,2025-03-31,D1D F1F,made up
D1D,ICB,Newest,2025-04-01,,,made up
E1E,CCG,Gone,2013-04-01,2019-03-31,,made up
F1F,ICB,Neighbour,2022-07-01,,,made up
"""
AREAS = """\
code,name,commissioners
A1A,The north,A1A B1B C1C D1D
B1B,The whole place,A1A A2A B1B C1C C2C D1D F1F@2025-04-01
F1F,Next door,F1F
"""


def write(folder: Path, bodies: str = BODIES, areas: str = AREAS) -> Path:
    """A folder of organisations."""
    (folder / "bodies.csv").write_text(bodies, encoding="utf-8")
    (folder / "areas.csv").write_text(areas, encoding="utf-8")
    return folder


def changed(text: str, old: str, new: str) -> str:
    """A text with the first of a passage, which it has, replaced."""
    assert old in text, old
    return text.replace(old, new, 1)


def refusal(call: Callable[[], object]) -> str:
    """The message with which something is refused."""
    with pytest.raises(CoequalError) as caught:
        call()
    return str(caught.value)
