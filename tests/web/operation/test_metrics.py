"""The figures for a program that watches the site: closed unless opened, about nobody, and added up over all workers."""

import re
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from coequal.web.operation import metrics
from coequal.web.operation.jobs import answer
from tests.web.operation.serving import Served, made

TOKEN = "t" * 40


@pytest.fixture
def watched(settings: object) -> None:
    """The figures are open to whoever has the token, and to one network."""
    settings.METRICS_TOKEN = TOKEN
    settings.METRICS_FROM = (ip_network("192.0.2.0/24"), ip_network("::1"))


def figure(text: str, name: str) -> float:
    """One figure by its name and labels."""
    found = re.search(rf"^{re.escape(name)} ([0-9.e+-]+)$", text, re.MULTILINE)
    assert found, text
    return float(found[1])


@pytest.mark.django_db
def test_nobody_is_told_unless_that_was_asked_for(client: Client) -> None:
    """As if there were no such page; and nothing is counted."""
    assert client.get("/metrics").status_code == 404
    with pytest.raises(MiddlewareNotUsed):
        metrics.requests(lambda request: request)


@pytest.mark.django_db
@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 404),
        ({"HTTP_AUTHORIZATION": "Bearer guess"}, 404),
        ({"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, 200),
        ({"REMOTE_ADDR": "192.0.2.9"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "198.51.100.1"}, 404),
        ({"REMOTE_ADDR": ""}, 404),
    ],
)
def test_who_has_the_token_or_asks_from_a_named_address_is_told(client: Client, said: dict[str, str], status: int) -> None:
    """Anybody else is answered as if there were nothing."""
    assert client.get("/metrics", **said).status_code == status


@pytest.mark.django_db
@pytest.mark.usefixtures("watched")
def test_a_visitor_behind_a_proxy_is_not_taken_for_the_proxy(client: Client, settings: object) -> None:
    """The proxy may ask for itself."""
    settings.PROXIES = 1
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.9", HTTP_X_FORWARDED_FOR="198.51.100.1").status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.9").status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("watched")
def test_it_says_what_waits_and_whether_the_database_answers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """And for how long the oldest has waited."""
    asked = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}
    text = client.get("/metrics", **asked).content.decode()
    assert (figure(text, "coequal_work_waiting"), figure(text, "coequal_work_oldest_seconds")) == (0, 0)
    answer.enqueue()
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=5))
    text = client.get("/metrics", **asked).content.decode()
    assert figure(text, "coequal_work_waiting") == 1
    assert 300 <= figure(text, "coequal_work_oldest_seconds") < 400
    assert figure(text, "coequal_database_up") == 1

    def gone(_found: object) -> None:
        raise OperationalError

    monkeypatch.setattr(DBTaskResult.objects, "ready", lambda: gone(None))
    monkeypatch.setattr(metrics.connection, "close", lambda: None)
    assert figure(client.get("/metrics", **asked).content.decode(), "coequal_database_up") == 0


@pytest.mark.usefixtures("watched")
def test_a_request_is_counted_by_its_status() -> None:
    """And by how long it took."""
    count = metrics.requests(lambda _request: HttpResponse())
    before = metrics._meters().requests.labels("200")._value.get()
    count(None)
    assert metrics._meters().requests.labels("200")._value.get() == before + 1


@pytest.mark.no_cover
def test_the_workers_of_a_server_add_up_what_they_answered(tmp_path: Path) -> None:
    """Whichever is asked; and no address of a page is in it."""
    with Served(made(tmp_path, COEQUAL_METRICS_TOKEN=TOKEN), workers=3) as site:

        def ask(path: str) -> int:
            try:
                with urllib.request.urlopen(f"{site.address}{path}", timeout=60) as page:  # noqa: S310  # our own address
                    return int(page.status)
            except urllib.error.HTTPError as refused:
                return refused.code

        begun = _told(site)
        with ThreadPoolExecutor(12) as pool:
            statuses = list(pool.map(ask, ["/version", "/no/such-page-A-1234"] * 40))
        assert statuses == [200, 404] * 40
        texts = [_told(site) for _ in range(6)]
    assert figure(texts[0], 'coequal_requests_total{status="200"}') - figure(begun, 'coequal_requests_total{status="200"}') == 41
    assert figure(texts[0], 'coequal_requests_total{status="404"}') == 40
    seen = [figure(text, "coequal_request_seconds_count") for text in texts]
    assert seen == [seen[0] + number for number in range(6)]
    assert "A-1234" not in texts[-1]
    assert "version" not in texts[-1]


def _told(site: Served) -> str:
    asked = urllib.request.Request(f"{site.address}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})  # noqa: S310  # see above
    with urllib.request.urlopen(asked, timeout=60) as page:  # noqa: S310  # see above
        return str(page.read().decode())
