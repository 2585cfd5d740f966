"""One connection to the site that stays open, as a browser's does."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from gzip import decompress
from http.client import HTTPConnection
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, how many bytes travelled, and how long it took."""

    status: int
    text: str
    bytes: int
    seconds: float


class Asking:
    """Asks one thing after another."""

    def __init__(self, port: int) -> None:
        """Connect to this machine."""
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> Answer:
        """A page by its address."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """A page by a form."""
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, sent: str | None) -> Answer:
        headers = {"Accept-Encoding": "gzip", "Accept": "text/html, */*;q=0.8"}
        if sent is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self._connection.request(method, path, sent, headers)
        response = self._connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - began
        travelled = len(body)
        if response.getheader("Content-Encoding") == "gzip":
            body = decompress(body)
        return Answer(response.status, body.decode(errors="replace"), travelled, seconds)
