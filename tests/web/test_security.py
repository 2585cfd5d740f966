"""What every page promises to the browser."""

import json
import os
import subprocess
import sys

import pytest
from django.test import Client

NEW, OLD = "new" * 20, "old" * 20
PAGES = ("/", "/find", "/policies", "/compare", "/lottery", "/about", "/nowhere", "/health")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_every_page_loads_from_here_alone(client: Client, address: str) -> None:
    """No script or style in the page or from elsewhere, no frame around it, no guess at its type, no word to other sites."""
    page = client.get(address)
    policy = dict(part.strip().split(" ", 1) for part in page["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["X-Frame-Options"] == "DENY"
    assert page["Referrer-Policy"] == "same-origin"
    assert not page.cookies
    text = page.content.decode()
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick=" not in text


def _settings(**variables: str) -> dict[str, object]:
    """Some settings of a site whose surroundings are these."""
    code = (
        "import django, json; django.setup(); from django.conf import settings as s;"
        "print(json.dumps([s.DEBUG, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        "getattr(s, 'SECURE_PROXY_SSL_HEADER', None), s.SECRET_KEY, s.SECRET_KEY_FALLBACKS]))"
    )
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, **variables}, capture_output=True, text=True, check=True)
    names = ("debug", "redirect", "hsts", "session", "csrf", "header", "key", "fallbacks")
    return dict(zip(names, json.loads(done.stdout), strict=True))


def test_behind_tls_cookies_and_pages_go_by_tls_alone() -> None:
    """Plain requests are sent on, browsers remember it for a year, and an older key is still understood."""
    found = _settings(COEQUAL_HTTPS="1", COEQUAL_PROXIES="1", COEQUAL_SECRET_KEYS=f"{NEW} {OLD}")
    assert found["debug"] is False
    assert found["redirect"] is found["session"] is found["csrf"] is True
    assert found["hsts"] == 365 * 24 * 3600
    assert found["header"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert (found["key"], found["fallbacks"]) == (NEW, [OLD])


def test_without_tls_nothing_is_promised_that_cannot_be_kept() -> None:
    """On a machine of one's own the site answers without it."""
    found = _settings()
    assert found["redirect"] is found["session"] is found["csrf"] is False
    assert (found["hsts"], found["header"]) == (0, None)
