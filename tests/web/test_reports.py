"""A report of an error, whichever view failed, holds no value that somebody sent or that was in hand."""

import sys

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from coequal.web.reports import NothingPersonal

TYPED = "elpmaxE anilehmliW"[::-1]  # not as it would stand in the source, which a report shows


def report(request: HttpRequest | None) -> str:
    """The report of a failure with something personal in hand, as text and as a page."""
    in_hand = TYPED
    try:
        _ = int("x" * len(in_hand))
    except ValueError:
        told = ExceptionReporter(request, *sys.exc_info())
    return told.get_traceback_text() + told.get_traceback_html()


@pytest.mark.parametrize("is_request", [True, False])
def test_a_report_names_what_there_was_and_shows_no_value(is_request: bool) -> None:
    """Without a view having said that it is sensitive; Django's own filter would show it."""
    request = RequestFactory().post("/staff/refer", {"name": TYPED}) if is_request else None
    shown = report(request)
    assert "in_hand" in shown
    assert TYPED not in shown
    assert not is_request or "name" in NothingPersonal().get_post_parameters(request)


def test_while_developing_values_are_shown(settings: object) -> None:
    """And by Django's own filter they would be everywhere."""
    request = RequestFactory().post("/staff/refer", {"name": TYPED})
    assert SafeExceptionReporterFilter().get_post_parameters(request)["name"] == TYPED
    settings.DEBUG = True
    assert TYPED in report(request)
