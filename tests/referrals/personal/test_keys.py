"""The file of keys is made once, whole, for its owner alone; a broken one is never papered over."""

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from coequal.errors import CoequalError
from coequal.referrals.personal.keys import MARKS, SEALS, Ring, keep_ring, make_ring, new_key, open_to_others, read, ring
from coequal.referrals.personal.rotating import first_keys
from coequal.web.environment import surroundings
from tests.referrals.making import request


def test_it_is_made_once_for_its_owner_alone(keys_file: Path) -> None:
    """A key of each kind, in a file that nobody else can read, nor list its folder; what is there is left alone."""
    held = ring()
    assert [key.kind for key in held.keys] == [SEALS, MARKS]
    make_ring(keys_file)
    assert ring() == held
    assert stat.S_IMODE(keys_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(keys_file.parent.stat().st_mode) == 0o700
    assert list(keys_file.parent.iterdir()) == [keys_file]
    assert not open_to_others(keys_file)
    keys_file.chmod(0o640)
    assert open_to_others(keys_file)


def test_of_several_who_make_it_at_once_one_does(tmp_path: Path) -> None:
    """The others find it, and nothing else is left behind."""
    file = tmp_path / "personal-keys"
    with ThreadPoolExecutor(8) as several:
        list(several.map(make_ring, [file] * 8))
    assert list(tmp_path.iterdir()) == [file]
    assert len(read(file.read_text(), "it").keys) == 2


def test_it_reads_as_it_is_written() -> None:
    """Order, names, days and keys."""
    made = Ring((new_key(SEALS), new_key(MARKS), new_key(SEALS)))
    assert read(made.text(), "it") == made
    assert made.sealing == made.keys[0]


def test_a_key_shows_nowhere() -> None:
    """Neither a key nor a ring prints what it is."""
    held = ring()
    for key in held.keys:
        assert repr(key.secret) not in repr(held)
        assert key.secret.hex() not in repr(held)
        assert key.line().split()[-1] not in repr(held)


LINE = new_key(SEALS).line().strip()
MARKING = new_key(MARKS).line().strip()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no key that seals"),
        (LINE, "holds no key that marks"),
        (MARKING, "holds no key that seals"),
        (f"{LINE}\n{LINE}\n{MARKING}", "two keys that seals and have one name"),
        (f"{MARKING}\n{LINE[:-4]}", "line 2: This line is no key"),
        (f"{LINE} x\n{MARKING}", "line 1: This line is no key"),
        (LINE.replace("seals", "opens"), "This line is no key"),
        (re.sub(r"\d{4}-\d\d-\d\d", "2026-13-45", LINE), "This line is no key"),
        ("\x00\xff", "This line is no key"),
    ],
    ids=range(9),  # the keys are others each time, and every process has to name the tests alike
)
def test_a_broken_file_is_said_and_left(keys_file: Path, text: str, said: str) -> None:
    """The message says where and what to do, and shows nothing of a key; making the first keys changes nothing."""
    keys_file.write_text(text, encoding="latin-1")
    for asked in (ring, first_keys):
        with pytest.raises(CoequalError, match=said) as error:
            asked()
        assert LINE.split()[-1][:20] not in str(error.value)
    assert keys_file.read_text(encoding="latin-1") == text


@pytest.mark.django_db
def test_the_first_keys_are_made_where_nothing_is_sealed(settings: Any, tmp_path: Path) -> None:
    """And only there: where something is, the message says that the file has to come back."""
    settings.PERSONAL_KEYS = tmp_path / "personal-keys"
    with pytest.raises(CoequalError, match="There are no keys of personal data at"):
        ring()
    first_keys()
    held = ring()
    first_keys()
    assert ring() == held
    request()
    settings.PERSONAL_KEYS.unlink()
    with pytest.raises(CoequalError, match="Put the file back from its copy"):
        first_keys()
    assert not settings.PERSONAL_KEYS.exists()
    keep_ring(settings.PERSONAL_KEYS, held.keys)
    first_keys()


def test_a_file_that_cannot_be_read_is_said(keys_file: Path) -> None:
    """Such as a folder of that name."""
    keys_file.unlink()
    keys_file.mkdir()
    with pytest.raises(CoequalError, match="cannot be read: Is a directory"):
        ring()


def test_the_surroundings_say_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In the data folder, unless another place is named."""
    monkeypatch.setenv("COEQUAL_DATA", str(tmp_path))
    assert surroundings({}).personal_keys == tmp_path / "personal-keys"
    assert surroundings({"COEQUAL_PERSONAL_KEYS_FILE": "/mnt/keys/ours"}).personal_keys == Path("/mnt/keys/ours")
