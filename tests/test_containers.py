"""The files for those who run containers: they can be read, name what is there, and their commands do what they are for."""

import json
import re
import shlex
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.populations.sql.server import Server
from tests.web.operation.installation import Installation
from tests.web.operation.serving import free_port

HOME = Path(__file__).parents[1]
NAMED = {"COEQUAL_SECRET_KEYS": "0123456789abcdef" * 4, "COEQUAL_HOSTS": "coequal.example", "POSTGRES_PASSWORD": "p@ss"}


def test_the_image_is_made_of_what_the_project_has() -> None:
    """Every target of make and every file that is copied is there, and it does not run as root."""
    text = (HOME / "Containerfile").read_text(encoding="utf-8")
    steps = re.findall(r"^([A-Z]+) ", text, re.MULTILINE)
    assert steps.count("FROM") == 2
    assert steps.index("USER") < steps.index("CMD")
    assert (HOME / "requirements-site.lock").exists()
    targets = re.findall(r"^([a-z]+):.*##", (HOME / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"make ([a-z]+)", text)) - {"in"} <= set(targets)


def test_the_set_keeps_no_password_and_listens_on_this_machine_alone() -> None:
    """Whoever starts it has to name the secrets; the database is reached by the site only."""
    found = yaml.safe_load((HOME / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert found["site"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in found["database"]
    assert found["site"]["environment"]["COEQUAL_SECRET_KEYS"].startswith("${COEQUAL_SECRET_KEYS:?")
    assert found["database"]["environment"]["POSTGRES_PASSWORD"].startswith("${POSTGRES_PASSWORD:?")


def test_the_lock_of_the_site_is_part_of_the_whole() -> None:
    """What the image installs has the versions and digests that are tested, and no address of an index."""
    whole, site = ((HOME / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-site.lock"))
    versions = re.findall(r"^[a-z0-9._-]+==\S+", whole, re.MULTILINE)
    assert set(re.findall(r"^[a-z0-9._-]+==\S+", site, re.MULTILINE)) <= set(versions)
    assert "http" not in whole + site


class Set:
    """The services of the set, each run as its file says, but on this machine alone and without images."""

    def __init__(self, folder: Path, server: Server) -> None:
        """Take a folder for the volumes, and a server in place of that of the set."""
        text = (HOME / "compose.yaml").read_text(encoding="utf-8")
        self.services: dict[str, Any] = yaml.safe_load(text)["services"]
        self.port, self._volumes = free_port(), {f"/{name}": folder / name for name in ("data", "keys")}
        for made in self._volumes.values():
            made.mkdir(mode=0o700)
        self._database = server.url()

    def installation(self, service: str) -> Installation:
        """Where a service runs: its variables, with what lies on this machine in place of what lies in an image."""
        variables = {name: self._here(str(value)) for name, value in self.services[service]["environment"].items()}
        return Installation(self._volumes["/data"], **{**variables, "DATABASE_URL": self._database})

    def command(self, service: str, *more: str) -> list[str]:
        """What a service runs."""
        program, *rest = self.services[service]["command"]
        assert program == "coequal"
        port = ["--port", str(self.port)] if "serve" in rest else []
        return [sys.executable, "-m", "coequal", *(one.replace("0.0.0.0", "127.0.0.1") for one in rest), *port, *more]  # noqa: S104  # to be replaced

    @contextmanager
    def running(self, service: str) -> Iterator[None]:
        """While a service runs; in the end it is told to stop, and does within the time that its file gives it."""
        process = subprocess.Popen(self.command(service), env=self.installation(service).variables)
        try:
            yield
            assert process.poll() is None
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(int(self.services[service]["stop_grace_period"].removesuffix("s")))

    def _here(self, value: str) -> str:
        """A value with what whoever starts the set has named, and with the folders of this machine."""
        value = re.sub(r"\$\{(\w+):([?-])([^}]*)\}", _named, value)
        for name, folder in self._volumes.items():
            value = value.replace(name, str(folder)) if value.startswith(name) else value
        return value


def _named(found: re.Match[str]) -> str:
    """What is named, or else what stands in its place; one that has to be named is."""
    return NAMED[found[1]] if found[2] == "?" else NAMED.get(found[1], found[3])


def _is_alive(there: Installation, port: int) -> bool:
    """Whether the image's own look at its health succeeds."""
    found = re.search(r"^HEALTHCHECK CMD (\[.*\])$", (HOME / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    _, *rest = json.loads(found[1])
    command = [sys.executable, *(one.replace(":8000", f":{port}") for one in rest)]
    return subprocess.run(command, env=there.variables, capture_output=True, check=False).returncode == 0


@pytest.mark.no_cover
def test_the_set_does_what_it_is_for(tmp_path: Path) -> None:
    """Prepared, then served by three processes with a worker of its own, on PostgreSQL, behind a proxy that speaks TLS."""
    server = Server()
    try:
        started = Set(tmp_path, server)
        there = started.installation("site")
        done = subprocess.run(
            started.command("prepare", "--people", "200"), env=there.variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert (tmp_path / "keys" / "personal-keys").is_file()
        with ExitStack() as both:
            both.enter_context(started.running("site"))
            both.enter_context(started.running("worker"))
            for _ in range(1500):  # a busy machine takes its time
                if _is_alive(there, started.port):
                    break
                time.sleep(0.2)
            told = {"Host": "coequal.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
            page = urllib.request.Request(f"http://127.0.0.1:{started.port}/", headers=told)
            with urllib.request.urlopen(page, timeout=60) as answer:  # noqa: S310  # our own address
                assert answer.status == 200
            looked = there.site("doctor", "--json", "--patience", "120")
        assert {one["about"]: one["grade"] for one in json.loads(looked.stdout)} == {
            "settings": "fine",
            "folder": "fine",
            "files": "fine",
            "disk": "fine",
            "keys": "fine",
            "signing": "fine",
            "e-mail": "look",
            "viruses": "look",
            "database": "fine",
            "tables": "fine",
            "clock": "fine",
            "trail": "fine",
            "worker": "fine",
        }
    finally:
        server.stop()


def test_the_image_runs_what_there_is() -> None:
    """Every step that its command names is one of the site's."""
    found = re.search(r"^CMD (\[.*\])$", (HOME / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    words = shlex.split(json.loads(found[1])[2])
    steps = [words[at + 2] for at, word in enumerate(words) if word == "coequal"]
    assert steps == ["prepare", "serve"]
