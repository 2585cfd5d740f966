"""Answers as JSON: known by a tag, so that nobody is sent again what they have; what is about a case is kept nowhere."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from coequal.exchange.fhir.written import written
from coequal.web.api.problems import FHIR_JSON, Problem

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
    """Nothing, where whoever asks takes an answer of a kind, whatever its parameters, such as `fhirVersion`. Raises `Problem`."""
    taken = {(one.main_type, one.sub_type) for one in request.accepted_types}
    for one in (kind, JSON) if kind == FHIR_JSON else (kind,):
        main, _, sub = one.partition("/")
        if taken & {(main, sub), (main, "*"), ("*", "*")}:
            return
    raise Problem("not-acceptable", f"The answer is {kind}.")
