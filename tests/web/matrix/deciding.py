"""The pages of officers, panels and appeals, each with an example to try it with."""

from datetime import date

from django.utils import timezone

from coequal.accounts.acting import person_acting
from coequal.accounts.models import Membership, Organisation, Person
from coequal.accounts.permissions import HEAR_APPEAL, SCREEN
from coequal.accounts.roles import Role
from coequal.referrals.models import Appeal, Attachment, Item, Letter, Panel, PanelDecision, Request, Seat
from coequal.referrals.models.deciding import BY_SCREENING, CALLED, CLOSED, DECLINED, SITTING
from coequal.referrals.models.requests import CLEAN
from coequal.referrals.moves import states as at
from coequal.referrals.moves.sides import Asked
from coequal.web.deciding.found import AppealAt, AppealBefore, FileOf, LetterOf
from tests.referrals import making
from tests.web.matrix.specimens import Made, Specimen


def _request_of(organisation: Organisation, by: Person, state: str) -> Request:
    """A request to an organisation. The matrix asks as roles of it, so for once it is its own provider too."""
    return making.request(state, by=person_acting(by), organisation=organisation, provider=organisation)


def _request(state: str, organisation: Organisation, by: Person) -> Made:
    made = _request_of(organisation, by, state or at.SCREENING)
    return Made({"reference": made.reference}, made)


def _asked(state: str, organisation: Organisation, by: Person) -> Made:
    made = _request_of(organisation, by, state or at.DECLINED)
    return Made({"reference": made.reference}, Asked(made))


def _attached(request: Request) -> Attachment:
    return Attachment.objects.create(
        request=request,
        name="scan.pdf",
        kind="application/pdf",
        size=4,
        digest="d",
        content=b"%PDF",
        scanned=CLEAN,
        names_nobody=True,
        added_by=request.made_by,
    )


def _file(state: str, organisation: Organisation, by: Person) -> Made:
    made = _attached(_request_of(organisation, by, state or at.SCREENING))
    return Made({"reference": made.request.reference, "attachment": made.reference}, FileOf(made.request, made))


def panel_of(organisation: Organisation, by: Person, state: str = CALLED) -> Panel:
    """A panel at which every panel member of the organisation has a seat."""
    made = Panel.objects.create(
        organisation=organisation, made_by=by, on=timezone.localdate(), quorum=1, lay_chair=False, state=state
    )
    for one in Membership.objects.filter(organisation=organisation, role=Role.PANEL_MEMBER):
        Seat.objects.create(panel=made, person=one.person, post="doctor", there=True)
    return made


def _panel(state: str, organisation: Organisation, by: Person) -> Made:
    made = panel_of(organisation, by, state)
    return Made({"panel": made.reference}, made)


def _item_of(state: str, organisation: Organisation, by: Person) -> Item:
    panel, request = panel_of(organisation, by, state), _request_of(organisation, by, at.WITH_PANEL)
    return Item.objects.create(panel=panel, request=request, listed_by=by)


def _papered(state: str, organisation: Organisation, by: Person) -> Made:
    made = _item_of(state, organisation, by).panel
    return Made({"panel": made.reference}, made)


def _item(state: str, organisation: Organisation, by: Person) -> Made:
    made = _item_of(state, organisation, by)
    return Made({"panel": made.panel.reference, "reference": made.reference}, made)


def _my_file(state: str, organisation: Organisation, by: Person) -> Made:
    made = _item_of(state, organisation, by)
    attachment = _attached(made.request).reference
    return Made({"panel": made.panel.reference, "reference": made.reference, "attachment": attachment}, made)


def _letter_of(organisation: Organisation, by: Person, *, sent: bool) -> Letter:
    request = _request_of(organisation, by, at.DECLINED)
    decision = PanelDecision.objects.create(
        request=request, by_way_of=BY_SCREENING, outcome=DECLINED, by=by, reasons="Nothing is exceptional."
    )
    now = timezone.now() if sent else None
    return Letter.objects.create(
        request=request,
        decision=decision,
        to="the patient",
        text="Dear {name}",
        sent=now,
        sent_on=timezone.localdate() if sent else None,
        sent_by=by if sent else None,
        how="by post" if sent else "",
    )


def _letter(state: str, organisation: Organisation, by: Person) -> Made:
    made = _letter_of(organisation, by, sent=state == "sent")
    return Made({"letter": made.reference}, made)


def _sent_letter(_state: str, organisation: Organisation, by: Person) -> Made:
    made = _letter_of(organisation, by, sent=True)
    request = made.request
    return Made({"reference": request.reference, "letter": made.reference}, LetterOf(request, made))


