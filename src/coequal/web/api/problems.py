"""What goes wrong under /api, as documents that software can read: problems as RFC 9457 has them, in FHIR operation outcomes."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from coequal.errors import CoequalError
from coequal.exchange.fhir import outcome

HERE: Final = "/api/"
FHIR: Final = f"{HERE}fhir/"
PROBLEM: Final = "application/problem+json"
FHIR_JSON: Final = "application/fhir+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its name in addresses, its status, its title, what to do about it, and FHIR's code for it."""

    name: str
    status: int
    title: str
    do: str
    code: str


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind(
            "not-json",
            400,
            "The body cannot be read",
            "Send JSON in UTF-8: each name once, and numbers that are numbers.",
            "structure",
        ),
        Kind("not-understood", 400, "The request cannot be understood", "Compare it with the examples on this page.", "structure"),
        Kind(
            "key-needed",
            401,
            "A key is needed",
            "Send “Authorization: Bearer” and a key that an administrator of your organisation made.",
            "login",
        ),
        Kind("key-refused", 401, "This key opens nothing", "Ask an administrator of your organisation for a new one.", "login"),
        Kind(
            "not-allowed",
            403,
            "This key may not do that",
            "Ask an administrator of your organisation for a key with the scope that is named.",
            "forbidden",
        ),
        Kind("not-found", 404, "There is no such thing here", "Check the name; the list of policies has them all.", "not-found"),
        Kind(
            "method-not-allowed",
            405,
            "This address takes another method",
            "The header “Allow” names those that it takes.",
            "not-supported",
        ),
        Kind(
            "not-acceptable",
            406,
            "There is no answer in that form",
            "Leave the header “Accept” out, or accept JSON.",
            "not-supported",
        ),
        Kind(
            "length-needed",
            411,
            "The length of the body is needed",
            "Send the header “Content-Length”, and not the body in pieces.",
            "structure",
        ),
        Kind("too-large", 413, "That is too much at once", "No case needs so much. Send one case in each request.", "too-long"),
        Kind(
            "not-json-type",
            415,
            "The body is of a type that is not read here",
            "Send “Content-Type: application/json”.",
            "not-supported",
        ),
        Kind(
            "not-usable",
            422,
            "Something in the request cannot be used",
            "The detail says what and why; nothing was assessed.",
            "invalid",
        ),
        Kind(
            "too-often",
            429,
            "You have asked for a lot in a short time",
            "Wait as many seconds as “Retry-After” says, then ask again.",
            "throttled",
        ),
        Kind("failed", 500, "Something went wrong here", "It is a fault of this site, not yours. Try again later.", "exception"),
        Kind("not-now", 503, "This cannot be answered at the moment", "Try again in a minute.", "transient"),
    )
}
_BY_STATUS: Final = {kind.status: kind for kind in KINDS.values()} | {401: KINDS["key-needed"]}
_SUGGESTED: Final = re.compile(r'Did you mean "(.+?)"\?')


class Problem(Exception):
    """What a request ends in, where it cannot be answered: a kind, a sentence about it, and what more is known."""

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        more: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        expression: str | None = None,
    ) -> None:
        """Take the name of one of the `KINDS`; `expression` is the FHIRPath of a place."""
        super().__init__(detail)
        self.kind, self.detail, self.expression = KINDS[kind], detail, expression
        self.more, self.headers = more or {}, headers or {}


def unusable(error: CoequalError, kind: str = "not-usable", **more: str) -> Problem:
    """The problem that an error in what was sent is: with its place, and what was perhaps meant."""
    if error.place is not None:
        more["place"] = str(error.place)
    if suggested := _SUGGESTED.search(error.message):
        more["suggestion"] = suggested[1]
    return Problem(kind, error.message, more=more, expression=outcome.expression(error))


def answered(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The document of a problem."""
    response = HttpResponse(status=problem.kind.status, headers={**problem.headers, "Cache-Control": "no-store"})
    return _filled(response, request, problem)


def _filled(response: HttpResponse, request: HttpRequest, problem: Problem) -> HttpResponse:
    fhir = request.path.startswith(FHIR)
    document = outcome.outcome(problem.detail, problem.kind.code, problem.expression) if fhir else _document(request, problem)
    response.content = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    response["Content-Type"] = FHIR_JSON if fhir else PROBLEM
    return response


def _document(request: HttpRequest, problem: Problem) -> dict[str, Any]:
    kind = problem.kind
    return {"type": _address(request, kind), "title": kind.title, "status": kind.status, "detail": problem.detail, **problem.more}


def _address(request: HttpRequest, kind: Kind) -> str:
    """Where our page says more about a kind."""
    page = f"{reverse('api:page')}#{kind.name}"
    try:
        return request.build_absolute_uri(page)
    except DisallowedHost:
        return page


def for_software(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Turns every page about a failure into a document, under /api."""

    def turn(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.status_code >= 400 and not response.get("Content-Type", "").startswith((PROBLEM, FHIR_JSON))
        if not (is_page and request.path.startswith(HERE)):
            return response
        kind = _BY_STATUS.get(response.status_code, KINDS["not-understood"])
        del response["Content-Encoding"], response["Content-Length"]
        response["Cache-Control"] = "no-store"
        return _filled(response, request, Problem(kind.name, f"{kind.title}. {kind.do}"))

    return turn
