"""What is sealed opens as it was, in its own place, with its own key, and never otherwise."""

from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.referrals.personal.keys import MARKS, SEALS, keep_ring, new_key, ring
from coequal.referrals.personal.sealing import CannotOpen, is_of_row, key_of, seal, unseal

ABOUT = "referrals_identity.name"


@given(plain=st.binary(max_size=300), about=st.text(st.characters(codec="utf-8"), max_size=40))
def test_what_is_sealed_opens_as_it_was(plain: bytes, about: str) -> None:
    """Whatever it is, and wherever it belongs; two sealings of one value are never alike."""
    first, second = seal(plain, about), seal(plain, about)
    assert unseal(first, about) == unseal(second, about) == plain
    assert first != second
    assert len(plain) < 8 or plain not in first


@given(plain=st.binary(max_size=100), other=st.text(st.characters(codec="utf-8"), max_size=40).filter(lambda text: text != ABOUT))
def test_what_was_moved_does_not_open(plain: bytes, other: str) -> None:
    """A value of one column means nothing in another."""
    with pytest.raises(CannotOpen):
        unseal(seal(plain, ABOUT), other)


@given(plain=st.binary(max_size=100), row=st.uuids(), other=st.uuids())
def test_what_is_of_one_row_does_not_open_in_another(plain: bytes, row: UUID, other: UUID) -> None:
    """Nor without a row; and what is of the column alone is told apart, whichever row it is asked for."""
    sealed, of_column = seal(plain, ABOUT, row), seal(plain, ABOUT)
    assert unseal(sealed, ABOUT, row) == unseal(of_column, ABOUT, row) == plain
    assert is_of_row(sealed) > is_of_row(of_column)
    for wrong in {other, None} - {row}:
        with pytest.raises(CannotOpen):
            unseal(sealed, ABOUT, wrong)


@given(plain=st.binary(max_size=60), data=st.data())
def test_what_was_changed_does_not_open(plain: bytes, data: st.DataObject) -> None:
    """Not a bit of it may differ, and nothing may be cut off or added."""
    sealed = seal(plain, ABOUT)
    place, bit = data.draw(st.integers(0, len(sealed) - 1)), data.draw(st.integers(0, 7))
    changed = bytearray(sealed)
    changed[place] ^= 1 << bit
    for wrong in (bytes(changed), sealed[:place], sealed + b"\x00"):
        with pytest.raises(CannotOpen):
            unseal(wrong, ABOUT)


def test_every_byte_of_a_sealed_value_counts() -> None:
    """Each alone, so that none is left to chance."""
    sealed = seal(b"Wilhelmina Example", ABOUT)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 0xFF
        with pytest.raises(CannotOpen):
            unseal(bytes(changed), ABOUT)


def test_lengths_tell_little() -> None:
    """All short values are as long as one another, and longer ones go by blocks."""
    lengths = [len(seal(bytes(count), ABOUT)) for count in range(100)]
    assert lengths[:29] == [lengths[0]] * 29
    assert len(set(lengths)) == 4


def test_another_key_does_not_open_it(keys_file: Path) -> None:
    """Neither one of another name, nor one that only has the same name; the message names the key and shows no value."""
    sealed = seal(b"Wilhelmina Example", ABOUT)
    old = ring().sealing
    keep_ring(keys_file, (new_key(SEALS), new_key(MARKS)))
    with pytest.raises(
        CannotOpen, match=rf"referrals_identity\.name is sealed with key {key_of(sealed)}, which is not in"
    ) as missing:
        unseal(sealed, ABOUT)
    keep_ring(keys_file, (type(old)(SEALS, old.id, old.made, bytes(32)), new_key(MARKS)))
    with pytest.raises(CannotOpen, match="does not open") as wrong:
        unseal(sealed, ABOUT)
    for error in (missing.value, wrong.value):
        assert "Wilhelmina" not in str(error)
        assert sealed.hex() not in str(error)


def test_after_a_new_key_old_values_still_open(keys_file: Path) -> None:
    """The first key seals, and all open: a running process takes up a changed file by itself."""
    before = seal(b"before", ABOUT)
    newest = new_key(SEALS)
    keep_ring(keys_file, (newest, *ring().keys))
    after = seal(b"after", ABOUT)
    assert key_of(after) == newest.id != key_of(before)
    assert (unseal(before, ABOUT), unseal(after, ABOUT)) == (b"before", b"after")
