"""What `coequal site doctor` says of single sign-on."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey

from coequal.web.operation.doctor.sign_on import codes, sign_on
from coequal.web.providers import Provider
from tests.web.signing import OWN, organisation
from tests.web.staff.provider import CLIENT, running


@pytest.mark.django_db
def test_the_doctor_looks_at_key_provider_and_codes(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each fault is named; nothing is said where there is no provider."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    settings.PROVIDERS = ()
    assert [*sign_on(), *codes()] == []
    with running(tmp_path, "http://testserver/back") as it:
        key = tmp_path / "key.pem"
        own = Provider("exampleshire", "it", it.issuer, CLIENT, key, frozenset({OWN}), frozenset({"exampleshire.example"}))
        settings.PROVIDERS = (own,)
        assert [one.grade for one in sign_on()] == ["fine"]
        assert [(one.grade, one.says) for one in codes()] == [("look", "Nobody works here for EXA1.")]
        organisation()
        assert list(codes()) == []
        it.fails = True
        assert [(one.grade, "does not answer" in one.says) for one in sign_on()] == [("wrong", True)]
        it.fails = False
        key.chmod(0o644)
        assert [(one.grade, "Others can read" in one.says) for one in sign_on()] == [("wrong", True)]
        for held in (b"", b"no key", ECKey.generate_key("P-384").as_pem(private=True), it.client_key.as_pem(private=False)):
            key.write_bytes(held)
            assert [(one.grade, "cannot be used" in one.says) for one in sign_on()] == [("wrong", True)]
        settings.PROVIDERS = (replace(own, key=tmp_path / "gone.pem"),)
        assert [(one.grade, "cannot be used" in one.says) for one in sign_on()] == [("wrong", True)]
        key.write_bytes(ECKey.generate_key("P-256").as_pem(private=True))
        key.chmod(0o600)
        settings.PROVIDERS = (own,)
        assert [one.grade for one in sign_on()] == ["fine"]
