"""What whoever comes while comparisons are made for others is shown."""

import time

import pytest
from django.test import Client

from coequal.web.comparing import pairs, views
from coequal.web.shelf import shelf
from tests.web.comparing.building import NICE, NORFOLK
from tests.web.comparing.test_compare import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small")]
ASKED = f"a={NORFOLK}&b={NICE}"


@pytest.mark.parametrize("page", ["/compare", "/compare/report.pdf"])
def test_nobody_waits_long_for_the_solver(client: Client, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    """The page says what to do, to people and to software; when the solver is free again, the two are compared."""
    monkeypatch.setattr(pairs, "_PATIENCE", 0.01)
    with pairs._solver():
        refused = client.get(f"{page}?{ASKED}")
        said = text_of(client, f"{page}?{ASKED}", 503)
    assert refused["Retry-After"] == "60"
    assert "Many comparisons are being made just now. Try again in a minute." in said
    assert client.get(f"{page}?{ASKED}").status_code == 200


def test_what_was_made_before_needs_no_solver(client: Client) -> None:
    """It is shown while others are served."""
    pairs.pair(shelf().policy(NORFOLK), shelf().policy(NICE))
    with pairs._solver():
        assert "Who fares better under which?" in text_of(client, f"/compare?{ASKED}")


def test_a_comparison_that_fails_leaves_the_solver_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the next one can be made."""
    monkeypatch.setattr(pairs, "_PATIENCE", 0.01)
    a, b = shelf().policy(NORFOLK), shelf().policy(NICE)
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"), pairs._solver():
            raise ValueError("broken")
    assert pairs.pair(a, b)["a"]["name"] == "Norfolk and Waveney"


def test_one_visitor_has_twenty_comparisons_made_a_minute(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one has to wait; here the two count as not made before, though they are remembered."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)  # the minute does not pass
    pairs.pair(shelf().policy(NORFOLK), shelf().policy(NICE))
    monkeypatch.setattr(views, "ready", lambda _a, _b: None)
    assert [client.get(f"/compare?{ASKED}").status_code for _ in range(21)] == [200] * 20 + [429]
