"""People who work on a site at once, each at one kind of thing, and hold on to what the site acknowledged."""

import re
import threading
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.endurance.visitor import Over, Visitor, trouble
from tests.web.answering.crowd import Person
from tests.web.forms import fields_of

_PASSAGE = "request.treatment"


class Busy(Protocol):
    """Somebody who does one thing after another until told that it is over."""

    over: threading.Event

    def work(self) -> None:
        """Go on until it is over."""

    def lost(self, kept: dict[str, Any]) -> list[str]:
        """What was acknowledged and is not there, or is there twice, in words."""


@dataclass
class Answering:
    """People who answer a survey, one after another."""

    port: int
    survey: str
    number: int
    over: threading.Event
    done: list[Person] = field(default_factory=list)
    again: int = 0

    def work(self) -> None:
        """Whole responses, until it is over."""
        while not self.over.is_set():
            person = Person(self.number * 1000 + len(self.done), self.port, self.survey)
            person.answer()
            self.again += person.again
            self.done.append(person)

    def lost(self, kept: dict[str, Any]) -> list[str]:
        """Answers that are not as they were acknowledged, and responses that count twice."""
        by_poster: dict[str, list[dict[str, Any]]] = {}
        for one in kept["responses"]:
            if one["status"] == "complete":
                by_poster.setdefault(one["answers"]["found-out"], []).append(one["answers"])
        return [f"person {one.number}" for one in self.done if not _stands_once(one, by_poster.get(f"poster {one.number}", []))]


def _stands_once(person: Person, answers: list[dict[str, Any]]) -> bool:
    told = {name: " ".join(value.split()) for name, value in person.acknowledged.items()}
    return [{name: " ".join(str(one[name]).split()) for name in told} for one in answers] == [told]


@dataclass
class Drafting:
    """A policy manager who changes one line after another."""

    who: Visitor
    draft: str
    over: threading.Event
    acknowledged: list[str] = field(default_factory=list)

    def work(self) -> None:
        """Change a line and save, until it is over."""
        path = f"/studio/{self.draft}/edit"
        turn = 0
        try:
            while not self.over.is_set():
                fields = self.who.fields(path)
                lines = fields["text"][0].split("\n")
                lines[turn % 60] = f"turn {turn}"
                fields["text"] = ["\n".join(lines)]
                status, page, _to = self.who.send(path, fields)
                assert status in (302, 303), trouble(page)
                self.acknowledged.append("\n".join(lines))
                turn += 1
        except Over:
            return

    def lost(self, kept: dict[str, Any]) -> list[str]:
        """Texts that are no revision, and texts that are two."""
        texts = [text.replace("\r\n", "\n") for text in kept["revisions"]]
        gone = [text for text in self.acknowledged if text not in texts]
        return [*(f"revision {text[:40]!r}" for text in gone), *(["a revision twice"] if len(texts) != len(set(texts)) else [])]


@dataclass
class Asking:
    """A clinician who begins requests, and writes on in each."""

    who: Visitor
    over: threading.Event
    written: dict[str, list[str]] = field(default_factory=dict)  # by reference what was acknowledged, or tried last

    def work(self) -> None:
        """Begin a request, change a passage of it some times, and begin the next, until it is over."""
        try:
            while not self.over.is_set():
                self._one()
        except Over:
            return

    def _one(self) -> None:
        fields = {**self.who.fields("/funding/new"), "commissioner": ["EXA1"], "service": ["another"]}
        fields |= {"referred_on[day]": ["2"], "referred_on[month]": ["11"], "referred_on[year]": ["2026"]}
        status, page, place = self.who.send("/funding/new", fields)
        assert status in (302, 303), trouble(page)
        reference = re.findall(r"[A-Z]-[A-Z0-9]{4}-[A-Z0-9]{4}", place)[0]
        self.written[reference] = []
        for turn in range(5):
            self._write(reference, _passage(turn, reference))

    def _write(self, reference: str, words: str) -> None:
        path = f"/funding/{reference}/parts/request"
        while True:
            fields = self.who.fields(path)
            if fields[_PASSAGE] == [words]:
                break  # it was kept though nobody said so
            status, page, _to = self.who.send(path, {**fields, _PASSAGE: [words], "then": ["list"]})
            if status in (302, 303):
                break
            assert "somebody else" in page.lower(), trouble(page)  # itself, before it was cut off
        self.written[reference].append(words)

    def lost(self, kept: dict[str, Any]) -> list[str]:
        """Requests that are not there or that nobody began, and passages that are older than what was acknowledged last."""
        there: dict[str, dict[str, str]] = kept["requests"]
        gone = [one for one, words in self.written.items() if one not in there or (words and not _holds(there[one], words[-1]))]
        more = len(there) - len(self.written)
        return [*(f"request {one}" for one in gone), *([f"{more} requests that nobody began"] if more > 1 else [])]


def _holds(answers: dict[str, str], words: str) -> bool:
    """Whether the passage that was acknowledged last stands there, or the one that was sent after it and never acknowledged."""
    turn, reference = int(words.split()[1]), words.split()[3]
    return answers[_PASSAGE] in (words, _passage(turn + 1, reference))


def _passage(turn: int, reference: str) -> str:
    return f"Turn {turn} of {reference} was written."


@dataclass
class Voting:
    """Somebody of governance who takes down votes, one at a time."""

    who: Visitor
    meeting: str
    motions: list[str]
    over: threading.Event
    acknowledged: list[tuple[str, int]] = field(default_factory=list)

    def work(self) -> None:
        """Take down a vote, until nobody is left or it is over."""
        try:
            for motion in self.motions:
                while not self.over.is_set() and self._one(motion):
                    pass
        except Over:
            return

    def _one(self, motion: str) -> bool:
        """Whether somebody was left to vote on a motion."""
        path = f"/meetings/{self.meeting}/motions/{motion}/votes"
        page = self.who.page(path)
        seats = re.findall(r'name="vote-(\d+)"', page)
        if not seats:
            return False
        _status, look, _to = self.who.send(path, {**self.who.fields(path), f"vote-{seats[0]}": ["for"]})
        status, page, _to = self.who.send(path, {**fields_of(look), "sure": ["yes"]})
        if status in (302, 303) or "Somebody else changed something" not in page:
            self.acknowledged.append((motion, int(seats[0])))
        return True

    def lost(self, kept: dict[str, Any]) -> list[str]:
        """Votes that are not there, and votes of one seat that are there twice."""
        votes = [(motion, seat) for motion, seat in kept["votes"]]
        gone = [f"vote of {seat} on {motion}" for motion, seat in self.acknowledged if (motion, seat) not in votes]
        return [*gone, *(["a vote twice"] if len(votes) != len(set(votes)) else [])]
