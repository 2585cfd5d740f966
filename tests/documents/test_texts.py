"""Texts come out clean, and in the PDF in signs that its typefaces have."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.documents.texts import NOWHERE, clean, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  one\n two\t three ", "one two three"),
        ("a\x00b\x1b[31m\u009bc", "ab[31mc"),
        ("safe\u202egpj.exe", "safegpj.exe"),
        ("half \ud800", "half"),
        ("\ufffe\ufdd0\U0001ffffx", "x"),
        ("Ceredigion – 5 %, ≥ 18", "Ceredigion – 5 %, ≥ 18"),
        ("שלום 中文 😀", "שלום 中文 😀"),
        ("line\u2028end", "line end"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    """Signs that steer a machine go, each run of spaces is one, and every letter stays."""
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Żółć, Ελλάδα, Москва, שלום", "Żółć, Ελλάδα, Москва, שלום"),
        ("5 ≤ x → ✓", "5 ≤ x → [check mark]"),
        ("yes 👍🏽", "yes [thumbs up sign][emoji modifier fitzpatrick type-4]"),
        ("中文", NOWHERE * 2),
        ("e\u0301", "é"),
        ("woman \u2066", "woman"),
        ("a\ufe0f", "a"),
        ("x\u20dd", "x"),
        ("\U000e0001x", "x"),
        ("\u0378", NOWHERE),
    ],
)
def test_shown(text: str, expected: str) -> None:
    """A symbol without a shape is named, a letter without one is seen to be missing, and an accent without one is left out."""
    assert shown(text) == expected


@given(st.text())
def test_cleaning_once_is_enough(text: str) -> None:
    """What is clean stays as it is, and holds no sign of control."""
    found = clean(text)
    assert clean(found) == found
    assert not [sign for sign in found if unicodedata.category(sign) in {"Cc", "Cs"}]
    assert shown(shown(text)) == shown(text)
