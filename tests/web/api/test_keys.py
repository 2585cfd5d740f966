"""Keys of the API: who may ask, what is said to whoever may not, and what is kept of it."""

import hmac
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from coequal.accounts.models import ApiKey, Entry
from coequal.facts.dates import say_date
from coequal.web.api import examples
from tests.web.api.asking import POLICY, data, get, made_key, post, problem

ASSESS = f"{POLICY}/assess"
pytestmark = pytest.mark.django_db


def test_without_a_key_nothing_is_assessed() -> None:
    """The scope that is needed is named, and how to send a key."""
    answer = post(ASSESS, examples.COUPLE)
    says = "To assess a case, and ask what is missing needs a key with the scope “assess”."
    assert problem(answer) == (401, "key-needed", says)
    assert answer["WWW-Authenticate"] == 'Bearer realm="coequal"'
    assert problem(post(ASSESS, examples.COUPLE, Authorization="Basic abc"))[:2] == (401, "key-needed")
    assert problem(post(ASSESS, examples.COUPLE, Authorization="Bearer "))[:2] == (401, "key-needed")


@pytest.mark.parametrize("key", ["nonsense", "cq_12345678_wrong", "cq_x_y", "cq__", "cq_'; drop table_x", "cq_123456\x7f8_ü"])
def test_a_key_that_nobody_has_opens_nothing(key: str) -> None:
    """And nothing tells how near it was."""
    answer = post(ASSESS, examples.COUPLE, key.encode().decode("latin-1"))
    assert problem(answer) == (401, "key-refused", "Nobody has this key. Check that the whole of it was sent.")
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_a_key_of_which_only_the_beginning_is_right_is_like_one_that_nobody_has() -> None:
    """Whoever has seen the part that may be shown learns nothing more."""
    key = made_key("assess", days=-1)
    begins = key.rsplit("_", 1)[0] if key.count("_") == 2 else key[:11]
    assert problem(post(ASSESS, examples.COUPLE, f"{begins}_guessed"))[2].startswith("Nobody has this key.")


def test_every_key_is_held_against_a_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Known or not, so that it takes as long."""
    compared: list[str] = []
    compare = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda a, b: compared.append(b) or compare(a, b))
    for key in ("nonsense", "cq_00000000_nothing", made_key("assess")):
        post(ASSESS, examples.COUPLE, key)
    assert [len(digest) for digest in compared] == [64, 64, 64]


def test_a_key_that_has_ended_or_was_withdrawn_says_so_to_whoever_holds_it() -> None:
    """With the day."""
    today, day = timezone.localdate(), timezone.localdate(timezone.now() - timedelta(days=1))
    assert problem(post(ASSESS, examples.COUPLE, made_key("assess", days=-1))) == (
        401,
        "key-refused",
        f"This key ended on {say_date(day)}.",
    )
    withdrawn = made_key("assess", withdrawn=True)
    assert problem(post(ASSESS, examples.COUPLE, withdrawn)) == (
        401,
        "key-refused",
        f"This key was withdrawn on {say_date(today)}.",
    )


@pytest.mark.parametrize(("scopes", "said"), [(("lottery", "compare"), "compare, lottery"), ((), "none")])
def test_a_key_without_the_scope_is_told_which_it_lacks(scopes: tuple[str, ...], said: str) -> None:
    """And which it has."""
    status, kind, detail = problem(post(ASSESS, examples.COUPLE, made_key(*scopes)))
    assert (status, kind) == (403, "not-allowed")
    assert detail.endswith(f"needs a key with the scope “assess”. The scopes of this key: {said}.")


def test_the_day_on_which_a_key_was_last_used_is_kept() -> None:
    """Not the time, and it is written once a day."""
    key = made_key("assess")
    for _ in range(2):
        assert post(ASSESS, examples.COUPLE, key).status_code == 200
        assert ApiKey.objects.get().used_on == timezone.localdate()


def test_each_use_for_a_case_is_recorded_and_nothing_of_the_case() -> None:
    """Who, for whom, for what purpose, under which text of which policy."""
    key = made_key("assess")
    post(ASSESS, examples.COUPLE, key)
    (entry,) = Entry.objects.all()
    assert (entry.who, entry.organisation, entry.role) == (f"key {ApiKey.objects.get().prefix}", "EXA1", "software")
    assert (entry.action, entry.reference) == ("assessed a case", "norfolk-and-waveney/assisted-conception@2022-07")
    assert entry.purpose == "To check referrals before they are sent"
    told = str(entry.written())
    assert not any(str(value) in told for value in (examples.COUPLE["patient BMI"], "1990-03-04", "pmol"))


def test_what_was_refused_is_not_recorded() -> None:
    """Nothing was assessed."""
    post(ASSESS, {"patient BMI": "much"}, made_key("assess"))
    assert not Entry.objects.exists()


def test_a_key_may_ask_so_often_in_a_minute(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer says how often it still may; one time too many is refused, with the seconds to wait."""
    settings.API_REQUESTS_A_MINUTE = 2
    monkeypatch.setattr(time, "time", lambda: 1_800_000_015.0)
    cache.clear()
    key, other = made_key("assess"), made_key("assess")
    first, second, third = (post(ASSESS, examples.COUPLE, key) for _ in range(3))
    assert [first[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")] == ["2", "1", "45"]
    assert second["RateLimit-Remaining"] == "0"
    assert problem(third) == (429, "too-often", "This key may ask 2 times a minute. Ask again in 45 seconds.")
    assert (third["Retry-After"], third["RateLimit-Remaining"]) == ("45", "0")
    assert post(ASSESS, examples.COUPLE, other).status_code == 200


def test_a_key_opens_what_it_is_for_and_nothing_else() -> None:
    """Neither comparison nor lottery; reading needs no key, and a wrong one does no harm there."""
    key = made_key("assess")
    assert get("compare?a=luton/assisted-conception&b=nice/assisted-conception", key).status_code == 403
    assert get("policies?size=1", "nonsense").status_code == 200
    assert data(post(ASSESS, examples.COUPLE, key))["policy"] == "norfolk-and-waveney/assisted-conception"