def _appeal(state: str, organisation: Organisation, by: Person) -> Made:
    decision = _letter_of(organisation, by, sent=True).decision
    Request.objects.filter(pk=decision.request.pk).update(state=state)
    decision.request.state = state
    made = Appeal.objects.create(
        decision=decision, grounds=["procedure"], says="It was rushed.", lodged_by=by, lodged_on=date(2026, 11, 20)
    )
    return Made({"appeal": made.reference}, AppealAt(made))


def _my_appeal(state: str, organisation: Organisation, by: Person) -> Made:
    made = _appeal(at.APPEALING, organisation, by).thing.appeal
    made.panel = panel_of(organisation, by, state)
    made.save(update_fields=["panel"])
    return Made({"panel": made.panel.reference, "appeal": made.reference}, AppealBefore(made, made.panel))


def _my_appeal_file(state: str, organisation: Organisation, by: Person) -> Made:
    made = _my_appeal(state, organisation, by)
    return Made({**made.parts, "attachment": _attached(made.thing.request).reference}, made.thing)


_SCREENED = (*SCREEN.states, at.DECLINED)
_RUN = (CALLED, CLOSED)
_LETTER = ("to be sent", "sent")

SPECIMENS = {
    "deciding:request": Specimen(_request),
    **{f"deciding:{name}": Specimen(_request, post={}) for name in ("who", "break-glass", "call-urgent")},
    "deciding:take-on": Specimen(_request, post={}, get=False),
    **{
        f"deciding:{name}": Specimen(_request, _SCREENED, post={})
        for name in (
            *("intervention", "urgency", "acknowledge", "return", "to-panel", "decline"),
            *("elsewhere", "development", "take-up", "nothing-new"),
        )
    },
    "deciding:file": Specimen(_file),
    "deciding:file-names": Specimen(_file, post={}),
    "deciding:answer": Specimen(_asked),
    "deciding:answer-letter": Specimen(_sent_letter, heavy=True),
    **{f"deciding:{name}": Specimen(_asked, (at.DECLINED, at.APPROVED), post={}) for name in ("ask-again", "lodge")},
    "deciding:ask-no-more": Specimen(_asked, (at.APPEALING, at.RECONSIDERING, at.APPROVED), post={}),
    "deciding:panels": Specimen(),
    "deciding:call": Specimen(post={}),
    **{f"deciding:{name}": Specimen(_papered, (CALLED,)) for name in ("panel", "pack")},
    **{f"deciding:{name}": Specimen(_papered, (CALLED,), heavy=True) for name in ("pack-pdf", "pack-word")},
    "deciding:seats": Specimen(_panel, _RUN, post={}),
    "deciding:call-off": Specimen(_panel, (CALLED,), post={}),
    **{f"deciding:{name}": Specimen(_papered, _RUN, post={}) for name in ("there", "agenda", "begin", "close")},
    "deciding:item": Specimen(_item, (CALLED,)),
    **{f"deciding:{name}": Specimen(_item, (SITTING, CLOSED), post={}) for name in ("take-off", "close-views", "decide")},
    "deciding:mine": Specimen(),
    **{f"deciding:{name}": Specimen(_papered, _RUN) for name in ("my-panel", "my-pack")},
    **{f"deciding:{name}": Specimen(_papered, _RUN, heavy=True) for name in ("my-pack-pdf", "my-pack-word")},
    "deciding:my-item": Specimen(_item, _RUN),
    **{f"deciding:{name}": Specimen(_item, _RUN, post={}) for name in ("interest", "view")},
    "deciding:my-file": Specimen(_my_file, _RUN),
    "deciding:my-appeal": Specimen(_my_appeal, _RUN),
    "deciding:my-appeal-file": Specimen(_my_appeal_file, _RUN),
    "deciding:take-down-appeal": Specimen(_request, (at.DECLINED, at.APPROVED), post={}),
    "deciding:take-down-back": Specimen(_request, (at.APPEALING, at.DECLINED), post={}),
    "deciding:letters": Specimen(),
    "deciding:letter": Specimen(_letter, _LETTER),
    **{f"deciding:{name}": Specimen(_letter, _LETTER, post={}) for name in ("edit-letter", "send-letter")},
    "deciding:named-letter": Specimen(_letter, _LETTER, post={}),
    "deciding:appeals": Specimen(),
    "deciding:appeal": Specimen(_appeal, HEAR_APPEAL.states),
    **{f"deciding:{name}": Specimen(_appeal, (*HEAR_APPEAL.states, at.DECLINED), post={}) for name in ("hear", "before-panel")},
}
