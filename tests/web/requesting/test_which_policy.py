"""A funding request where it is not certain which policy counts: somebody says it, or that it is not known, and the record has it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from coequal.referrals.models import ClinicalCase, Request
from coequal.web.checker.state import CLINICIAN, State, sealed
from coequal.web.shelf import shelf
from tests.lint.building import DICTIONARY, POLICY, library_folder
from tests.web.requesting.asking import at, clinician, day, fields, said
from tests.web.shelved import on_the_shelf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("board")]
MAY_BIND = POLICY.replace("  from: {printed: none, read as: 2024-04-01, because: the body began then}", "  from: {printed: none}")
KEY = "here/fertility@2024"
TOLD: dict[str, Any] = {"commissioner": "BBB", "service": "fertility", **day("referred_on", 2026, 11, 2)}
FACTS = {
    "referral date": {"value": "2026-11-02"},
    "treatment start date": {"value": "2027-01-10"},
    "patient date of birth": {"value": "1990-03-04"},
    "BMI": {"value": "34"},
    "cycles": {"value": "0"},
    "smokes": {"value": "false"},
    "other grounds": {"value": "false"},
    "FSH": {"value": "6.1", "unit": "IU/L", "date": "2026-10-10"},
}


@pytest.fixture(scope="module")
def doubtful_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one policy, of which nobody knows since when it has been in force."""
    return library_folder(tmp_path_factory.mktemp("doubtful"), DICTIONARY, [MAY_BIND])


@pytest.fixture(autouse=True)
def doubtful_shelf(settings: object, doubtful_library: Path, small_shelf: None) -> Iterator[None]:  # noqa: ARG001  # in place of it
    """That library on the shelf."""
    yield from on_the_shelf(settings, doubtful_library)


def checked(client: Client) -> HttpResponse:
    """The page that the button below the checker's result leads to."""
    policy = shelf().policy("here/fertility")
    state = sealed(State(policy.id, policy.version, policy.digest, "2026-11-20", CLINICIAN, FACTS))
    return client.post(at("checked"), {"state": state, "policy": policy.id})


def asked(client: Client, page: HttpResponse, **typed: Any) -> HttpResponse:
    """What comes back when the form is sent."""
    return client.post(at("new"), {**fields(page), **TOLD, **typed}, follow=True)


def test_a_policy_that_only_may_bind_is_asked_about() -> None:
    """Nothing is begun before somebody has said which counts, and what is no answer is asked again."""
    client = clinician()
    for typed in ({}, {"which": "elsewhere/fertility@1999"}):
        page = asked(client, client.get(at("new")), **typed)
        assert "It is not certain which policy counts." in said(page)
        assert f'value="{KEY}"' in page.content.decode()
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    ("which", "policy", "says"),
    [
        (KEY, "here/fertility", "counts was not certain. Whoever began this said that it does."),
        ("not known", "", "Which policy counts was not known when this was begun."),
    ],
)
def test_what_somebody_says_of_it_stands_in_the_record(which: str, policy: str, says: str) -> None:
    """That it counts, or that it is not known: then the request is begun without a policy."""
    client = clinician()
    asked(client, asked(client, client.get(at("new"))), which=which)
    made = Request.objects.get()
    assert made.policy == policy
    assert says in made.steps.get().says


@pytest.mark.parametrize(("which", "policy"), [(KEY, "here/fertility"), ("not known", "")])
def test_what_was_checked_goes_with_it_only_under_its_own_policy(which: str, policy: str) -> None:
    """The page says so before it is said that it is not known."""
    client = clinician()
    page = asked(client, checked(client))
    assert "without what you told the checker" in said(page)
    asked(client, page, which=which)
    made = Request.objects.get()
    assert made.policy == policy
    assert bool(made.unmet) == bool(ClinicalCase.objects.get(request=made).facts) == bool(policy)
