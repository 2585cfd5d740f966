"""The one cookie of a survey: the code that leads back to the answers, until the browser is closed.

It goes to the pages of its survey alone, no script can read it, and a browser brings it only from a page of this site.
"""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from coequal.involvement.answering.keeping import find
from coequal.involvement.models import Response, Survey
from coequal.web.answering.guesses import note_wrong

NAME: Final = "survey"


def code_in(request: HttpRequest) -> str:
    """The code that a browser brings; nothing where it brings none."""
    return request.COOKIES.get(NAME, "")


def response_in(request: HttpRequest, survey: Survey) -> Response | None:
    """The response that a browser goes on with; None where there is none.

    A wrong code counts as one that was typed. A right one is looked at in any case: whoever answers here is never locked out.
    """
    code = code_in(request)
    found = find(survey, code) if code else None
    if code and found is None:
        note_wrong(request)
    return found


def remember(page: HttpResponse, survey: Survey, code: str) -> HttpResponse:
    """A page that hands a code to the browser."""
    page.set_cookie(NAME, code, path=_path(survey), secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict")
    return page


def forget(page: HttpResponse, survey: Survey) -> HttpResponse:
    """A page that takes the code out of the browser."""
    page.delete_cookie(NAME, path=_path(survey), samesite="Strict")
    return page


def _path(survey: Survey) -> str:
    return reverse("answering:start", kwargs={"reference": survey.reference})
