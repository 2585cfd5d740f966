"""The page about the API for people, the document about it for software, and what stands at addresses that lead nowhere."""

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.web.api.answers import open_to_all
from coequal.web.api.examples import BEGUN, LOOP
from coequal.web.api.interface import document
from coequal.web.api.involvements import example
from coequal.web.api.problems import KINDS
from coequal.web.api.told import told
from coequal.web.bodies import LARGEST


@everyone
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """How to ask: every operation with an example, keys, limits, and what can go wrong."""
    site = request.build_absolute_uri("/").rstrip("/")
    about = {
        "parts": told(document(), site, {"reference": example()}),
        "loop": LOOP.replace("SITE", site).replace("BEGUN", json.dumps(BEGUN)),
        "kinds": list(KINDS.values()),
        "a_minute": settings.API_REQUESTS_A_MINUTE,
        "kilobytes": LARGEST // 1024,
    }
    return render(request, "api/api.html", about)


@everyone
@require_safe
def openapi(request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI document."""
    return open_to_all(request, document())


@everyone
@csrf_exempt  # it changes nothing, and whoever sends something is to read that nothing is there
def nowhere(_request: HttpRequest, rest: str) -> HttpResponse:
    """Nothing. Raises `Http404`, which becomes a document."""
    raise Http404(rest)
