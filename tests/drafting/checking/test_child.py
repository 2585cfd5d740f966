"""The process that checks, seen from inside."""

import resource
import socket
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from coequal.drafting.beginning import own_text
from coequal.drafting.checking import quick, thorough
from coequal.drafting.checking.__main__ import main
from coequal.drafting.checking.child import _lower, limit_memory, serve
from coequal.drafting.checking.frames import Data, Ended, frame, receive
from coequal.drafting.merging import MARKS
from coequal.errors import CoequalError, Place
from coequal.policies.library import Library
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.write import write_people
from coequal.web.studio.changing import shown
from tests.lint.building import POLICY, changed, library_folder

TYPED = {"text": POLICY, "people": False, "today": "2026-11-23", "seconds": 5}


class Talk:
    """Questions that are already written, and the answers to them."""

    def __init__(self, *questions: Data) -> None:
        self.waiting = b"".join(map(frame, questions))
        self.written = b""

    def read(self, most: int) -> bytes:
        """A few bytes at a time."""
        part, self.waiting = self.waiting[: min(most, 1_000)], self.waiting[min(most, 1_000) :]
        return part

    def write(self, data: bytes) -> None:
        """Note what is answered."""
        self.written += data

    def answers(self) -> list[Data]:
        """What was answered, after the word that it is ready."""
        other, found = Talk(), []
        other.waiting = self.written
        while True:
            try:
                found.append(receive(other.read))
            except Ended:
                return found[1:]


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The limits that the process would set itself, which are not set on the one that runs the tests."""
    found: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda which, both: found.append((which, both[0])))
    return found


def test_questions_are_answered_until_nobody_asks(limits: list[tuple[int, int]]) -> None:
    """Each within so much work; what the question itself forbids is told with its line."""

    def answer(question: Data) -> Data:
        if question["text"] == "wrong":
            raise CoequalError("That is wrong.", Place("draft.md", 7) if question["seconds"] == 2 else None)
        return {"said": question["text"]}

    talk = Talk({"text": "right", "seconds": 1}, {"text": "wrong", "seconds": 2}, {"text": "wrong", "seconds": 3})
    serve(answer, talk.read, talk.write, large=10**9)
    assert talk.answers() == [
        {"answer": {"said": "right"}, "leaving": False},
        {"refused": "That is wrong.", "line": 7, "leaving": False},
        {"refused": "That is wrong.", "line": None, "leaving": False},
    ]
    assert [which for which, _ in limits] == [resource.RLIMIT_CPU] * 3


def test_whatever_goes_wrong_is_said_and_another_process_takes_its_place() -> None:
    """And so it is with one that has grown large."""

    def answer(_question: Data) -> Data:
        raise RecursionError

    talk = Talk(TYPED, TYPED)
    serve(answer, talk.read, talk.write, large=10**9)
    assert talk.answers() == [{"failed": "RecursionError", "leaving": True}]
    talk = Talk(TYPED, TYPED)
    serve(lambda _question: {}, talk.read, talk.write, large=-1)
    assert talk.answers() == [{"answer": {}, "leaving": True}]


def test_memory_is_limited_within_what_the_surroundings_allow(
    monkeypatch: pytest.MonkeyPatch, limits: list[tuple[int, int]]
) -> None:
    """A lower limit that is there already stays."""
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (-1, resource.RLIM_INFINITY))
    limit_memory(1_000)
    assert limits == [(resource.RLIMIT_AS, 1_000), (resource.RLIMIT_CORE, 0)]
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (-1, 500))
    _lower(resource.RLIMIT_AS, 1_000)
    assert limits[-1] == (resource.RLIMIT_AS, 500)


def test_the_process_answers_at_the_other_end_of_a_socket(tmp_path: Path) -> None:
    """As its command line says."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(frame(TYPED))
        ours.shutdown(socket.SHUT_WR)
        main(["quick", str(1 << 40), str(library_folder(tmp_path)), str(tmp_path)], theirs)
        assert receive(ours.recv) == {"ready": True}
        assert receive(ours.recv)["answer"]["policy"] == "here/fertility"


