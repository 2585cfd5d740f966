"""The versions of a policy, and what changed from one to another."""

import pytest
from django.test import Client

from coequal.web.comparing.affected import Affected
from tests.policies.building import WHOLE, changed
from tests.web.library.conftest import Hold
from tests.web.library.reading import links, text

HERE = "/policies/here/hearing"
OLD = changed('version: "2024"', 'version: "2014"', changed("status: in force", "status: superseded")).replace(
    "read as: 2024-04-01", "read as: 2014-04-01"
)
NEXT = changed('version: "2024"', 'version: "2025"').replace("read as: 2024-04-01", "read as: 2025-04-01")


@pytest.fixture(autouse=True)
def nobody_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The made-up service has no made-up people."""
    monkeypatch.setattr("coequal.web.library.views.people_affected", lambda _old, _new: None)


def test_versions_are_listed_the_newest_first_with_their_days(client: Client, hold: Hold) -> None:
    """Each says whether it governs today, and leads to what changed from the one before."""
    hold(OLD, WHOLE, NEXT.replace("  until: 2029-12-31\n", ""))
    page = client.get(f"{HERE}/versions")
    said = text(page)
    assert said.index("Version 2025") < said.index("Version 2024") < said.index("Version 2014")
    assert "In force from 1 April 2024 until 31 December 2029. It governs people who are referred today." in said
    assert (
        "In force from 1 April 2014 until 31 December 2029. Whether it governs people who are referred today is not known." in said
    )
    assert "This is the first version that we know." in said
    assert f"{HERE}/changes?from=2024&to=2025" in links(page)
    assert f"{HERE}/changes?from=2014&to=2024" in links(page)


def test_days_that_are_not_known_are_said_not_to_be(client: Client, hold: Hold) -> None:
    """The start, and the end."""
    start = "  from: {printed: none, read as: 2024-04-01, because: the body began then}\n  until: 2029-12-31"
    hold(changed(start, "  from: {printed: none}\n  until: {printed: none}"))
    said = text(client.get(f"{HERE}/versions"))
    assert "From which day it was in force is not known, until a day that is not known." in said
    assert "This is the only version that we know." in said
    hold(changed("status: in force", "status: draft"))
    assert "It does not govern people who are referred today." in text(client.get(f"{HERE}/versions"))


def test_what_changed_is_shown_in_wording_and_in_logic(client: Client, hold: Hold) -> None:
    """Added, changed and taken out; about the policy itself last."""
    new = changed("met when: hearing loss > 25\n", "met when: hearing loss > 30\n", NEXT)
    new = changed("more than 25 dB.", "more than 30 dB.", new)
    new = changed("aids: if hearing loss >= 30 then 2 else 1", "aids: 2", new).replace("id: colour", "id: size")
    hold(WHOLE, new)
    said = text(client.get(f"{HERE}/changes"))
    assert "What changed from version 2024 to version 2025" in said
    assert "A pair of hearing aids: changed Aids Before: if her hearing loss is at least 30, 2; otherwise 1 After: 2" in said
    assert (
        "Hearing loss (clause 1): changed Met when Before: her hearing loss is above 25 After: her hearing loss is above 30" in said
    )
    assert "(clause 9): added" in said
    assert "(clause 9): removed" in said
    assert "Taken out: Her hearing loss must be more than 25 dB. Put in: Her hearing loss must be more than 30 dB." in said
    assert "In force from Before: nothing is printed; read as 1 April 2024" in said
    assert "Nobody has been counted under both versions." in said
    assert "/compare?a=here/hearing%402024&b=here/hearing%402025" in links(client.get(f"{HERE}/changes"))


def test_people_affected_are_said_where_they_were_counted(client: Client, hold: Hold, monkeypatch: pytest.MonkeyPatch) -> None:
    """And that they are made up."""
    counted = Affected(people=1000, gain=100, lose=50, untold=0, as_seen=False)
    monkeypatch.setattr("coequal.web.library.views.people_affected", lambda _old, _new: counted)
    hold(WHOLE, NEXT)
    said = text(client.get(f"{HERE}/changes"))
    assert counted.says in said
    assert "nobody among them is real" in said


def test_any_two_versions_can_be_held_against_each_other(client: Client, hold: Hold) -> None:
    """Where there are more than two, they can be chosen."""
    hold(OLD, WHOLE, changed("completeness: whole", "completeness: partial", NEXT))
    page = client.get(f"{HERE}/changes", {"from": "2014", "to": "2025"})
    assert "What changed from version 2014 to version 2025" in text(page)
    assert "At least one of the two was not seen whole" in text(page)
    assert '<option value="2014" selected>' in page.content.decode()
    assert "At least one" not in text(client.get(f"{HERE}/changes", {"to": "2024"}))
    assert client.get(f"{HERE}/changes", {"from": "1999"}).status_code == 404


def test_where_there_is_one_version_nothing_can_be_held_against_it(client: Client, hold: Hold) -> None:
    """And that is said."""
    hold(WHOLE)
    assert "We know only this one version" in text(client.get(f"{HERE}/changes"))


def test_two_versions_may_say_the_same(client: Client, hold: Hold) -> None:
    """But for their name."""
    hold(WHOLE, changed('version: "2024"', 'version: "2024-b"'))
    assert "These two versions say the same." in text(client.get(f"{HERE}/changes"))
