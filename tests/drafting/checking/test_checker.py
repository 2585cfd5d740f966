"""The site's side of checking, with real processes and texts that are meant to do harm."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coequal.drafting.checking.checker import BUSY, FAILED, ONE_EACH, Checker, NotChecked
from coequal.drafting.checking.frames import Data
from coequal.errors import CoequalError
from tests.lint.building import POLICY, library_folder

MANY = (
    POLICY
    + "\n## More\n\n```example\nlike: she meets every rule\npeople:\n"
    + "".join(f"  - {{name: p{n}}}\n" for n in range(15_000))
    + "```\n"
)


@pytest.fixture
def checker(tmp_path: Path) -> Iterator[Checker]:
    """A checker over a small library."""
    found = Checker("quick", [library_folder(tmp_path)], tmp_path, memory=1 << 30, waiting=3)
    yield found
    found.end()


def typed(text: str = POLICY, *, people: bool = False) -> Data:
    """The question while somebody types."""
    return {"text": text, "people": people, "today": "2026-11-23"}


def ask(checker: Checker, text: str = POLICY, seconds: float = 20) -> str | None:
    """The id of the policy, as it is read."""
    found: str | None = checker.ask(typed(text), seconds)["policy"]
    return found


def _until(comes: Callable[[], bool]) -> None:
    """Wait for another thread to get so far, however slow it is."""
    while not comes():
        time.sleep(0.01)


def test_one_process_answers_many_questions(checker: Checker) -> None:
    """It is started with the first."""
    assert checker._process is None
    assert ask(checker) == "here/fertility"
    process = checker._process
    assert ask(checker, "no policy") is None
    assert checker._process is process


def test_a_text_that_takes_too_long_is_given_up_and_the_next_one_is_checked(checker: Checker) -> None:
    """Thousands of example people take longer than anybody waits."""
    ask(checker)
    with pytest.raises(NotChecked, match=r"took too long to check \(over 0.5 seconds\)"):
        checker.ask(typed(MANY, people=True), 0.5)
    assert checker._process is None
    assert ask(checker) == "here/fertility"


def test_a_process_that_dies_is_replaced(checker: Checker) -> None:
    """Whether it dies at work, or between two questions."""
    ask(checker)
    assert checker._process is not None
    dying = threading.Timer(1, os.kill, (checker._process.pid, signal.SIGKILL))
    dying.start()
    with pytest.raises(NotChecked, match="gave up on it"):
        checker.ask(typed(MANY, people=True), 20)
    assert ask(checker) == "here/fertility"
    checker._process.kill()
    checker._process.wait()
    assert ask(checker) == "here/fertility"


def test_a_process_that_may_have_no_more_memory_says_so_or_dies(tmp_path: Path) -> None:
    """The site lives on, and starts another."""
    small = Checker("quick", [library_folder(tmp_path)], tmp_path, memory=1_000_000, waiting=3)
    with pytest.raises(NotChecked) as refused:
        small.ask(typed(MANY, people=True), 20)
    assert refused.value.says == FAILED
    small.end()


def test_a_process_that_fails_at_a_question_is_replaced(checker: Checker) -> None:
    """What it failed at is told as such, and the next question is answered."""
    with pytest.raises(NotChecked) as refused:
        checker.ask({"text": POLICY}, 20)
    assert refused.value.says == FAILED
    assert checker._process is None
    assert ask(checker) == "here/fertility"


def test_a_process_that_cannot_start_is_told(tmp_path: Path) -> None:
    """Such as over a folder that is no library."""
    with pytest.raises(NotChecked, match="gave up on it"):
        Checker("quick", [tmp_path], tmp_path, memory=1 << 30, waiting=3).ask(typed(), 5)


def test_a_question_that_cannot_be_answered_is_an_error_with_its_line(tmp_path: Path) -> None:
    """As it would be without a process between."""
    thorough = Checker("thorough", [library_folder(tmp_path)], tmp_path, memory=4 << 30, waiting=2)
    with pytest.raises(CoequalError, match="begins with its front matter") as refused:
        thorough.ask({"ask": "document", "text": "no policy", "form": "pdf", "today": "2026-11-23"}, 30)
    assert refused.value.place is not None
    assert refused.value.place.line == 1
    thorough.end()


def test_only_so_many_wait_and_none_of_them_for_ever(tmp_path: Path) -> None:
    """Everybody else is told to try again."""
    queue = Checker("quick", [library_folder(tmp_path)], tmp_path, memory=1 << 30, waiting=2)
    ask(queue)
    first = threading.Thread(target=pytest.raises, args=(NotChecked, queue.ask, typed(MANY, people=True), 6))
    first.start()
    _until(queue._alone.locked)
    second = threading.Thread(target=pytest.raises, args=(NotChecked, queue.ask, typed(), 3))
    second.start()
    _until(lambda: queue._waiting._value == 0)
    with pytest.raises(NotChecked) as third:
        queue.ask(typed(), 5)
    assert third.value.says == BUSY
    second.join()
    first.join()
    assert ask(queue) == "here/fertility"
    queue.end()


def test_one_text_of_each_person_is_checked_at_a_time(checker: Checker) -> None:
    """So whoever has many checked at once keeps nobody else from it."""
    ask(checker)
    first = threading.Thread(target=pytest.raises, args=(NotChecked, checker.ask, typed(MANY, people=True), 3, "pat"))
    first.start()
    _until(checker._alone.locked)
    for _ in range(5):
        with pytest.raises(NotChecked) as second:
            checker.ask(typed(), 5, "pat")
        assert second.value.says == ONE_EACH
    assert checker.ask(typed(), 20, "sam")["policy"] == "here/fertility"
    first.join()
    assert checker.ask(typed(), 20, "pat")["policy"] == "here/fertility"


def test_the_deadline_counts_the_whole_answer() -> None:
    """A process that answers slowly, byte by byte, does not win time by it."""
    from coequal.drafting.checking.checker import _left

    with pytest.raises(TimeoutError):
        _left(time.monotonic() - 1)
