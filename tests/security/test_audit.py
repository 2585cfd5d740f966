"""An audit says clean only where it looked and found nothing."""

import json

import pytest

from tests.security.audit import ROOT, Report, Run, answered, bill, code, no_secrets, packages, page_packages, secrets, settings


def told(ended: int, said: object, error: str = "") -> Run:
    """A program that ends like this."""
    return lambda _command: (ended, said if isinstance(said, str) else json.dumps(said), error)


AUDITS = {
    "code": code,
    "packages": lambda running: packages("requirements-site.lock", running),
    "pages": page_packages,
    "secrets": secrets,
    "bill": bill,
    "settings": settings,
}
SKIPPED = {"dependencies": [{"name": "a", "skip_reason": "Dependency not found"}, {"name": "b", "version": "1", "vulns": []}]}


@pytest.mark.parametrize("name", AUDITS)
@pytest.mark.parametrize("ended", [-1, 2, 127])
def test_an_audit_that_could_not_look_is_not_clean(name: str, ended: int) -> None:
    """No network, no program, or an answer that nobody understands: each is said to be that."""
    for said in ("", "no network"):
        found = AUDITS[name](told(ended, said, "It cannot be reached."))
        assert not found.is_clean
        assert "COULD NOT LOOK. It cannot be reached." in str(found)


@pytest.mark.parametrize("said", [SKIPPED, {"dependencies": []}, [], {}])
def test_a_package_that_nobody_could_ask_about_is_not_clean(said: object) -> None:
    """Though the program ended well."""
    assert packages("requirements-site.lock", told(0, said)).could_not


def test_what_an_audit_found_is_said() -> None:
    """One line for each, with its number."""
    faulty = {
        "dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}, {"name": "b", "version": "2", "vulns": []}]
    }
    assert packages("x.lock", told(1, faulty)).found == ("a 1: CVE-1",)
    assert packages("x.lock", told(0, {"dependencies": faulty["dependencies"][1:]})).is_clean
    assert page_packages(told(1, {"vulnerabilities": {"a": {}}})).found == ("a",)
    assert page_packages(told(1, {"message": "405 Method Not Allowed"})).could_not == "405 Method Not Allowed"
    assert settings(told(1, "", "WARNINGS:\n?: (security.W004) none")).found == ("?: (security.W004) none",)
    line = next(at for at, text in enumerate((ROOT / "tests/security/threats.yaml").read_text().splitlines(), 1) if "T01" in text)
    assert secrets(told(0, {"version": "1", "results": {"tests/security/threats.yaml": [{"line_number": line}]}})).found
    assert str(Report("It", ("a fault",))) == "It: 1 found\n  a fault"


def test_a_finding_is_answered_by_a_reason_beside_it_alone() -> None:
    """For the same rule, on the same line."""
    path = "src/coequal/pages/prose.py"
    number = next(at for at, line in enumerate((ROOT / path).read_text().splitlines(), 1) if "S704" in line)
    finding = {"filename": path, "line_number": number, "line_range": [number], "test_id": "B704"}
    assert answered(finding)
    assert not answered({**finding, "test_id": "B602"})
    assert not answered({**finding, "line_number": 1, "line_range": [1]})


def test_every_word_that_is_no_secret_stands_somewhere() -> None:
    """What was taken out of the code is taken out of the list."""
    texts = [
        path.read_text(encoding="utf-8")
        for folder in ("src", "tests", "bench", "docs")
        for path in (ROOT / folder).rglob("*.[pm][yd]")
    ]
    assert [words for words in no_secrets() if not any(words in text for text in texts)] == []
