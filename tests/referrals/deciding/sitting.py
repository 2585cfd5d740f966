"""Panels that are there for a test alone, with people who may judge."""

from datetime import timedelta

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.roles import Role
from coequal.referrals.deciding import panels
from coequal.referrals.deciding.decide import decide
from coequal.referrals.models import Item, Panel, PanelDecision, Request
from coequal.referrals.models.deciding import APPROVED, DEFERRED
from coequal.referrals.moves import states as at
from coequal.referrals.rules.reading import shipped
from tests.referrals import making
from tests.web.signing import OWN, organisation

POSTS = ("lay member", "doctor", "public health specialist", "pharmacist")
RULES = shipped()[OWN]
ANSWERS = {one.id: {"answer": "no", "why": f"Because of {one.id}."} for one in RULES.questions or ()}


def officer(name: str = "officer") -> Acting:
    """An officer of the commissioner."""
    return making.acting(Role.IFR_OFFICER, email=f"{name}@exampleshire.example")


def member(name: str) -> Acting:
    """A panel member of the commissioner."""
    return making.acting(Role.PANEL_MEMBER, email=f"{name}@exampleshire.example")


def panel(prefix: str = "one", *, there: bool = True, seats: int = len(POSTS)) -> Panel:
    """A panel of today, with a lay chair and the posts that the rules want."""
    made = panels.call(officer(), organisation(), panels.Call(on=timezone.localdate(), at=prefix))
    for number, post in enumerate(POSTS[:seats]):
        person = member(f"{prefix}-{number}").person
        assert person is not None
        seat = panels.seat(officer(), made, person, post, lay=number == 0, chairs=number == 0)
        if there:
            panels.attend(officer(), seat, there=True)
    return made


def sitting(request: Request | None = None, prefix: str = "one", **options: bool) -> Item:
    """A request before a panel that sits."""
    made = panel(prefix, **options)
    item = panels.list_item(officer(), made, request or making.request(at.FOR_PANEL))
    panels.begin(officer(), made)
    item.panel.refresh_from_db()
    return item


def decided(item: Item, outcome: str) -> PanelDecision:
    """What a panel decided."""
    amounts = {"cycles": 2} if outcome == APPROVED else None
    wants = "The result of the scan." if outcome == DEFERRED else ""
    expires = timezone.localdate() + timedelta(200)
    return decide(officer(), item, outcome, ANSWERS, "We looked at all of it.", wants=wants, amounts=amounts, expires=expires)
