"""The start page of staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coequal.accounts.guard import needs
from coequal.accounts.permissions import SEE_START


@needs(SEE_START)
def home(request: HttpRequest) -> HttpResponse:
    """What somebody can do here."""
    return render(request, "staff/home.html")
