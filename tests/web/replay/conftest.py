"""What every replay needs: a clock that can be moved on, and the way in by the command that makes the first administrator."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # what reads the site's settings is imported once they are there
    from tests.web.replay.clock import Clock
    from tests.web.replay.visitor import Officer

SHIPPED = Path(__file__).parents[3] / "library"


@pytest.fixture(scope="session")
def few_policies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped library without the policies of real areas, which take long to read: the model policy as invented areas have it."""
    folder = tmp_path_factory.mktemp("library")
    for name in ("policies", "families"):
        (folder / name).mkdir()
    for name in ("organisations", "services", "recipes", "policies/nice", "families/model-policy"):
        (folder / name).symlink_to(SHIPPED / name)
    return folder


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    """A clock that begins on a Monday morning."""
    from tests.web.replay.clock import Clock

    return Clock(monkeypatch, datetime(2027, 1, 11, 9, 0, tzinfo=UTC))


@pytest.fixture(autouse=True)
def set_up(settings: object) -> None:
    """The site as it is run: links in e-mails lead back to it. Passwords are kept by a quick digest, for the sake of time."""
    settings.SITE_ADDRESS, settings.DEFAULT_FROM_EMAIL = "http://testserver", "programmes@exampleshire.example"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def first_administrator(clock: "Clock") -> Callable[..., "Officer"]:  # noqa: ARG001  # the code of the app is that of its time
    """Makes the first administrator of an organisation by the command that does so, who then follows the link that it prints."""
    from django.core.management import call_command

    from tests.web.replay.visitor import Officer

    def make(email: str, organisation: str, name: str, *, invented: bool = True) -> Officer:
        out = StringIO()
        call_command("invite", email, organisation=organisation, name=name, invented=invented, stdout=out)
        return Officer.invited(out.getvalue().splitlines()[-1].removeprefix("http://127.0.0.1:8000"), email)

    return make
