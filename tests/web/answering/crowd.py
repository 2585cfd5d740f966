"""Many people who answer one survey at once, each from a computer of their own, on a site as it is really run."""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

KEYS = {
    "COEQUAL_SECRET_KEYS": "the-key-of-a-site-that-is-there-for-one-test-alone",
    "COEQUAL_PROXIES": "1",  # each person's computer is named by one
    "DJANGO_SETTINGS_MODULE": "coequal.web.settings",
}
Form = Sequence[tuple[str, str]]
_SHOWN = ("capacity district", "one-policy effect services importance ways", "age children since found-out quote")
_NAMES = ("about-you", "the-rules", "questions-about-equality")


def prepared(folder: Path, state: str = "open", **variables: str) -> str:
    """The reference of a survey in a home, which is made where it is not there."""
    environment = {**os.environ, **KEYS, **variables, "COEQUAL_DATA": str(folder)}
    command = [sys.executable, "-m", "tests.web.answering.prepared", str(folder), state]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[-1]


@dataclass
class Person:
    """Somebody who answers a whole survey. What is not acknowledged they send again, as people do."""

    number: int
    port: int
    survey: str
    code: str = ""
    seconds: list[float] = field(default_factory=list)
    acknowledged: dict[str, str] = field(default_factory=dict)  # by question what was acknowledged
    finished: bool = False
    again: int = 0  # how often something had to be sent again

    def answer(self) -> None:
        """From the first page to the thanks."""
        place = self._ask("begin", [("manner", "en"), ("fresh", "yes")])
        for page, answers in enumerate(self.pages(), start=1):
            assert place.endswith(f"/page/{page}"), place
            form = [("page", _NAMES[page - 1]), ("shown", _SHOWN[page - 1]), ("action", "next"), *answers]
            place = self._ask(f"page/{page}", form)
            self.acknowledged |= dict(answers)
        assert place.endswith("/check"), place
        assert "/sent" in self._ask("check", [("go", "send")])
        self.finished = True

    def pages(self) -> list[Form]:
        """What they answer, page by page."""
        text = f"Person {self.number} thinks that it is fair. " * 8
        return [
            [("capacity", "public"), ("district", f"EX{1 + self.number % 3}")],
            [("one-policy", "agree"), ("effect", text), ("importance", str(1 + self.number % 5))],
            [("age", "under-35"), ("children", str(self.number % 20)), ("found-out", f"poster {self.number}")],
        ]

    def _ask(self, step: str, form: Form) -> str:
        """The address to which a form leads, sent until it is acknowledged."""
        for _ in range(1000):  # some minutes: a site that starts again on a busy machine takes its time
            try:
                began = time.perf_counter()
                status, place = self._once(step, form)
            except (OSError, HTTPException):
                status, place = 0, ""
            if status in (302, 303):
                self.seconds.append(time.perf_counter() - began)
                return place
            assert status in (0, 502, 503), (step, status)
            self.again += 1
            time.sleep(0.1 + random.random() / 5)
        raise AssertionError(step)

    def _once(self, step: str, form: Form) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
            "X-Forwarded-For": f"10.0.{self.number // 250}.{self.number % 250}",
            "Cookie": f"survey={self.code}",
        }
        try:
            connection.request("POST", f"/survey/{self.survey}/{step}", urlencode(form), headers)
            answer = connection.getresponse()
            answer.read()
            cookie = answer.getheader("Set-Cookie", "")
            if cookie.startswith("survey="):
                self.code = cookie.split(";")[0].partition("=")[2]
            return answer.status, answer.getheader("Location", "")
        finally:
            connection.close()


def crowd(port: int, survey: str, people: int) -> tuple[list[Person], list[threading.Thread]]:
    """People who have begun to answer, and the threads in which they do."""
    found = [Person(number, port, survey) for number in range(people)]
    threads = [threading.Thread(target=person.answer) for person in found]
    for thread in threads:
        thread.start()
    return found, threads


def kept(folder: Path, **variables: str) -> list[dict[str, object]]:
    """Every response that the site has kept: its status and its answers."""
    code = (
        "import django, json; django.setup(); from coequal.involvement.models import Response as R;"
        "print(json.dumps([{'status': r.status, 'answers': r.answers} for r in R.objects.all()]))"
    )
    environment = {**os.environ, **KEYS, **variables, "COEQUAL_DATA": str(folder)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    found: list[dict[str, object]] = json.loads(done.stdout.splitlines()[-1])
    return found
