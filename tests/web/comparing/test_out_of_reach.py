"""The pages with every area at once, while the database cannot be asked."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

from coequal.web.comparing import days, kept
from coequal.web.shelf import shelf
from tests.web.comparing.test_compare import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small")]
SERVICE = "assisted-conception"


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A database that is locked; each time that somebody waited for it."""
    found: list[str] = []

    def locked(*_: object) -> None:
        found.append("waited")
        raise OperationalError("database is locked")

    monkeypatch.setattr(connection, "cursor", locked)
    return found


@pytest.mark.parametrize("day", ["", "?on=2024-04-01"])
def test_what_cannot_be_reached_is_not_called_unprepared(client: Client, waits: list[str], day: str) -> None:
    """The areas and their policies are shown all the same, after one wait, and the page says when to come again."""
    said = text_of(client, f"/lottery/{SERVICE}{day}")
    assert "cannot be reached just now, if it was prepared. Try again in a minute." in said
    assert "out of date" not in said
    assert "Every area with a policy" in said
    assert "Norfolk and Waveney" in said
    assert waits == ["waited"]


def test_a_day_may_be_out_of_reach_while_another_was_not(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database is locked between the two."""
    read = kept.read

    def locked(kind: str, name: str, digest: str) -> kept.Data | None:
        if name != days.name_of(SERVICE, days.TODAY):
            raise OperationalError("database is locked")
        return read(kind, name, digest)

    monkeypatch.setattr(kept, "read", locked)
    assert "cannot be reached just now" in text_of(client, f"/lottery/{SERVICE}?on=2024-04-01")
    assert "has not been prepared" in text_of(client, f"/lottery/{SERVICE}")


def test_a_service_without_people_lacks_nothing(client: Client, waits: list[str]) -> None:
    """No map of it is ever prepared, and the page says no more than that."""
    said = text_of(client, "/lottery/hearing-aids-adults")
    assert "We have not made up people for this service" in said
    assert "cannot be reached" not in said
    assert waits == ["waited"]


def test_all_services_cost_one_wait(client: Client, waits: list[str]) -> None:
    """However many there are; the page says that maps cannot be reached."""
    said = text_of(client, "/lottery")
    assert "Assisted conception : 4 policies" in said
    assert "Maps that were prepared cannot be reached just now. Try again in a minute." in said
    assert len(shelf().services) > 1
    assert waits == ["waited"]


def test_a_report_that_cannot_be_reached_is_not_called_missing(client: Client, waits: list[str]) -> None:
    """Its page says that it cannot be shown at the moment."""
    assert "cannot be shown at the moment" in text_of(client, f"/lottery/{SERVICE}/report.pdf", 503)
    assert waits == ["waited"]


def test_where_the_database_answers_nothing_is_called_out_of_reach(client: Client) -> None:
    """Neither with all services nor with one."""
    assert "cannot be reached" not in text_of(client, "/lottery")
    assert "cannot be reached" not in text_of(client, f"/lottery/{SERVICE}")
