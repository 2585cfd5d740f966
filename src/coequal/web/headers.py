"""What a page tells the browser that it will never ask for, beside what Django and its policy of content already say."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

# The site needs nothing of the device: a page into which somebody got a script could not turn it on either.
UNUSED: Final = ("camera", "display-capture", "fullscreen", "geolocation", "microphone", "payment", "usb")
_PERMISSIONS: Final = ", ".join(f"{one}=()" for one in UNUSED)


def permissions(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Says with every answer which parts of the device the site does without."""

    def refuse(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = _PERMISSIONS
        return response

    return refuse
