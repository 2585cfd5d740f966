"""Answers as JSON: known by a tag, so that nobody is sent again what they have; what is about a case is kept nowhere."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.request import MediaType
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from coequal.exchange.fhir.written import written
from coequal.web.api.problems import FHIR_JSON, Problem
from coequal.web.api.sent import FORMAT

JSON: Final = "application/json"
MARKDOWN: Final = "text/markdown"
_EVERYBODYS: Final = "public, max-age=300"
_KEYED: Final = "private, max-age=300"


def open_to_all(request: HttpRequest, data: object, headers: Mapping[str, str] | None = None) -> HttpResponseBase:
    """An answer that anybody may have and keep for a while."""
    return _kept(request, as_json(data), JSON, _EVERYBODYS, headers)


def markdown(request: HttpRequest, text: str) -> HttpResponseBase:
    """A policy's own file."""
    return _kept(request, text.encode(), MARKDOWN, _EVERYBODYS)


def fhir_open(request: HttpRequest, resource: object) -> HttpResponseBase:
    """A resource that anybody may have and keep for a while."""
    return _kept(request, written(resource).encode(), FHIR_JSON, _EVERYBODYS)


def for_key(request: HttpRequest, data: object) -> HttpResponseBase:
    """An answer about no case, for the holder of a key."""
    return _kept(request, as_json(data), JSON, _KEYED)


def of_case(request: HttpRequest, data: object) -> HttpResponse:
    """An answer about a case, which nobody keeps on the way."""
    return _once(request, as_json(data), JSON)


def fhir_of_case(request: HttpRequest, resource: object) -> HttpResponse:
    """A resource about a case, which nobody keeps on the way."""
    return _once(request, written(resource).encode(), FHIR_JSON)


def as_json(data: object) -> bytes:
    """Plain data as JSON text."""
    return json.dumps(data, ensure_ascii=False).encode()


def _once(request: HttpRequest, content: bytes, kind: str) -> HttpResponse:
    accept(request, kind)
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": "no-store"})


def _kept(
    request: HttpRequest, content: bytes, kind: str, keeping: str, headers: Mapping[str, str] | None = None
) -> HttpResponseBase:
    """The answer, or that it has not changed. Its tag is the digest of its bytes: another policy or software, another tag."""
    accept(request, kind)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(
        content, content_type=f"{kind}; charset=utf-8" if kind == MARKDOWN else kind, headers=dict(headers or {})
    )
    response["ETag"], response["Cache-Control"] = tag, keeping
    patch_vary_headers(response, ["Accept", *(["Authorization"] if keeping == _KEYED else [])])
    found: Any = get_conditional_response(request, etag=tag, response=response)
    return response if found is None else found


def accept(request: HttpRequest, kind: str) -> None:
    """Nothing, where whoever asks takes an answer of a kind, whatever its parameters, such as `fhirVersion`. Raises `Problem`.

    In FHIR `_format` in the address comes before what the headers say.
    """
    kinds = (kind, JSON) if kind == FHIR_JSON else (kind,)
    if kind == FHIR_JSON and FORMAT in request.GET:
        named = request.GET[FORMAT].partition(";")[0].replace(" ", "+").strip("+").casefold()  # a + in an address is a space
        takes = named in ("json", *kinds)
    else:
        takes = any(_matches(one, kind) for one in request.accepted_types for kind in kinds)
    if not takes:
        raise Problem("not-acceptable", f"The answer is {kind}.")


def _matches(taken: MediaType, kind: str) -> bool:
    """Whether a kind is among what somebody takes, parameters apart."""
    main, _, sub = kind.partition("/")
    return taken.main_type in (main, "*") and taken.sub_type in (sub, "*")
