"""What changed from one version to another, while comparisons are made for others."""

import pytest
from django.test import Client

from coequal.web.comparing import pairs
from tests.policies.building import WHOLE, changed
from tests.web.library.conftest import Hold
from tests.web.library.reading import text


@pytest.mark.django_db
def test_all_but_the_count_is_shown_while_the_solver_is_busy(client: Client, hold: Hold, monkeypatch: pytest.MonkeyPatch) -> None:
    """In its place the page says when to come again, and it does not say that nobody was counted."""
    monkeypatch.setattr(pairs, "_PATIENCE", 0.01)
    next_one = changed('version: "2024"', 'version: "2025"')
    hold(WHOLE, changed("met when: hearing loss > 25\nevidence", "met when: hearing loss > 30\nevidence", next_one))
    with pairs._solver():
        page = client.get("/policies/here/hearing/changes")
    assert page.status_code == 200
    said = text(page)
    assert "Many comparisons are being made just now. Try again in a minute." in said
    assert "Nobody has been counted" not in said
    assert "Before: her hearing loss is above 25 After: her hearing loss is above 30" in said
