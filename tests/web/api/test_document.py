"""The OpenAPI document, and the page for people that is made from it."""

import io
import itertools
import json
import re
import shlex
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request

import jsonschema
import pytest
from django.test import Client
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from coequal.exchange.schemas.assessment import assessment_schema
from coequal.exchange.schemas.case import some_case
from coequal.involvement.models.involvements import REPORTED
from coequal.programmes.adoption.shelf import NOTHING
from coequal.web.api.interface import document
from coequal.web.api.problems import KINDS
from coequal.web.api.shapes import in_words
from tests.involvement.making import involvement
from tests.web.api.asking import SCOPES, data, get, made_key, post
from tests.web.api.involved import reported

with pytest.MonkeyPatch.context() as gathering:  # while tests are gathered there is no database to be asked
    gathering.setattr("coequal.web.shelf.stamp", lambda: NOTHING)
    OPERATIONS = [(path, method) for path, operations in document()["paths"].items() for method in operations]


def test_the_document_can_be_had_and_is_openapi() -> None:
    """With a tag; it names this version and no server but this one."""
    answer = get("/api/openapi.json")
    assert data(answer) == document()
    assert data(answer)["openapi"] == "3.1.0"
    assert data(answer)["servers"] == [{"url": "/"}]
    assert get("/api/openapi.json", If_None_Match=answer["ETag"]).status_code == 304