def test_half_a_sign_reaches_the_process_as_it_is(tmp_path: Path) -> None:
    """It is told that this is no text."""
    answer = quick.answers(Library(library_folder(tmp_path)), tmp_path)
    talk = Talk({**TYPED, "text": "\ud800"})
    serve(answer, talk.read, talk.write, large=10**9)
    (found,) = talk.answers()
    assert "not UTF-8" in found["answer"]["findings"][0]["message"]


def ask(tmp_path: Path, **question: object) -> Data:
    """What the thorough process answers, without people."""
    return thorough.answers(Library(library_folder(tmp_path)), tmp_path)({**TYPED, **question})


def test_what_a_text_changes_is_told_in_words_and_for_somebody_made_up(tmp_path: Path) -> None:
    """Without people of the service nobody is counted."""
    new = changed(
        POLICY, ('version: "2024"', 'version: "2027"'), ("in [19 .. 30]", "in [19 .. 32]"), ("no more than 30", "no more than 32")
    )
    found = ask(tmp_path, ask="difference", old=POLICY, text=new, **{"old name": "the old one", "name": "the new one"})
    (criterion,) = found["says"]["criteria"]
    assert criterion["title"] == "Body mass index (clause 2)"
    assert found["proof"]["relation"] == "b wider"
    assert "her body mass index is 31" in " ".join(found["proof"]["couples"]["b only"]["couple"])
    assert (found["seen"], found["population"], found["tables"]) == ([True, True], None, "")
    assert "people" not in found["proof"]


def test_where_nothing_can_be_shown_for_people_the_reason_is_told(tmp_path: Path) -> None:
    """Such as a day on which nobody is referred."""
    late = changed(POLICY, ("read as: 2024-04-01, because", "read as: 2099-12-31, because"))
    found = ask(tmp_path, ask="difference", old=POLICY, text=late, **{"old name": "a", "name": "b"})
    assert found["proof"] is None
    assert "Nobody is referred on 31 December 2099" in found["because"]


@pytest.mark.parametrize(("form", "begins"), [("pdf", "JVBERi"), ("docx", "UEsDB")])
def test_a_draft_becomes_a_document_that_says_it_is_one(tmp_path: Path, form: str, begins: str) -> None:
    """As a PDF or a Word file."""
    assert ask(tmp_path, ask="document", form=form)["bytes"].startswith(begins)


def test_a_document_is_made_of_nothing_that_cannot_be_read(tmp_path: Path) -> None:
    """The mistake is told with its line."""
    with pytest.raises(CoequalError, match="begins with its front matter"):
        ask(tmp_path, ask="document", form="pdf", text=MARKS[0])


def test_people_who_gain_and_lose_are_counted_where_there_are_some(tmp_path: Path) -> None:
    """Made-up ones, with how they were made; people who are not made up are not counted."""
    recipe, path = Recipe(300, 1), tmp_path / "assisted-conception.parquet"
    write_people(recipe, path)
    shipped = Library()
    old = own_text(
        next(policy for policy in shipped.versions("norfolk-and-waveney/assisted-conception") if policy.version == "2022-07")
    )
    new = changed(old, ("met when: patient BMI in [19 .. 30]", "met when: patient BMI in [19 .. 32]"))
    question = {**TYPED, "ask": "difference", "old": old, "text": new, "old name": "a", "name": "b"}
    found = thorough.answers(shipped, tmp_path)(question)
    assert found["proof"]["people"]["people"] == 300
    assert "<caption" in found["tables"]
    assert '"seed": 1' in found["population"]
    told = shown(found)
    assert told["affected"] is not None
    assert "300 made-up couples and single women" in told["affected"].says
    pq.write_table(pq.read_table(path).drop_columns(["synthetic"]).replace_schema_metadata({}), path)
    real = thorough.answers(shipped, tmp_path)(question)
    assert (real["population"], real["tables"]) == (None, "")
