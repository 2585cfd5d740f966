"""Policies beside one another, by the API."""

import json
from typing import Any

import pytest

from coequal.web.api import examples
from coequal.web.comparing import kept
from coequal.web.comparing.days import KIND, TODAY, digest_of, name_of
from coequal.web.comparing.pairs import Busy
from tests.cli.conftest import Call
from tests.web.api.asking import SCOPES, data, get, made_key, post, problem

pytestmark = pytest.mark.django_db
A, B = "norfolk-and-waveney/assisted-conception", "nice/assisted-conception"


@pytest.fixture
def key() -> str:
    return made_key(*SCOPES)


def test_two_policies_are_compared_as_the_command_line_does(coequal: Call, key: str) -> None:
    """The same relation, witnesses and criteria; the answer may be kept by whoever holds the key, and has a tag."""
    answer = get(f"compare?a={A}&b={B}", key)
    printed = json.loads(coequal("compare", A, B, "--json").out)
    found = data(answer)
    assert {name: found[name] for name in printed} == printed
    assert answer["Cache-Control"] == "private, max-age=300"
    assert "Authorization" in answer["Vary"]
    assert get(f"compare?a={A}&b={B}", key, If_None_Match=answer["ETag"]).status_code == 304


def test_policies_of_two_services_are_not_compared(key: str) -> None:
    """That is said."""
    assert problem(get(f"compare?a={A}&b=luton/sterilisation", key))[0] in (404, 422)


def test_whoever_has_to_wait_for_a_comparison_is_told_so(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the seconds."""

    def busy(*_policies: object) -> None:
        raise Busy

    monkeypatch.setattr("coequal.web.api.sides.pair", busy)
    answer = get(f"compare?a={A}&b={B}", key)
    assert problem(answer) == (503, "not-now", Busy.says)
    assert answer["Retry-After"] == "60"


def test_every_area_of_a_day_is_listed(key: str) -> None:
    """With whoever the policy binds for; what is set apart comes with its reasons."""
    found = data(get("lottery?service=assisted-conception&on=2022-07-01", key))
    assert (found["service"], found["on"], found["people"]) == ("assisted-conception", "2022-07-01", None)
    assert all(one["binds for"] for one in found["areas"])
    assert all(one["why"] for one in found["set apart"])
    assert data(get("lottery?service=assisted-conception&on=2023-03-03", key))["people"] is None


def test_what_was_prepared_for_people_comes_with_it(key: str) -> None:
    """For today."""
    service = "assisted-conception"
    kept.write(KIND, name_of(service, TODAY), digest_of(service, TODAY), {"on": "today", "measures": {}})
    assert data(get(f"lottery?service={service}", key))["people"] == {"on": "today", "measures": {}}


def test_one_couple_is_put_in_every_area_as_the_command_line_does(coequal: Call, tmp_path: Any, key: str) -> None:
    """On the couple's own day, or another."""
    file = tmp_path / "couple.json"
    file.write_text(json.dumps(examples.COUPLE), encoding="utf-8")
    printed = json.loads(coequal("lottery", str(file), "--service", "assisted-conception", "--json").out)
    answer = post("lottery/assisted-conception", examples.COUPLE, key)
    found = data(answer)
    assert found.pop("notice").startswith("Software assesses")
    assert found == printed
    assert answer["Cache-Control"] == "no-store"
    assert data(post("lottery/assisted-conception?on=2022-07-01", examples.COUPLE, key))["on"] == "2022-07-01"


def test_a_service_that_is_not_known_has_no_lottery(key: str) -> None:
    """With and without a case."""
    assert problem(get("lottery?service=x", key))[:2] == (404, "not-found")
    assert problem(post("lottery/assisted-concepton", {}, key)) == (
        404,
        "not-found",
        'The library knows no service "assisted-concepton". Did you mean "assisted-conception"?',
    )
