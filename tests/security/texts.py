"""What reads texts that others made: expressions, policies, cases, records, surveys, prose, and what the API is sent."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.http import HttpRequest
from django.test import RequestFactory

from coequal.criteria.render import render
from coequal.criteria.vocabulary import read_expression
from coequal.documents.texts import clean
from coequal.eligibility.assessor import Assessor
from coequal.eligibility.report import report
from coequal.errors import CoequalError, Place
from coequal.exchange.fhir.next_question import policy_of, sent
from coequal.exchange.fhir.record import read_bundle
from coequal.exchange.fhir.response import read_response, response
from coequal.exchange.prose import prose_blocks
from coequal.facts.case import parse_case
from coequal.facts.fields import Located
from coequal.facts.strict_json import read_json
from coequal.facts.strict_yaml import decode
from coequal.involvement.surveys.lint import findings
from coequal.involvement.surveys.reading import read_survey
from coequal.lint.lint import lint
from coequal.pages.prose import prose
from coequal.policies.binding import Chosen
from coequal.policies.families import open_family
from coequal.policies.library import Library, shipped
from coequal.policies.load import read_policy
from coequal.web.api.problems import FHIR_JSON, Problem
from coequal.web.api.sent import case_of, json_of
from tests.security.target import Target

SERVICE: Final = "assisted-conception"
TODAY: Final = date(2026, 11, 27)
SURVEYS: Final = Path(__file__).parents[2] / "src/coequal/web/demonstration/texts/involvement/surveys"


@cache
def library() -> Library:
    """The library that comes with coequal."""
    return Library()


def _expression(data: bytes) -> object:
    words = library().vocabulary(SERVICE)
    node = read_expression(Located(decode(data, "expression"), Place("expression", 1, 1)), words.types, {})
    return render(node)


def _policy(data: bytes) -> object:
    return read_policy(decode(data, "policy.md"), "policy.md", library().vocabulary)


def _lint(data: bytes) -> object:
    return lint(_policy(data), library(), TODAY)


def _case(data: bytes) -> object:
    return parse_case(data, "case", library().vocabulary(SERVICE).dictionary)


def _response(data: bytes) -> object:
    return read_response(read_json(data, "response.json"), library().vocabulary(SERVICE).dictionary)


def _record(data: bytes) -> object:
    return read_bundle(read_json(data, "record.json"), library().vocabulary(SERVICE).dictionary, TODAY)


def _survey(data: bytes) -> object:
    text = decode(data, "survey.md")
    return read_survey(text), findings(text)


def _prose(data: bytes) -> object:
    text = data.decode(errors="replace")
    shown = str(prose(text)).casefold()
    assert not any(
        one in shown for one in ("<script", "<img", "<!--", 'href="javascript:', 'href="vbscript:', 'href="data:text')
    ), text
    return list(prose_blocks(text)), clean(text)


def _family(data: bytes) -> object:
    path = next(library().families())
    found = open_family(decode(data, str(path)), path, "x", library().vocabulary)
    return found and [found.member(area) for area in list(found.values.rows)[:2]]


def _policies() -> list[bytes]:
    return [path.read_bytes() for path in library().paths()]


def _expressions() -> list[bytes]:
    found: set[str] = set()
    for policy in library().of_service(SERVICE):
        for criterion in policy.criteria:
            found.update(render(tree) for tree in (criterion.condition, criterion.applies_when) if tree is not None)
    return [text.encode() for text in sorted(found)]


def _cases() -> list[bytes]:
    whole = (shipped().parent / "examples/a-couple.yaml").read_bytes()
    data = {"patient BMI": "24.1", "patient smokes": {"not known": "declined"}, "referral date": "2024-02-29"}
    return [whole, json.dumps(data).encode()]


def _responses() -> list[bytes]:
    policy = next(iter(library().of_service(SERVICE)))
    case = parse_case(_cases()[0], "case", library().vocabulary(SERVICE).dictionary)
    return [json.dumps(response(case, policy), default=float).encode()]


def _records() -> list[bytes]:
    """A record with a person, results, a component, a finding, what is absent, and two versions of one result; and a list."""
    subject = {"subject": {"reference": "Patient/p1"}}
    base = {"resourceType": "Observation", "status": "final", "effectiveDateTime": "2026-02-28T09:30:00Z", **subject}
    bmi, smoker, status = (_concept(code) for code in ("60621009", "77176002", "365981007"))
    quantity = {"value": 24.1, "unit": "kg/m2", "system": "http://unitsofmeasure.org", "code": "kg/m2"}
    absent = {"dataAbsentReason": {"coding": [{"code": "asked-declined"}]}}
    resources = [
        {"resourceType": "Patient", "id": "p1", "birthDate": "1990-03-04", "identifier": [{"system": "urn:x", "value": "1"}]},
        {
            **base,
            "id": "o1",
            "meta": {"versionId": "1", "lastUpdated": "2026-03-01T00:00:00Z"},
            "code": bmi,
            "valueQuantity": quantity,
        },
        {
            **base,
            "id": "o1",
            "meta": {"versionId": "2", "lastUpdated": "2026-03-02T00:00:00Z"},
            "code": bmi,
            "valueQuantity": quantity,
        },
        {**base, "code": status, "valueCodeableConcept": smoker},
        {**base, "code": smoker, "valueBoolean": False},
        {**base, "code": _concept("1"), "component": [{"code": bmi, "valueQuantity": quantity}, {"code": smoker, **absent}]},
        {**base, "code": bmi, "modifierExtension": [{"url": "urn:x", "valueBoolean": True}], **absent},
    ]
    entries = [{"fullUrl": f"https://a.example/{place}", "resource": one} for place, one in enumerate(resources)]
    return [json.dumps(one).encode() for one in ({"resourceType": "Bundle", "type": "searchset", "entry": entries}, resources)]


def _concept(code: str) -> dict[str, object]:
    return {"coding": [{"system": "http://snomed.info/sct", "code": code}]}


@cache
def _assessor() -> Assessor:
    return Assessor(Chosen(next(iter(library().of_service(SERVICE))), ()), library())


def _api_case(data: bytes) -> object:
    """A case and its assessment, as the API makes it."""
    with _refused():
        case = case_of(_sent(data, "application/json"), library().vocabulary(SERVICE).dictionary)
        return report(_assessor().assess(case))


def _api_response(data: bytes) -> object:
    """A response by itself or among parameters, and its assessment."""
    with _refused():
        given = sent(json_of(_sent(data, FHIR_JSON), (FHIR_JSON,)))
        case = read_response(given.response, library().vocabulary(SERVICE).dictionary)
        return policy_of(given.response), report(_assessor().assess(case))


def _sent(data: bytes, kind: str) -> HttpRequest:
    return RequestFactory().generic("POST", "/api", data, content_type=kind)


@contextmanager
def _refused() -> Iterator[None]:
    """What the API refuses is refused as anything else is."""
    try:
        yield
    except Problem as problem:
        raise CoequalError(problem.detail) from None


def _sent_responses() -> list[bytes]:
    (response,) = map(json.loads, _responses())
    parameter = {"name": "questionnaire-response", "resource": response}
    return [json.dumps(one).encode() for one in (response, {"resourceType": "Parameters", "parameter": [parameter]})]


EXPRESSIONS: Final = Target("expressions", _expressions, _expression)
POLICIES: Final = Target("policies", _policies, _policy)
CASES: Final = Target("cases", _cases, _case)
RESPONSES: Final = Target("FHIR responses", _responses, _response)
TEXTS: Final = (
    Target("FHIR records", _records, _record),
    Target("surveys", lambda: [path.read_bytes() for path in sorted(SURVEYS.glob("*.md"))], _survey),
    Target("prose", _policies, _prose),
    Target("cases that the API is sent", lambda: _cases()[1:], _api_case),
    Target("FHIR responses that the API is sent", _sent_responses, _api_response),
    Target("families", lambda: [next(library().families()).read_bytes()], _family),
    Target("lint of policies", _policies, _lint),
)
