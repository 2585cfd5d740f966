"""How pages about requests name services, and in which colour they show where a request stands."""

from django.urls import reverse

from coequal.referrals.desk.words import said
from coequal.referrals.models import Request
from coequal.web.requesting.pages import COLOURS
from coequal.web.shelf import shelf

__all__ = ["COLOURS", "of_request", "service_words"]


def service_words(service: str) -> str:
    """The title of a service, or its id in words where the library does not have it."""
    return shelf().services.get(service, said(service))


def of_request(request: Request, view: str) -> str:
    """The address of a page of this part about a request."""
    return reverse(f"requests:{view}", kwargs={"reference": request.reference})
