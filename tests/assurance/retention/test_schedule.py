"""Every kind of record has a line, and no line claims a period that nobody read."""

import pytest
from django.http import Http404
from django.utils import timezone

from coequal.accounts.models import Entry
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.assurance.models import RetentionRule
from coequal.assurance.retention.keepers import keeper_of
from coequal.assurance.retention.reviewing import queue
from coequal.assurance.retention.schedule import ENDS, KEEP, ONE_BY_ONE, REVIEW, schedule, set_period, shipped, where_to_look
from coequal.errors import CoequalError
from tests.assurance.making import acting
from tests.assurance.retention.making import keeper, old_draft, with_period
from tests.web.signing import OTHER, organisation

pytestmark = pytest.mark.django_db
KEPT = {"drafts", "accounts", "survey answers", "funding requests"}


def test_every_line_says_what_it_is_and_what_happens() -> None:
    """And where its period is laid down, or that this was not found."""
    for line in shipped().values():
        assert line.title, line.kind
        assert line.holds, line.kind
        assert line.runs_from, line.kind
        assert line.then in (REVIEW, ONE_BY_ONE, ENDS, KEEP)
        assert line.citation or line.months is None
        assert line.citation or line.can_be_set
    assert "Records Management Code of Practice" in where_to_look()


def test_what_is_kept_has_a_keeper_and_the_rest_is_reviewed_by_hand() -> None:
    """Nobody is told that the site disposes of what it does not."""
    assert {kind for kind in shipped() if keeper_of(kind)} == KEPT
    assert queue(organisation(), "backups", timezone.localdate()).by_hand


@pytest.mark.parametrize(
    ("months", "words"), [(1, "1 month"), (12, "1 year"), (30, "2 years and 6 months"), (None, "not set")], ids=str
)
def test_a_period_is_said_in_years_and_months(months: int | None, words: str) -> None:
    """And that there is none."""
    if months:
        with_period(months=months)
    assert schedule(organisation())["drafts"].period == words


def test_without_a_period_nothing_is_due() -> None:
    """Not known is an answer: nothing is disposed of by a guess."""
    old_draft(20_000)
    assert queue(organisation(), "drafts", timezone.localdate()).due == ()
    assert schedule(organisation())["funding requests"].period == "by how each ended"
    assert schedule(organisation())["trail"].period == "for good"
    assert schedule(organisation())["sessions"].period == "while it is used"


def test_an_organisation_sets_its_own_and_nobody_elses() -> None:
    """The earlier one stays; the same again makes nothing; the trail says so."""
    with_period(months=24)
    with_period(months=36)
    with_period(months=36)
    assert [rule.months for rule in RetentionRule.objects.all()] == [24, 36]
    assert schedule(organisation())["drafts"].own
    assert not schedule(organisation(OTHER))["drafts"].own
    assert Entry.objects.filter(action="set how long records are kept", reference="EXA1").count() == 2


@pytest.mark.parametrize(
    ("kind", "months", "source", "says"),
    [
        ("drafts", 0, "Line 4", "from 1 to 1,200"),
        ("drafts", 1_201, "Line 4", "from 1 to 1,200"),
        ("drafts", 12, "  ", "Say where this period is laid down"),
        ("drafts", 12, "x" * 301, "at most 300 letters"),
        ("trail", 12, "Line 4", "nobody sets how long"),
        ("letters", 12, "Line 4", "no such kind"),
    ],
)
def test_what_is_no_period_is_refused(kind: str, months: int, source: str, says: str) -> None:
    """With what to do."""
    with pytest.raises(CoequalError, match=says):
        set_period(keeper(), organisation(), kind, months, source)


def test_others_set_nothing() -> None:
    """Neither without the role, nor for another organisation."""
    with pytest.raises(NotAllowed):
        set_period(acting(Role.GOVERNANCE), organisation(), "drafts", 12, "Line 4")
    with pytest.raises(Http404):
        set_period(keeper(), organisation(OTHER), "drafts", 12, "Line 4")
