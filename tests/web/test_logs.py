"""What is written down, and what is not."""

import json
import logging
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from coequal.web import logs


def _record(message: str, *args: object, failed: bool = False) -> logging.LogRecord:
    return logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, sys.exc_info() if failed else None)


def test_a_line_holds_no_argument_and_no_message_of_an_error() -> None:
    """Of a failure its kind and its places in the code are written, and nothing that somebody may have typed."""
    try:
        date.fromisoformat("born on 4 March 1990")
    except ValueError:
        text = logs.Lines().format(_record("Internal Server Error: %s", "/check?born=1990-03-04", failed=True))
    line = json.loads(text)
    assert line["event"] == "Internal Server Error: %s"
    assert line["failed"] == "ValueError"
    assert line["at"][0].startswith(__file__)
    assert "1990" not in text


def test_a_message_that_is_an_object_is_named_by_its_kind() -> None:
    """An error that is logged as a message is not written out."""
    record = _record("")
    record.msg = ValueError("1990")  # type: ignore[assignment]
    assert json.loads(logs.Lines().format(record))["event"] == "ValueError"


def test_what_is_refused_is_not_quoted() -> None:
    """Django quotes what it suspects, such as a forged name of a computer."""
    record = _record("Invalid HTTP_HOST header: 'born-1990.example'.")
    record.name = "django.security.DisallowedHost"
    assert json.loads(logs.Lines().format(record))["event"] == "refused"


@pytest.fixture
def written() -> Iterator[list[logging.LogRecord]]:
    """The records about requests."""
    found: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = found.append  # type: ignore[method-assign]
    logging.getLogger("coequal.requests").addHandler(handler)
    yield found
    logging.getLogger("coequal.requests").removeHandler(handler)


def test_a_request_is_one_line_with_the_name_of_its_view(client: Client, written: list[logging.LogRecord]) -> None:
    """Neither the address with its parameters, nor the computer that asked, is in it."""
    client.get("/health?practice=D82004", REMOTE_ADDR="192.0.2.7", headers={"user-agent": "Somebody's browser"})
    (record,) = written
    text = logs.Lines().format(record)
    line = json.loads(text)
    assert (line["view"], line["method"], line["status"]) == ("health", "GET", 200)
    assert not any(word in text for word in ("D82004", "192.0.2.7", "Somebody"))


def test_an_odd_method_is_not_written_out(written: list[logging.LogRecord]) -> None:
    """A made-up method is called other, since it may hold anything."""
    request = HttpRequest()
    request.method = "GET1990"
    request.resolver_match = None
    logs.requests(lambda _request: HttpResponse())(request)
    assert (written[0].method, written[0].view) == ("other", "none")  # type: ignore[attr-defined]
