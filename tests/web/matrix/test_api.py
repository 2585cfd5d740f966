"""Every operation of the API, asked by everybody: with no key, with one that does not count, and with each scope."""

import pytest
from django.test import Client
from django.urls import reverse

from coequal.accounts.guard import EVERYONE
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import SCOPES
from coequal.web.api.interface import api, document
from tests.web.api.asking import made_key
from tests.web.signing import OTHER, OWN

FOUND = [one for bound in api._get_bound_routers() for view in bound.path_operations.values() for one in view.operations]
KEYS = {
    "no key": lambda: None,
    "unknown": lambda: "cq_00000000_nothing",
    "ended": lambda: made_key(*SCOPES, days=-1),
    "withdrawn": lambda: made_key(*SCOPES, withdrawn=True),
    "without a scope": made_key,
    **{f"scope {scope}": lambda scope=scope: made_key(scope) for scope in SCOPES},
    "another organisation's": lambda: made_key(*SCOPES, at=OTHER),
    "every scope": lambda: made_key(*SCOPES, at=OWN),
}


@pytest.mark.django_db
@pytest.mark.parametrize("operation", FOUND, ids=lambda one: f"{one.methods[0]} {one.path}")
def test_an_operation_answers_those_who_may_and_nobody_else(operation: object) -> None:
    """What everybody may read needs no key; else no key that counts is 401, and one without the scope 403.

    What is asked is nobody's: a key of any organisation gets the same.
    """
    permission, method = operation.view_func.permission, operation.methods[0]
    (path,) = [
        path for path in document()["paths"] if path.endswith(f"/{operation.path}") and method.lower() in document()["paths"][path]
    ]
    address = path.format(
        area="norfolk-and-waveney", service="assisted-conception", version="2022-07", id="x", reference="I-2345-6789"
    )
    for name, make in KEYS.items():
        key = make()
        client = Client(headers={"Authorization": f"Bearer {key}"} if key else {})
        answer = client.generic(method, address, b"", content_type="application/json")
        allowed = name in ("every scope", "another organisation's") or name == f"scope {getattr(permission, 'scope', '')}"
        wanted = "in"
        if isinstance(permission, Permission) and not allowed:
            wanted = "not allowed" if "scope" in name else "no key"
        found = {401: "no key", 403: "not allowed"}.get(answer.status_code, "in" if answer.status_code < 500 else "failed")
        assert found == wanted, (name, answer.content)
    assert permission == EVERYONE or permission in SCOPES.values()
    assert reverse("api:page") == "/api"
