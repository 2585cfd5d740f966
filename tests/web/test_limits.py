"""How often one computer may ask."""

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from coequal.web.limits import computer, limited


def test_whoever_asks_too_often_is_told_to_wait(client: Client, settings: object) -> None:
    """The page says how long, and somebody else may go on asking."""
    settings.REQUESTS_A_MINUTE = 2
    statuses = [client.get("/health", REMOTE_ADDR="192.0.2.7").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    refused = client.get("/health", REMOTE_ADDR="192.0.2.7")
    assert refused["Retry-After"] == "60"
    assert "Wait a minute" in refused.content.decode()
    assert client.get("/health", REMOTE_ADDR="192.0.2.8").status_code == 200


def test_a_view_may_be_limited_by_itself() -> None:
    """What costs much has a limit of its own."""

    @limited(1, 60)
    def costly(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("done")

    request = RequestFactory().get("/")
    assert [costly(request).status_code for _ in range(2)] == [200, 429]


def test_what_was_typed_by_somebody_who_asked_too_often_can_be_sent_again() -> None:
    """It is said to be lost only where it is."""

    @limited(0, 60)
    def costly(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("done")

    for site, says in (("same-origin", "is still in this page"), ("cross-site", "Nothing that you typed has been kept")):
        refused = costly(RequestFactory().post("/write", {"why": "A table was wrong."}, headers={"sec-fetch-site": site}))
        assert says in refused.content.decode()
        assert ("A table was wrong." in refused.content.decode()) == (site == "same-origin")


def test_a_count_that_runs_out_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the count is forgotten while it is read, nobody is refused."""

    @limited(0, 60)
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("done")

    monkeypatch.setattr(cache, "add", lambda *_args, **_options: True)
    assert view(RequestFactory().get("/")).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "passed", "found"),
    [
        (0, "203.0.113.9", "192.0.2.7"),  # anybody can write this line, so it counts for nothing
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (2, "203.0.113.9", "192.0.2.7"),
        (1, "", "192.0.2.7"),
        (1, "unknown", "unknown"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),  # a household has a whole network of these
    ],
)
def test_behind_proxies_the_computer_is_the_one_that_the_nearest_saw(
    settings: object, proxies: int, passed: str, found: str
) -> None:
    """What somebody writes in front of that is not believed."""
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", headers={"x-forwarded-for": passed})
    assert computer(request) == found
