"""What of drafts waits for whom, on their start page."""

import pytest

from coequal.accounts.roles import Role
from coequal.drafting.handing import return_with_reasons
from tests.web.signing import OTHER, signed_in
from tests.web.studio.drafting import draft_of, governance
from tests.web.studio.handing import handed

pytestmark = pytest.mark.django_db
GOV = "gov@exampleshire.example"


def start(*roles: Role, email: str = "pat@exampleshire.example", at: str = "EXA1") -> str:
    return signed_in(*roles, email=email, at=at).get("/staff").content.decode()


def test_a_draft_waits_for_whoever_has_to_go_on_with_it() -> None:
    """For its author while it is written, then for governance, then for every policy manager of the organisation."""
    draft = draft_of()
    going_on, waits, back = (f"draft “{draft.title}” is in progress", "waits for your answer", "was returned by governance")
    assert going_on in start(Role.POLICY_MANAGER)
    assert going_on not in start(Role.POLICY_MANAGER, email="second@exampleshire.example")
    handover = handed(draft)
    assert waits in start(Role.GOVERNANCE, email=GOV)
    assert waits not in start(Role.GOVERNANCE, at=OTHER, email="gov@sampleton.example")
    assert waits not in start(Role.POLICY_MANAGER, Role.GOVERNANCE)  # whoever handed it over cannot answer
    return_with_reasons(governance(), handover, "Say from when.")
    assert back in start(Role.POLICY_MANAGER, email="second@exampleshire.example")
    assert back not in start(Role.GOVERNANCE, email=GOV)
