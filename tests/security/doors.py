"""What a forged form gets in tests, in place of the page: so that it is seen that no view was asked."""

from django.http import HttpRequest, HttpResponse

REFUSED = 418


def forged(_request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was refused before any view saw it."""
    return HttpResponse(reason, status=REFUSED)
