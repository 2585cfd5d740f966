"""People who use the site through its pages alone, without scripts: visitors, and officers who have an account.

    reader = Visitor()
    reader.go("/programmes").follow("Hearing aids").sees("We set out how the policies differ.")
    officer = Officer.invited(link, "pat@example.org")
    officer.go("/programmes/desk/begin").fill("Title", "Alike").press("Begin it")

Each step answers with the visitor, so that steps can be written one after the other. A page that does not come, or a form
that is refused, fails the test and says what the page says. Things are found by the words that people see (see `Page`).
"""

import time
from base64 import b32decode
from datetime import date
from itertools import count
from typing import Self
from urllib.parse import urlencode, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django_otp.oath import TOTP

from tests.web.replay.page import Page

PASS_PHRASE = "a long enough pass phrase"  # noqa: S105  # of people who are there for a test alone
_HOST = "http://testserver"
_COMPUTERS = count(1)


class Visitor:
    """Somebody at a computer of their own, with a browser that keeps cookies and runs no scripts."""

    def __init__(self) -> None:
        """Nothing is open yet."""
        computer = next(_COMPUTERS)
        self.client = Client(enforce_csrf_checks=True, REMOTE_ADDR=f"10.1.{computer // 250}.{computer % 250 + 1}")
        self.client.raise_request_exception = True
        self.page = Page("<main></main>", _HOST)

    @property
    def address(self) -> str:
        """Where the visitor is, without the host."""
        parts = urlsplit(self.page.address)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @property
    def heading(self) -> str:
        """What the page is called."""
        return self.page.heading

    @property
    def text(self) -> str:
        """What the main part of the page says."""
        return self.page.text

    def go(self, path: str, status: int = 200) -> Self:
        """Open an address; any status but the one that is awaited fails."""
        return self._arrive(self.client.get(path, follow=True, headers={"Sec-Fetch-Site": "none"}), status)

    def follow(self, words: str, beside: str = "") -> Self:
        """Follow a link of the page."""
        return self.go(self.page.link(words, beside))

    def fetch(self, words: str, beside: str = "") -> bytes:
        """What a link leads to that is no page: a file, or a feed. The page stays open."""
        return self._content(self.client.get(self.page.link(words, beside), follow=True))

    def fill(self, label: str, value: object, beside: str = "") -> Self:
        """Type into a box."""
        self.page.type(label, value, beside)
        return self

    def typed(self, label: str) -> str:
        """What stands in a box."""
        return self.page.typed(label)

    def day(self, legend: str, on: date) -> Self:
        """Type a day into three boxes."""
        for label, part in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
            self.page.type(label, part, beside=legend)
        return self

    def check(self, label: str, beside: str = "") -> Self:
        """Tick a box."""
        self.page.tick(label, beside)
        return self

    def uncheck(self, label: str, beside: str = "") -> Self:
        """Take the tick out of a box."""
        self.page.tick(label, beside, on=False)
        return self

    def choose(self, label: str, option: str) -> Self:
        """Choose from a list, or one of a group of round buttons."""
        self.page.choose(label, option)
        return self

    def attach(self, label: str, name: str, content: bytes) -> Self:
        """Choose a file to be sent along."""
        self.page.attach(label, name, content)
        return self

    def press(self, words: str, beside: str = "") -> Self:
        """Press a button. A form that comes back with mistakes fails."""
        self._send(words, beside)
        assert not self.page.problems, f"“{words}” was refused at {self.address}: {self.page.problems}"
        return self

    def refused(self, words: str, *says: str, beside: str = "") -> Self:
        """Press a button whose form comes back, and says each of these in its summary of mistakes."""
        self._send(words, beside)
        assert self.page.problems, f"“{words}” was not refused. The page says: {self.text[:600]}"
        for each in says:
            assert each in self.page.problems, f"“{each}” is not why it was refused, but: {self.page.problems}"
        return self

    def sees(self, *words: str) -> Self:
        """Fails unless the main part of the page says each of these."""
        for each in words:
            assert each in self.text, f"“{each}” does not stand at {self.address} (“{self.heading}”), which says:\n{self.text}"
        return self

    def sees_not(self, *words: str) -> Self:
        """Fails where the main part of the page says one of these."""
        for each in words:
            assert each not in self.text, f"“{each}” stands at {self.address} (“{self.heading}”)."
        return self

    def _send(self, words: str, beside: str) -> None:
        method, to, kind, fields = self.page.sent_by(words, beside)
        if method == "get":
            self.go(f"{to.partition('?')[0]}?{urlencode(fields)}")
            return
        headers = {"Origin": _HOST, "Referer": self.page.address, "Sec-Fetch-Site": "same-origin"}
        body: object = urlencode(fields).encode()
        if kind == "multipart/form-data":
            files = {name: SimpleUploadedFile(*file) for name, file in self.page.files.items()}
            body, kind = {**_many(fields), **files}, MULTIPART_CONTENT  # the client writes the parts
        self._arrive(self.client.post(to, body, content_type=kind, follow=True, headers=headers), 200)

    def _arrive(self, response: HttpResponse, status: int) -> Self:
        query = response.request["QUERY_STRING"]
        address = f"{_HOST}{response.request['PATH_INFO']}{f'?{query}' if query else ''}"
        page = Page(self._content(response, status).decode(), address)
        self.page = page
        return self

    def _content(self, response: HttpResponse, status: int = 200) -> bytes:
        content = b"".join(response) if response.streaming else response.content
        if response.status_code != status:
            page = Page(content.decode() or "<main></main>", _HOST)
            says = page.problems or page.text or content.decode()
            raise AssertionError(f"{response.status_code} at {response.request['PATH_INFO']}: {page.heading}: {says[:900]}")
        return content


class Officer(Visitor):
    """Somebody with an account, who signs in by password and code whenever the site asks for it."""

    def __init__(self, email: str) -> None:
        """Somebody with an e-mail address, who has not set up an account yet."""
        super().__init__()
        self.email, self._key, self._last = email, b"", 0

    @classmethod
    def invited(cls, link: str, email: str, name: str = "") -> Self:
        """Somebody who has followed the link of an invitation, chosen a password, and set up an app for codes."""
        one = cls(email)
        one.go(link).fill("Your name", name or email.partition("@")[0].title())
        one.fill("New password", PASS_PHRASE).fill("The same password again", PASS_PHRASE).press("Continue")
        (key,) = one.page.tree.find_class("typed-key")
        one._key = b32decode(key.text.replace(" ", "") + "=" * (-len(key.text.replace(" ", "")) % 8))
        one.fill("Code", one.code()).press("Confirm and sign in")
        return one

    def go(self, path: str, status: int = 200) -> Self:
        """Open an address; where the site asks for it, sign in first, and be led back."""
        super().go(path, status)
        if self.address.startswith("/staff/sign-in"):
            self.fill("E-mail address", self.email).fill("Password", PASS_PHRASE).press("Continue")
            self.fill("Code", self.code()).press("Sign in")
        return self

    def code(self) -> str:
        """The next code of the app that has not been used."""
        made = TOTP(self._key)
        self._last = max(int(time.time()) // made.step, self._last + 1)
        made.time = self._last * made.step
        return f"{made.token():06}"


def _many(fields: list[tuple[str, str]]) -> dict[str, object]:
    """Fields under their names, of which some come more than once."""
    found = QueryDict(mutable=True)
    for name, value in fields:
        found.appendlist(name, value)
    return dict(found.lists())