def test_the_document_is_valid() -> None:
    """OpenAPI 3.1 by the specification's own schema, every component a schema of JSON Schema 2020-12, every reference there."""
    assert OPENAPI_31_VALIDATOR.is_valid(document())
    assert not OPENAPI_31_VALIDATOR.is_valid({**document(), "info": {}})
    for schema in document()["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document())))
    assert named == set(document()["components"]["schemas"])


def test_case_and_assessment_are_those_of_the_command_line() -> None:
    """An assessment has a notice beside what `coequal schema assessment` says; a case is that of any service."""
    shapes, printed = document()["components"]["schemas"], assessment_schema()
    assert shapes["Case"] == some_case()
    assert shapes["Assessment"]["properties"] == {**printed["properties"], "notice": {"type": "string"}}
    assert shapes["Assessment"]["required"] == [*printed["required"], "notice"]


def test_every_shape_of_a_parameter_is_said_in_words() -> None:
    """Nobody who sends another is shown a regular expression."""
    shapes = set(re.findall(r'"pattern": "(\^[^"]*\$)", "(?:title|type)"', json.dumps(document()["paths"])))
    assert shapes
    for shape in shapes:
        assert re.fullmatch(r"[A-Za-z0-9,/@ .-]+", in_words(json.loads(f'"{shape}"')))


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_operation_says_all_that_it_can_answer(path: str, method: str) -> None:
    """In plain words, with a schema for each body, and an example for whatever it needs."""
    one = document()["paths"][path][method]
    assert one["summary"]
    assert one["description"]
    assert {"200", "400", "404", "405", "406", "422", "429", "500", "503"} <= set(one["responses"])
    assert ({"401", "403"} <= set(one["responses"])) == ("security" in one) == ("x-scope" in one)
    assert ({"411", "413", "415"} <= set(one["responses"])) == ("requestBody" in one)
    for status, answer in one["responses"].items():
        assert status == "304" or all("schema" in body for body in answer["content"].values())
    for parameter in one["parameters"]:
        assert parameter["description"]
        assert "example" in parameter or not parameter["required"]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_example_runs(path: str, method: str) -> None:
    """And its answer is of the shape that is promised."""
    reported()
    one = document()["paths"][path][method]
    query = {}
    for parameter in one["parameters"]:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", str(parameter["example"]))
        elif "example" in parameter:
            query[parameter["name"]] = parameter["example"]
    sent: dict[str, Any] = {}
    if "requestBody" in one:
        kind, body = next(iter(one["requestBody"]["content"].items()))
        jsonschema.validate(body["example"], {**document(), **body["schema"]})
        sent = {"data": json.dumps(body["example"]), "content_type": kind}
    whole = f"{path}?{urlencode(query)}" if query else path
    answer = Client().generic(method.upper(), whole, headers={"Authorization": f"Bearer {made_key(*SCOPES)}"}, **sent)
    assert answer.status_code == 200, answer.content
    (schema,) = [one["responses"]["200"]["content"][answer["Content-Type"]]["schema"]]
    jsonschema.validate(data(answer), {**document(), **schema})


@pytest.mark.django_db
def test_the_page_is_made_from_the_document() -> None:
    """Every operation is on it, with a line for a terminal; every kind of problem has its place there."""
    page = Client().get("/api").content.decode()
    for path, method in OPERATIONS:
        assert document()["paths"][path][method]["summary"] in unescape(page)
    assert all(f'id="{kind}"' in page for kind in KINDS)
    assert "<script>" not in page
    assert "style=" not in page


@pytest.mark.django_db
def test_every_line_for_a_terminal_asks_for_what_it_says() -> None:
    """What would be sent is what the example says, and it is answered; an involvement is one that the site has."""
    reported(involvement(REPORTED))
    page = unescape(Client().get("/api").content.decode())
    lines = re.findall(r'<pre class="api-code" tabindex="0" aria-label="Example: .*?">(curl.*?)</pre>', page, re.DOTALL)
    assert len(lines) == len(OPERATIONS)
    for line in lines:
        words = shlex.split(line.replace("\\\n", " "))
        assert words[0] == "curl"
        address = next(word for word in words if word.startswith("http://testserver/api/"))
        given = dict(itertools.pairwise(words))
        headers = [words[place + 1].partition(": ") for place, word in enumerate(words) if word == "--header"]
        named = {name: value.replace("$COEQUAL_KEY", made_key(*SCOPES)) for name, _, value in headers}
        kind = named.pop("Content-Type", "")
        answer = Client().generic(given.get("--request", "GET"), address, given.get("--data", ""), content_type=kind, headers=named)
        assert answer.status_code == 200, (line, answer.content)


@pytest.mark.django_db
def test_the_loop_of_the_page_walks_through_a_form_to_its_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it stands there: it answers question after question until nothing that is asked could still change the outcome."""
    page = unescape(Client().get("/api").content.decode())
    (loop,) = re.findall(r'<pre class="api-code" [^>]*>(import json.*?)</pre>', page, re.DOTALL)

    def answered(sent: Request) -> io.BytesIO:
        assert isinstance(sent.data, bytes)
        answer = Client().generic(
            "POST", sent.full_url, sent.data, content_type=sent.headers["Content-type"], headers=dict(sent.headers)
        )
        assert answer.status_code == 200, answer.content
        return io.BytesIO(answer.content)

    monkeypatch.setattr("urllib.request.urlopen", answered)
    monkeypatch.setenv("COEQUAL_KEY", made_key("assess"))
    exec(compile(loop, "loop", "exec"), {})  # noqa: S102  # it is our own, and to be tried as it stands
    items = json.loads(capsys.readouterr().out)
    assert "patient_bmi" in str(items)
    assert len(items) > 3


MANUAL = (Path(__file__).parents[3] / "docs" / "manual" / "api.md").read_text(encoding="utf-8")


@pytest.mark.django_db
def test_the_manual_shows_a_real_problem() -> None:
    """The same that is answered to the same mistake."""
    shown = json.loads(re.findall(r"```json\n(.*?)```", MANUAL, re.DOTALL)[0].replace("127.0.0.1:8000", "testserver"))
    assert data(post("policies/norfolk-and-waveney/assisted-conception/assess", {"patient BMJ": 1}, made_key("assess"))) == shown


def test_the_manual_names_every_scope_and_every_address() -> None:
    """Whoever reads only the manual misses none."""
    for path, method in OPERATIONS:
        *_, last = path.removesuffix("/{id}").split("/")
        assert last in MANUAL, path
        assert f"`{document()['paths'][path][method].get('x-scope', 'GET')}" in MANUAL
