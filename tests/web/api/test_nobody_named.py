"""Software is told of no request who it is about; and who a case is about, if software sends it all the same, stays nowhere."""

import logging
from typing import Any

import pytest

from coequal.accounts.models import Entry
from coequal.accounts.permissions import SCOPES
from coequal.referrals.moves import states as at
from coequal.web.api import examples
from coequal.web.api.interface import document
from tests.referrals import making
from tests.web.api.asking import get, made_key, post
from tests.web.matrix.test_api import FOUND
from tests.web.naming import around, identifiers, inside, logged, name_everybody

OPERATIONS = ("Questionnaire/$next-question", "QuestionnaireResponse/$assess", "QuestionnaireResponse/$refer")
KIND = "application/fhir+json"
NAMED: dict[str, Any] = {
    "subject": {"display": "Wilhelmina Example", "identifier": {"value": "9990000026"}},
    "author": {"display": "Bartholomew Example"},
    "text": {"status": "generated", "div": "<div xmlns='http://www.w3.org/1999/xhtml'>1 Sample Street, 020 7946 0123</div>"},
    "identifier": {"value": "999 000 0034"},
}
WRONG = [{"linkId": "patient_bmi.value", "answer": [{"valueString": "Wilhelmina Example, 999 000 0026"}]}]


@pytest.mark.django_db
@pytest.mark.parametrize("operation", FOUND, ids=lambda one: f"{one.methods[0]} {one.path}")
def test_no_operation_knows_of_anybody(operation: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is kept here of people, with a key that allows all there is; also where it refuses."""
    caplog.set_level(logging.DEBUG)
    for state in (at.WRITING, at.SUBMITTED, at.APPROVED):
        making.request(state)
    name_everybody()
    path = next(one for one in document()["paths"] if one.endswith(f"/{operation.path}"))
    address = path.format(area="exampleshire", service="assisted-conception", version="2022-07", id="x", reference="I-2345-6789")
    for key in (made_key(*SCOPES), None):
        answer = post(address, {}, key) if operation.methods[0] == "POST" else get(address, key)
        assert identifiers(inside(answer) + around(answer)) == []
    assert identifiers(logged(caplog.records)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("items", [examples.COMPLETE["item"], WRONG], ids=["a case", "what cannot be used"])
def test_who_a_case_is_about_is_kept_nowhere(operation: str, items: list[Any], caplog: pytest.LogCaptureFixture) -> None:
    """Neither in the trail nor in the log, nor round the answer; it is told to nobody but who sent it."""
    caplog.set_level(logging.DEBUG)
    sent = {**examples.COMPLETE, **NAMED, "item": items}
    answer = post(f"/api/fhir/{operation}", sent, made_key("assess"), KIND)
    assert answer.status_code in (200, 422), answer.content
    assert identifiers(around(answer)) == []
    assert identifiers(logged(caplog.records)) == []
    assert identifiers(repr(list(Entry.objects.values()))) == []


@pytest.mark.django_db
def test_a_referral_says_nothing_of_who_it_is_about() -> None:
    """But the days of birth, which are facts of the case, even where the response says it."""
    answer = post("/api/fhir/QuestionnaireResponse/$refer", {**examples.COMPLETE, **NAMED}, made_key("assess"), KIND)
    assert answer.status_code == 200, answer.content
    assert identifiers(inside(answer)) == ["1990-03-04"]
