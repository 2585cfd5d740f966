"""Somebody at a browser without scripts, over a real connection: asks for pages, fills in their forms, sends them again when cut off."""

import re
import time
from http.client import HTTPConnection, HTTPException
from threading import Event
from urllib.parse import urlencode

from tests.web.forms import fields_of

Fields = dict[str, list[str]]
_PAUSE = 0.2  # seconds until somebody tries again


class Over(Exception):
    """The time is over before what was asked for came."""


class Visitor:
    """Somebody who is signed in. `again` counts how often something had to be asked again; `refused` are answers that nobody expects."""

    def __init__(self, port: int, session: str, over: Event) -> None:
        """Take the port of the site and the cookie of a session; after `over` nothing is tried again."""
        self.port, self.session, self.over = port, session, over
        self.token = ""
        self.again = 0

    def once(self, method: str, path: str, fields: Fields | None = None) -> tuple[int, str, str]:
        """The status, the page and the address to which it leads; 0 where none came."""
        body = urlencode(fields, doseq=True) if fields is not None else None
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={self.token}", "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
            for name, value in answer.getheaders():
                if name == "Set-Cookie" and value.startswith("csrftoken="):
                    self.token = value.split(";")[0].partition("=")[2]
            return answer.status, page, answer.getheader("Location", "")
        except (OSError, HTTPException):
            return 0, "", ""
        finally:
            connection.close()

    def page(self, path: str) -> str:
        """The page at an address, asked for until it comes. Raises `Over`."""
        while True:
            status, page, _to = self.once("GET", path)
            if status == 200:
                return page
            self._wait(status, path)

    def fields(self, path: str) -> Fields:
        """What a browser would send of the form at an address. Raises `Over`."""
        return fields_of(self.page(path))

    def send(self, path: str, fields: Fields) -> tuple[int, str, str]:
        """The answer to a form, sent until there is one: 200 where something stands in the way, 302 once it is done. Raises `Over`."""
        while True:
            told = self.once("POST", path, fields)
            if told[0] in (200, 302, 303):
                return told
            self._wait(told[0], path)

    def _wait(self, status: int, path: str) -> None:
        assert status in (0, 502, 503), (status, path)  # anything else is a fault of the site
        if self.over.is_set():
            raise Over
        self.again += 1
        time.sleep(_PAUSE)


def trouble(page: str) -> str:
    """The words of a page between its main marks, without tags: what it says stands in the way."""
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", main[0] if main else page).split())[:600]
