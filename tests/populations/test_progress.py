"""Progress on long work: only in a terminal, and only once it has taken a while."""

import sys
from io import StringIO

import pytest

from coequal.populations import progress as module
from coequal.populations.progress import progress


class Terminal(StringIO):
    """A stream that people look at."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def terminal_of(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The stream for messages, made a terminal of 60 columns."""
    found = Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    monkeypatch.setenv("COLUMNS", "60")
    return found


def test_the_items_come_through_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that is soon over shows nothing."""
    terminal = terminal_of(monkeypatch)
    assert list(progress(["a", "b", "c"], "Letters read")) == ["a", "b", "c"]
    assert terminal.getvalue() == ""


def test_long_work_shows_how_much_of_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """On one line that is written over each time, and wiped at the end."""
    terminal = terminal_of(monkeypatch)
    monkeypatch.setattr(module, "PATIENCE", -1.0)

    assert list(progress(["a", "b"], "Letters read")) == ["a", "b"]
    none, one, wiped, end = terminal.getvalue().split("\r")[1:]
    assert (none.rstrip(), one.rstrip()) == ("Letters read: 0 of 2", "Letters read: 1 of 2")
    assert (wiped.strip(), end) == ("", "")
    assert len(wiped) >= len("Letters read: 1 of 2")


def test_work_of_unknown_length_shows_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a total."""
    terminal = terminal_of(monkeypatch)
    monkeypatch.setattr(module, "PATIENCE", -1.0)

    assert list(progress((letter for letter in "ab"), "Letters read")) == ["a", "b"]
    assert "\rLetters read: 1 " in terminal.getvalue()
    assert " of " not in terminal.getvalue()


def test_it_shows_nothing_until_a_while_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second: here the third item is asked for after one."""
    terminal = terminal_of(monkeypatch)
    clock = iter([0.0, 0.4, 0.9, 1.4])
    monkeypatch.setattr(module, "monotonic", lambda: next(clock))

    assert list(progress("abc", "Letters read")) == ["a", "b", "c"]
    assert terminal.getvalue().startswith("\rLetters read: 2 of 3")


def test_it_shows_nothing_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a file or a pipe, however long the work takes."""
    monkeypatch.setattr(module, "PATIENCE", -1.0)
    stream = StringIO()
    monkeypatch.setattr(sys, "stderr", stream)

    assert list(progress(["a", "b"], "Letters read")) == ["a", "b"]
    assert stream.getvalue() == ""
