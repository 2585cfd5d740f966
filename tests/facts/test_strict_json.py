"""JSON without its surprises."""

from decimal import Decimal

import pytest

from coequal.errors import CoequalError
from coequal.facts.strict_json import read_json


def test_numbers_are_exact() -> None:
    """Whole ones too."""
    assert read_json(b'{"a": [1, 31.20, 1e2], "b": {"c": true, "d": null, "e": "f"}}', "x") == {
        "a": [Decimal(1), Decimal("31.20"), Decimal(100)],
        "b": {"c": True, "d": None, "e": "f"},
    }


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"a": NaN}', "x: NaN is not a number."),
        (b"[-Infinity]", "x: -Infinity is not a number."),
        (b'{"a": 1, "a": 1}', 'x: "a" stands here twice; once is enough.'),
        (b'{"a": "\\u200b"}', "x: There is a hidden character here (U+200B). Take it out."),
        (b'[["\\ud800"]]', "x: There is a hidden character here (U+D800). Take it out."),
        (b'{"\\u0000": 1}', "x: There is a hidden character here (U+0000). Take it out."),
        (b"1" * 500, "x: 11111111111111111111… is not a number."),
        (b"1e99999999", "x: 1e99999999 is not a number."),
        (b"1e-99999999", "x: 1e-99999999 is not a number."),
        (b"1.1e" + b"9" * 30, "x: 1.1e9999999999999999… is not a number."),
        (b"[" * 100 + b"]" * 100, "x: This is nested too deeply."),
        (b"[" * 100_000, "x: This is nested too deeply."),
        (b"{", "x, line 1, column 2: This is not JSON"),
        (b"\xff", "x, line 1: This is not UTF-8 text. Save the file as UTF-8."),
        (b" " * 1_000_001, "x: This is too large: a file may have at most 1 MB."),
    ],
)
def test_what_could_be_misread_is_refused(data: bytes, words: str) -> None:
    """In one sentence that says where."""
    with pytest.raises(CoequalError) as refused:
        read_json(data, "x")
    assert str(refused.value).startswith(words)
