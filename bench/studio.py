"""How long a policy manager waits while typing in the longest policy: every edit is checked by a real server, broken ones too."""

import http.client
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from bench.fresh_site import fresh_site

EDITS, PAUSE = 200, 0.3  # as many, so many seconds apart: a person who types quickly
LONGEST = "norfolk-and-waveney/assisted-conception"
PORT = 8297
_BOUNDARY = "------------------------edits"


def main() -> None:
    """Print how long it takes from the sending of a text to the whole of what software says of it."""
    with fresh_site(COEQUAL_REQUESTS_A_MINUTE="100000"):
        reference, text, cookie = _prepared()
        command = (sys.executable, "-m", "coequal", "site", "serve", "--port", str(PORT))
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:  # noqa: S603  # the command is our own
            try:
                _wait()
                _measure(reference, text, cookie)
            finally:
                server.terminate()


def _prepared() -> tuple[str, str, str]:
    """A draft of the longest policy, its text, and the cookie of its policy manager."""
    import django  # noqa: PLC0415  # the settings are read at its import

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from tests.web.signing import organisation, person, sign_in  # noqa: PLC0415
    from tests.web.studio.drafting import manager  # noqa: PLC0415

    from coequal.accounts.roles import Role  # noqa: PLC0415
    from coequal.drafting.beginning import Adopter, begin, from_version  # noqa: PLC0415
    from coequal.web.operation.home import make_home  # noqa: PLC0415
    from coequal.web.shelf import shelf  # noqa: PLC0415

    make_home()
    policy = shelf().policy(LONGEST)
    draft = begin(manager(), organisation(), from_version(policy, policy.id, "2027-04", Adopter(None, True, shelf().today())))
    cookie = sign_in(Client(), person(Role.POLICY_MANAGER)).cookies[settings.SESSION_COOKIE_NAME].value
    assert draft.head
    return draft.reference, draft.head.text, f"{settings.SESSION_COOKIE_NAME}={cookie}"


def _wait() -> None:
    for _ in range(150):
        try:
            urlopen(f"http://127.0.0.1:{PORT}/ready", timeout=2).read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError


def _measure(reference: str, text: str, cookie: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    connection.request("GET", f"/studio/{reference}/edit", headers={"Cookie": cookie})
    page = connection.getresponse()
    assert page.status == 200, page.getheaders()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    assert token
    cookies = "; ".join([cookie, *(one.split(";")[0] for name, one in page.getheaders() if name == "Set-Cookie")])
    times, readable = [], 0
    for edited in _edits(text):
        time.sleep(PAUSE)
        body = _form({"csrfmiddlewaretoken": token[1], "on": "1", "key": "bench", "text": edited})
        headers = {"Cookie": cookies, "Accept": "application/json", "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
        start = time.perf_counter()
        connection.request("POST", f"/studio/{reference}/check", body, headers)
        answer = connection.getresponse()
        found = json.loads(answer.read())
        times.append(time.perf_counter() - start)
        assert answer.status == 200, found
        assert found["checked"], found["summary"]
        readable += found["policy"] is not None
    ordered = sorted(1000 * seconds for seconds in times)
    print(f"lint while typing: {len(ordered)} edits of {len(text) // 1000} kB, {readable} of them readable as a policy")
    middle, most, slowest = median(ordered), ordered[int(0.95 * len(ordered))], ordered[-1]
    print(f"  median {middle:.0f} ms, 95th percentile {most:.0f} ms, slowest {slowest:.0f} ms")


def _edits(text: str) -> Iterator[str]:
    """The text after each edit: signs, words and lines put in and taken out at random places; some of them break it."""
    drawn = random.Random(7)  # noqa: S311  # edits, and no secrets
    good = text
    for number in range(EDITS):
        at = drawn.randrange(len(good))
        match drawn.choice(("sign", "word", "line", "less", "less", "broken")):
            case "sign":
                text = good[:at] + drawn.choice("aeiou., 7") + good[at:]
            case "word":
                text = good[:at] + " except where it does not " + good[at:]
            case "line":
                text = good[:at] + "\n" + good[at:]
            case "less":
                text = good[:at] + good[at + 1 :]
            case _:
                text = good[:at] + drawn.choice(("```", '"', "{", "met when: (", "\n---\n")) + good[at:]
        yield text
        if number % 3 == 0:  # and it stays, where it is in the wording
            line = good.rfind("\n\n", 0, at) + 2
            good = good[:line] + f"Sentence {number}. " + good[line:] if good[line : line + 1].isalpha() else good


def _form(fields: dict[str, str]) -> bytes:
    head = f"--{_BOUNDARY}\r\nContent-Disposition: form-data; name="
    parts = [f'{head}"{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    return "".join([*parts, f"--{_BOUNDARY}--\r\n"]).encode()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
