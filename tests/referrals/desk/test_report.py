"""The yearly report counts appeals by what became of them, those that were withdrawn too, and gives nobody away."""

import pytest
from django.utils import timezone

from coequal.documents.model import Table
from coequal.referrals.desk.report import report
from coequal.referrals.desk.yearly import year_of
from coequal.referrals.models import Appeal, PanelDecision
from coequal.referrals.models.deciding import BY_PANEL, DISMISSED, LODGED, TAKEN_BACK, UPHELD
from coequal.referrals.moves import states as at
from tests.referrals import making
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db


def appeals(counts: dict[str, int]) -> None:
    """So many appeals of this year in each state, for this test all about one request."""
    request, today = making.request(at.DECLINED), timezone.localdate()
    about = {"request": request, "by_way_of": BY_PANEL, "outcome": "declined", "by": request.made_by, "reasons": "No."}
    lodged = {"grounds": [], "says": "No.", "lodged_by": request.made_by, "lodged_on": today}
    for state, count in counts.items():
        for _one in range(count):
            Appeal.objects.create(decision=PanelDecision.objects.create(**about), state=state, **lodged)


def told() -> tuple[str, ...]:
    """What this year's report says of appeals: all, upheld, dismissed, withdrawn, and not answered yet."""
    blocks = report(organisation(), year_of(timezone.localdate())).blocks
    (way,) = (one for one in blocks if isinstance(one, Table) and one.caption == "What happened on the way")
    return tuple(figure for what, figure in way.rows if "ppeal" in what)


@pytest.mark.parametrize(
    ("counts", "meant"),
    [
        ({UPHELD: 10, TAKEN_BACK: 10}, ("20", "10", "0", "10", "0")),
        ({TAKEN_BACK: 3}, ("*", "*", "*", "*", "*")),
        ({UPHELD: 10, DISMISSED: 12, TAKEN_BACK: 3, LODGED: 0}, ("25", "10", "10", "*", "0")),
    ],
)
def test_withdrawn_appeals_are_counted_and_hidden_with_the_others(counts: dict[str, int], meant: tuple[str, ...]) -> None:
    """What became of appeals comes to all of them; a few that were withdrawn are hidden, with whatever would tell them."""
    appeals(counts)
    assert told() == meant
