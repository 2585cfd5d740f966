"""The state that travels: only this site reads it, for an hour, for the policy that it is about."""

import json
from dataclasses import asdict

import pytest

from coequal.web.checker import state as states
from coequal.web.checker.state import MOST_LETTERS, NotOurs, State, TooOld, sealed, unsealed

STATE = State("here/care", "1", "sha256:0", "2026-11-26", answers={"weight": {"value": "71"}, "born": None})


def test_a_state_comes_back_as_it_was_sent_and_cannot_be_read_on_the_way() -> None:
    """Answers, their order, and what is not known."""
    text = sealed(STATE)
    assert unsealed(text, "here/care") == STATE
    assert "weight" not in text
    assert sealed(STATE) != text


def test_what_is_forged_or_too_long_or_of_another_policy_is_refused() -> None:
    """The message holds nothing of an answer."""
    text = sealed(STATE)
    for bad in ("", "nonsense", text[:-4] + "AAA=", "ü", "x" * (MOST_LETTERS + 1)):
        with pytest.raises(NotOurs):
            unsealed(bad, "here/care")
    with pytest.raises(NotOurs, match="under another policy"):
        unsealed(text, "there/care")


def test_after_an_hour_a_state_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute before it can."""
    text, now = sealed(STATE), states.time.time()
    monkeypatch.setattr(states.time, "time", lambda: now + 59 * 60)
    assert unsealed(text, "here/care") == STATE
    monkeypatch.setattr(states.time, "time", lambda: now + 61 * 60)
    with pytest.raises(TooOld):
        unsealed(text, "here/care")


def test_a_state_of_the_key_before_is_still_read(settings: object) -> None:
    """As long as that key is named among those that are accepted."""
    text, old = sealed(STATE), settings.SECRET_KEY
    settings.SECRET_KEY = "another key that is long enough"  # noqa: S105  # it guards nothing
    settings.SECRET_KEY_FALLBACKS = [old]
    assert unsealed(text, "here/care") == STATE
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(NotOurs):
        unsealed(text, "here/care")


@pytest.mark.parametrize(
    "other",
    [
        [],
        {"more": 1},
        {"who": None},
        {"who": "robot"},
        {"today": "soon"},
        {"made": "now"},
        {"ahead": 1},
        {"handed": "patient BMI"},
        {"handed": [1]},
        {"answers": []},
        {"kept": {"weight": "71"}},
        {"answers": {"weight": {"date": "2026-01-01"}}},
        {"answers": {"weight": {"value": 71}}},
    ],
)
def test_what_another_version_of_the_site_sealed_is_refused(other: object) -> None:
    """Parts that are missing, that are too many, or that are of another kind."""
    plain = {**asdict(STATE), "made": int(states.time.time())}
    text = states._seal().encrypt(json.dumps({**plain, **other} if isinstance(other, dict) else other).encode()).decode()
    with pytest.raises(NotOurs, match="another version of this site"):
        unsealed(text, "here/care")
    unread = states._seal().encrypt(b"no text of ours").decode()
    with pytest.raises(NotOurs):
        unsealed(unread, "here/care")
