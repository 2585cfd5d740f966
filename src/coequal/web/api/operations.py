"""An operation of the API: what it needs, what it takes, what it answers, all of it said in one place and kept to.

Each names its permission as views do. From what it says the OpenAPI document is made, and our page for people from that.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final, TypeVar

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError

from coequal.accounts.permission import Permission
from coequal.errors import CoequalError
from coequal.web.api.keys import Key
from coequal.web.api.problems import FHIR_JSON, KINDS, PROBLEM, Problem, answered, unusable
from coequal.web.api.sent import FORMAT, check_parameters
from coequal.web.api.shapes import in_words
from coequal.web.comparing.pairs import Busy
from coequal.web.shelf import NotOnTheShelf

V = TypeVar("V", bound=Callable[..., HttpResponseBase])
BY_OPERATION: Final = "as each operation says"  # the permission of an address, whose methods may ask for different ones
_ALWAYS: Final = (
    "not-understood",
    "not-found",
    "method-not-allowed",
    "not-acceptable",
    "not-usable",
    "too-often",
    "failed",
    "not-now",
)
_KEYED: Final = ("key-needed", "key-refused", "not-allowed")
_WITH_BODY: Final = ("not-json", "length-needed", "too-large", "not-json-type")


@dataclass(frozen=True, slots=True)
class Says:
    """A body: what it is in words, its schema by name, its type, and an example of it."""

    words: str
    schema: str
    kind: str = "application/json"
    example: object = None
    more: Mapping[str, Any] = field(default_factory=dict)  # other types in which it may come


class Part(Router):
    """A part of the API, whose operations go by its name in addresses."""

    def __init__(self, named: str) -> None:
        """Take the name."""
        super().__init__(tags=[named])
        self.named = named


def operation(
    router: Part, method: str, path: str, permission: Permission | str, *, answers: Says, takes: Says | None = None
) -> Callable[[V], V]:
    """A view as an operation of a router, which asks for a permission or is for `EVERYONE`."""

    def register(view: V) -> V:
        known = [*_parameters(view), *([FORMAT] if router.named == "fhir" else [])]

        @wraps(view)
        def answer(request: HttpRequest, /, **parts: Any) -> HttpResponseBase:
            check_parameters(request, known)
            response = view(request, **parts)
            if isinstance(permission, Permission):
                for name, value in request.auth.rate.headers.items():  # type: ignore[attr-defined]  # put there by ninja
                    response[name] = value
            return response

        answer.permission = permission  # type: ignore[attr-defined]
        title, _, rest = inspect.cleandoc(view.__doc__ or "").partition("\n")
        router.api_operation(
            [method],
            path,
            auth=Key(permission) if isinstance(permission, Permission) else None,
            response={200: None},
            operation_id=view.__name__.replace("_", "-"),
            summary=title.rstrip("."),
            description=rest.strip() or title,
            url_name=f"{router.named}-{view.__name__.replace('_', '-')}",
            openapi_extra=_described(permission, answers, takes, fhir=router.named == "fhir"),
        )(answer)
        return view

    return register


def _parameters(view: Callable[..., HttpResponseBase]) -> list[str]:
    """The parameters that an operation takes in the address, behind the question mark."""
    every = inspect.signature(view).parameters.items()
    return [about.alias or name for name, one in every for about in getattr(one.annotation, "__metadata__", ())]


def _described(permission: Permission | str, answers: Says, takes: Says | None, *, fhir: bool) -> dict[str, Any]:
    kinds = [*_ALWAYS, *(_KEYED if isinstance(permission, Permission) else ()), *(_WITH_BODY if takes else ())]
    responses: dict[int, Any] = {
        200: {"description": answers.words, "headers": _headers(permission, takes), "content": _content(answers)}
    }
    if not takes:
        responses[304] = {"description": "It has not changed since the answer whose tag was sent as If-None-Match."}
    for status in sorted({KINDS[kind].status for kind in kinds}):
        here = [KINDS[kind] for kind in kinds if KINDS[kind].status == status]
        schema = "OperationOutcome" if fhir else "Problem"
        responses[status] = {
            "description": "; or ".join(f"{kind.title} ({kind.name})" for kind in here),
            "content": {FHIR_JSON if fhir else PROBLEM: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
        }
    body = {"requestBody": {"required": True, "description": takes.words, "content": _content(takes)}} if takes else {}
    scope = {"x-scope": permission.scope} if isinstance(permission, Permission) else {}
    return {**body, **scope, "responses": responses}


def _content(says: Says) -> dict[str, Any]:
    one: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{says.schema}"}}
    return {says.kind: {**one, **({"example": says.example} if says.example is not None else {})}, **says.more}


def _headers(permission: Permission | str, takes: Says | None) -> dict[str, Any]:
    """The headers of an answer that are worth knowing of."""
    tag = {} if takes else {"ETag": "changes whenever the answer does"}
    rate = {
        "RateLimit-Limit": "how often a key may ask in a minute",
        "RateLimit-Remaining": "how often it still may in this minute",
        "RateLimit-Reset": "the seconds until the next minute",
    }
    told = {**tag, "Cache-Control": "how long the answer may be kept", **(rate if isinstance(permission, Permission) else {})}
    whole = {name: {"type": "string"} if name in ("ETag", "Cache-Control") else {"type": "integer", "minimum": 0} for name in told}
    return {name: {"description": words, "schema": whole[name]} for name, words in told.items()}


def on_errors(api: NinjaAPI) -> None:
    """Have an API answer what its operations raise with documents."""

    def handle(kind: type[Exception], problem_of: Callable[[Any], Problem]) -> None:
        api.add_exception_handler(kind, lambda request, error: answered(request, problem_of(error)))

    handle(Problem, lambda error: error)
    handle(NotOnTheShelf, lambda error: unusable(error, "not-found"))
    handle(CoequalError, unusable)
    handle(ValidationError, _invalid)
    handle(Busy, lambda _error: Problem("not-now", Busy.says, headers={"Retry-After": "60"}))
    for gone in (DatabaseError, InterfaceError):
        handle(gone, lambda _error: Problem("not-now", "What is needed for this cannot be reached just now."))


def _invalid(error: ValidationError) -> Problem:
    """The first parameter that cannot be used."""
    first = error.errors[0]
    name = str(first["loc"][-1])
    if first["type"] == "missing":
        return Problem("not-usable", f'The parameter "{name}" is needed.')
    if first["type"] == "string_pattern_mismatch":
        return Problem("not-usable", f'The parameter "{name}" must be {in_words(first["ctx"]["pattern"])}.')
    return Problem("not-usable", f'The parameter "{name}" cannot be used: {first["msg"][:1].lower()}{first["msg"][1:]}.')


def outside(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """An address of the API as Django knows it: HEAD is answered like GET without the body, and allowed where GET is."""

    @wraps(view)
    def answer(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        response = view(request, **parts)
        if response.has_header("Allow"):
            response["Allow"] = response["Allow"].replace("GET", "GET, HEAD")
        if head and isinstance(response, HttpResponse):
            request.method = "HEAD"
            length = len(response.content)
            response.content = b""
            response["Content-Length"] = str(length)
        return response

    answer.permission = BY_OPERATION  # type: ignore[attr-defined]
    answer.csrf_exempt = True  # type: ignore[attr-defined]  # software has no cookie of ours that another site could use
    return answer
