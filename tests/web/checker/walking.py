"""Somebody who goes through the checker: reads a page, answers its question with what they know, and goes on."""

import re
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from coequal.facts.case import Case, Known
from coequal.facts.dictionary import Dictionary
from coequal.facts.values import Value, say_number

NORFOLK = "/check/norfolk-and-waveney/assisted-conception"


def words(response: HttpResponse) -> str:
    """What a page says, without its tags, spaces as one."""
    main = re.sub(r"(?s)^.*?<main[^>]*>|</main>.*$", " ", response.content.decode())
    return " ".join(unescape(re.sub(r"(?s)<[^>]*>", " ", main)).split())


def heading(response: HttpResponse) -> str:
    """The one heading of the first level."""
    (found,) = re.findall(r"(?s)<h1[^>]*>(.*?)</h1>", response.content.decode())
    return " ".join(unescape(re.sub(r"(?s)<[^>]*>", " ", found)).split())


def hidden(response: HttpResponse, name: str) -> str:
    """What a page sends on in a hidden field; empty where it has none of that name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    return unescape(found[1]) if found else ""


@dataclass
class Walker:
    """A visitor, the checker's first page, and the page that they see."""

    client: Client
    home: str = NORFOLK
    page: HttpResponse = field(init=False)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """They open the first page."""
        self.page = self.client.get(self.home)

    @property
    def fact(self) -> str:
        """The fact that the page asks for."""
        return hidden(self.page, "fact") if 'name="action" value="answer"' in self.page.content.decode() else ""

    def send(self, step: str, **typed: Any) -> HttpResponse:
        """They send a form on; the page that comes is the one that they see."""
        self.page = self.client.post(f"{self.home}/{step}", {"state": hidden(self.page, "state"), **typed})
        return self.page

    def begin(self) -> "Walker":
        """They press the first button."""
        self.send("question")
        return self

    def answer(self, **typed: str) -> HttpResponse:
        """They answer the question of the page."""
        self.asked.append(self.fact)
        return self.send("question", fact=self.fact, action="answer", **typed)

    def unknown(self) -> HttpResponse:
        """They do not know."""
        self.asked.append(self.fact)
        radios = re.search(r'<input[^>]*type="radio"[^>]*value="unknown"', self.page.content.decode())
        typed = {"answer": "unknown", "action": "answer"} if radios else {"action": "unknown"}
        return self.send("question", fact=self.fact, **typed)

    def knows(self, case: Case, dictionary: Dictionary, until: str = "") -> "Walker":
        """They answer the questions that come, as far as they know, to the end or until a fact is asked for."""
        while self.fact not in ("", until):
            found = case.get(self.fact)
            if isinstance(found, Known):
                dated = "answer-on[day]" in self.page.content.decode()
                self.answer(**boxes(found, dictionary.facts[self.fact].unit, dated=dated))
            else:
                self.unknown()
            assert self.page.status_code == 200
            assert "There is a problem" not in words(self.page), self.asked[-1]
        return self


def boxes(found: Known, unit: str | None, *, dated: bool) -> dict[str, str]:
    """What somebody types for a fact that they know."""
    typed = in_boxes("answer", found.value)
    if unit:
        typed["answer-unit"] = unit
    if dated:
        typed |= in_boxes("answer-on", found.on) if found.on else {"answer-undated": "on"}
    return typed


def in_boxes(name: str, value: Value) -> dict[str, str]:
    """A value as it is typed: a day in three boxes."""
    match value:
        case bool():
            return {name: str(value).lower()}
        case date():
            return {f"{name}[day]": str(value.day), f"{name}[month]": str(value.month), f"{name}[year]": str(value.year)}
        case str():
            return {name: value}
        case _:
            return {name: say_number(value)}
