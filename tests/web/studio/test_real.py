"""Saving on the site as it is really run: several people at once, and a server that is killed at any moment."""

import json
import os
import random
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from tests.journeys.running import Site

pytestmark = pytest.mark.django_db  # on PostgreSQL too, though the site has a database of its own
KEYS = {"COEQUAL_SECRET_KEYS": "the-key-of-a-site-that-is-there-for-one-test-alone"}


@dataclass
class Home:
    """A site's home, with a draft in it."""

    folder: Path
    reference: str
    cookies: list[str]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home of its own."""
    environment = {**os.environ, **KEYS, "COEQUAL_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "tests.web.studio.prepared", str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return Home(tmp_path, told["reference"], told["cookies"])


@dataclass
class Writer:
    """Somebody who writes: what was acknowledged, and what is still to be sent again."""

    home: Home
    number: int
    port: int
    on: int = 1
    text: str = ""
    token: str = ""
    acknowledged: list[str] = field(default_factory=list)
    waiting: tuple[str, str] | None = None

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        """The status and what came back."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        cookies = f"sessionid={self.home.cookies[self.number]}; csrftoken={self.token}"
        connection.request(method, f"/studio/{self.home.reference}/{path}", body, {"Cookie": cookies, **headers})
        answer = connection.getresponse()
        for name, value in answer.getheaders():
            if name == "Set-Cookie" and value.startswith("csrftoken="):
                self.token = value.split(";")[0].partition("=")[2]
        return answer.status, answer.read().decode()

    def look(self) -> None:
        """Take the newest text into the editor."""
        status, page = self.ask("GET", "edit")
        assert status == 200, page
        found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
        on = re.search(r'name="on" value="(\d+)"', page)
        assert found
        assert on
        self.text, self.on = unescape(found[1]), int(on[1])

    def write(self, line: int, words: str) -> None:
        """Change a line, and save; sent with the same key until it is acknowledged."""
        lines = self.text.split("\n")
        lines[line] = words
        self.waiting = ("\n".join(lines), secrets.token_urlsafe(12))
        self.send()

    def send(self) -> None:
        """Send what waits."""
        assert self.waiting
        text, key = self.waiting
        fields = {"csrfmiddlewaretoken": self.token, "on": str(self.on), "key": key, "text": text, "note": "", "bringing": ""}
        body = "".join(
            f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
        )
        kind = {"Content-Type": "multipart/form-data; boundary=edge", "Accept": "application/json"}
        status, page = self.ask("POST", "edit", f"{body}--edge--\r\n".encode(), **kind)
        assert status == 200, page
        told = json.loads(page)
        self.acknowledged.append(text)
        self.waiting, self.text, self.on = None, text, told["on"]
        if told["go"]:
            self.look()


def history(writer: Writer) -> list[str]:
    """The text of every revision, as the site has it."""
    _, page = writer.ask("GET", "history")
    numbers = sorted({int(number) for number in re.findall(r"/history/(\d+)\"", page)})
    return [_text_of(writer, number) for number in numbers]


def _text_of(writer: Writer, number: int) -> str:
    _, page = writer.ask("GET", f"history/{number}")
    return "\n".join(unescape(line) for line in re.findall(r"<th scope=\"row\">\d+</th><td>(.*?)</td>", page))


def wrote(site: Site, home: Home, times: int) -> list[Writer]:
    """Two people who each change lines of their own, as quickly as they can."""
    writers = [Writer(home, number, site.port) for number in (0, 1)]

    def work(writer: Writer) -> None:
        writer.look()
        for turn in range(times):
            writer.write(writer.number * 30 + 2 * turn % 28, f"{writer.number} wrote {turn}")

    threads = [threading.Thread(target=work, args=(writer,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return writers


def test_nothing_that_two_people_save_at_once_is_lost(home: Home) -> None:
    """Every text that was acknowledged is a revision, and the newest holds the changes of both."""
    site = Site(home.folder, workers=2, **KEYS)
    try:
        writers = wrote(site, home, 8)
        assert [len(writer.acknowledged) for writer in writers] == [8, 8]
        texts = history(writers[0])
        assert {text for writer in writers for text in writer.acknowledged} <= set(texts)
        writers[0].look()
        for writer in writers:
            for turn in range(8):
                assert f"{writer.number} wrote {turn}" in writers[0].text
    finally:
        site.stop()


def _processes(parent: int) -> Iterator[int]:
    """A process and all that it started."""
    yield parent
    with suppress(OSError):
        for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
            yield from _processes(int(child))


def killed(home: Home, rounds: int) -> None:
    """Somebody writes while the server is killed at a random moment, again and again; what was not acknowledged is sent once more."""
    drawn = random.Random(11)
    acknowledged: list[str] = []
    keys: list[str] = []
    left: tuple[str, str] | None = None
    on, text = 1, ""
    for turn in range(rounds):
        site = Site(home.folder, workers=2, **KEYS)
        writer = Writer(home, 0, site.port)
        writer.look()
        if left:
            writer.on, writer.text, writer.waiting = on, text, left
            writer.send()  # with the same key: it makes no double
        dead = threading.Event()

        def kill(site: Site = site, dead: threading.Event = dead) -> None:
            for process in list(_processes(site.process.pid)):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            dead.set()

        timer = threading.Timer(drawn.uniform(0.02, 0.4), kill)
        timer.start()
        count = 0
        with suppress(OSError, HTTPException):
            while True:
                on, text = writer.on, writer.text
                writer.write(count % 60, f"round {turn}, {count}")
                count += 1
        dead.wait()
        site.process.wait()
        left = writer.waiting
        acknowledged += writer.acknowledged
        keys += [left[1]] if left else []
        time.sleep(0.1)
    site = Site(home.folder, workers=1, **KEYS)
    try:
        writer = Writer(home, 0, site.port)
        writer.look()
        if left:
            writer.on, writer.waiting = on, left
            writer.send()
            acknowledged += writer.acknowledged
        texts = history(writer)
        assert set(acknowledged) <= set(texts)
        assert len(texts) == len(set(texts)), "something was kept twice"
    finally:
        site.stop()


def test_a_killed_server_loses_nothing_that_it_acknowledged(home: Home) -> None:
    """And what it had kept without saying so makes no double when it is sent again."""
    killed(home, 2)


@pytest.mark.hunt
def test_a_server_that_is_killed_often_loses_nothing(home: Home) -> None:
    """At many moments."""
    killed(home, 40)


@pytest.mark.hunt
def test_nothing_that_two_people_save_at_once_for_long_is_lost(home: Home) -> None:
    """The same, for longer."""
    site = Site(home.folder, workers=2, **KEYS)
    try:
        writers = wrote(site, home, 120)
        assert {text for writer in writers for text in writer.acknowledged} <= set(history(writers[0]))
    finally:
        site.stop()
