"""The interface as a whole: its operations, and the OpenAPI document that is made from them."""

import json
from functools import lru_cache
from typing import Any, Final

from ninja import NinjaAPI

from coequal import __version__
from coequal.exchange.fhir import terms
from coequal.web.api import cases, examples, fhir, involvements, reading, sides
from coequal.web.api.operations import on_errors
from coequal.web.api.schemas import SCHEMAS
from coequal.web.shelf import shelf

_PARTS: Final = (cases, sides, involvements)  # their operations are registered where they are written
_WORDS: Final = (
    "Commissioning policies that people can read and software can apply. "
    "Reading policies, which of them binds, and involvements, is open to all. "
    "Whatever is about a case needs a key of an organisation. "
    "Software assesses, people decide: no answer here is a decision."
)
_OF_PATHS: Final = {
    "area": ("The area in a policy's id.", examples.AREA),
    "service": ("The id of a service.", examples.SERVICE),
    "version": ("A version of the policy.", examples.VERSION),
    "reference": ("The reference of an involvement; the list of involvements has them all.", examples.INVOLVEMENT),
}
_TAGS: Final = {
    "v1": (
        "As JSON",
        "Policies, which of them binds, cases, comparisons and the lottery, as the command line has them; and involvements.",
    ),
    "fhir": ("As FHIR R4", "Policies as adaptive questionnaires, the next question of a form, and responses assessed."),
}

api = NinjaAPI(title="coequal", version="1", description=_WORDS, docs_url=None, openapi_url=None, urls_namespace="api-v1")
api.add_router("v1", reading.v1)
api.add_router("fhir", fhir.r4)
on_errors(api)


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The OpenAPI document."""
    made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="api/")))
    made["info"] |= {"version": f"1 (coequal {__version__})", "license": {"name": "MIT", "identifier": "MIT"}}
    made["servers"] = [{"url": "/"}]
    made["tags"] = [{"name": name, "description": words, "x-title": title} for name, (title, words) in _TAGS.items()]
    made["components"]["schemas"] = SCHEMAS
    made["components"]["securitySchemes"]["Key"]["description"] = "A key that an administrator of an organisation makes: cq_…"
    for operations in made["paths"].values():
        for one in operations.values():
            for parameter in one["parameters"]:
                _explain(parameter)
    return made


def _explain(parameter: dict[str, Any]) -> None:
    """Put in what is known of a parameter: what a part of the path is, which services there are, and one example."""
    name, schema = parameter["name"], parameter["schema"]
    if "anyOf" in schema:  # nothing in an address is null: it is left out
        schema |= next(one for one in schema.pop("anyOf") if one != {"type": "null"})
    if parameter["in"] == "path":
        parameter["description"], parameter["example"] = _OF_PATHS.get(name) or _id()
    elif found := parameter.pop("examples", schema.pop("examples", None)):
        parameter["example"] = found[0]
    if name == "service":
        schema["enum"] = list(shelf().services)


def _id() -> tuple[str, str]:
    """What the id of a questionnaire is, and that of the example's policy, where the library has it."""
    known = {policy.version: terms.identity(policy) for policy in shelf().policies.get(examples.POLICY, ())}
    return "The digest of a policy's text, in 64 signs.", known.get(examples.VERSION, "0" * 64)
