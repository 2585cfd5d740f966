"""Pages for what goes wrong."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import path

from coequal.errors import CoequalError
from coequal.web import urls
from coequal.web.failures import carried, forbidden
from coequal.web.shelf import NotOnTheShelf

FAILURES = {
    "gone": OperationalError("database is locked; secret"),
    "unknown": NotOnTheShelf('The library holds no policy "x/y".'),
    "wrong": CoequalError("That is no date."),
    "much": SuspiciousOperation("secret"),
    "fault": ZeroDivisionError("secret"),
}


def _fail(_request: HttpRequest, how: str) -> None:
    raise FAILURES[how]


urlpatterns = [*urls.urlpatterns, path("fail/<how>", _fail)]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def failing(settings: object) -> Client:
    """A client of a site with views that fail."""
    settings.ROOT_URLCONF = "tests.web.test_failures"
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("how", "status", "said"),
    [
        ("gone", 503, "cannot be shown at the moment"),
        ("unknown", 404, "The library holds no policy &#34;x/y&#34;."),
        ("wrong", 400, "That is no date."),
        ("much", 400, "Go back and try again."),
        ("fault", 500, "Nothing was kept."),
    ],
)
def test_each_failure_has_a_clear_page(failing: Client, how: str, status: int, said: str) -> None:
    """The page says what happened, tells no secret, is not kept by anybody, and leads back into the site."""
    page = failing.get(f"/fail/{how}")
    text = page.content.decode()
    assert page.status_code == status
    assert said in text
    assert "secret" not in text
    assert page["Cache-Control"] == "no-store"
    assert 'href="/find"' in text


def test_what_was_typed_can_be_sent_again_when_the_database_answers(failing: Client) -> None:
    """From the page that says so; no secret stands in it, no file, nothing that another site sent, and nothing of too large a form."""
    here = {"sec-fetch-site": "same-origin"}
    text = failing.post("/fail/gone?line=3", {"words": "What I <wrote>", "row": ["1", "2"]}, headers=here).content.decode()
    assert 'action="/fail/gone?line=3"' in text
    assert '<input type="hidden" name="words" value="What I &lt;wrote&gt;">' in text
    assert text.count('name="row"') == 2
    assert "send it again" in text
    for sent, headers in (
        ({"code": "123456"}, here),
        ({"new_password": "correct horse"}, here),
        ({"words": "What I wrote"}, {"sec-fetch-site": "cross-site"}),
        ({"words": "w" * 256 * 1024}, here),
    ):
        assert 'type="hidden"' not in failing.post("/fail/gone", sent, headers=headers).content.decode()
    assert 'type="hidden"' not in failing.get("/fail/gone", headers=here).content.decode()


def test_a_file_is_not_sent_again() -> None:
    """It has to be chosen anew."""
    sent = RequestFactory().post(
        "/", {"words": "Some", "file": ContentFile(b"a", "a.csv")}, headers={"sec-fetch-site": "same-origin"}
    )
    assert carried(sent) is None


def test_an_address_that_leads_nowhere_has_a_clear_page(client: Client) -> None:
    """It says what to check."""
    page = client.get("/nowhere")
    assert page.status_code == 404
    assert "check that it is right" in page.content.decode()


@pytest.mark.usefixtures("failing")
def test_a_form_from_elsewhere_is_refused() -> None:
    """A form that this site did not send is not taken, and the page says what to do."""
    page = Client(enforce_csrf_checks=True).post("/fail/fault", {"a": "b"})
    assert page.status_code == 403
    assert "can no longer be sent" in page.content.decode()


def test_what_may_not_be_seen_is_said_to_be_for_others() -> None:
    """The page does not say what is behind it."""
    assert forbidden(HttpRequest(), PermissionError()).status_code == 403
