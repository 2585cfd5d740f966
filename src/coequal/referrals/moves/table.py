"""Which moves there are: from which states to which, of which kind of request, and by whose permission.

No move refuses by itself: every one that ends a request, approval under a standing authorisation apart, is a person's.
"""

from dataclasses import dataclass
from typing import Final

from coequal.accounts.permission import Permission
from coequal.accounts.permissions import (
    ANSWER_APPROVAL,
    ASK_AGAIN,
    ASK_NO_MORE,
    CHASE,
    HEAR_APPEAL,
    RUN_PANEL,
    SCREEN,
    TAKE_DOWN_APPEAL,
    TAKE_DOWN_NO_APPEAL,
    WITHDRAW_REQUEST,
    WRITE_REQUEST,
)
from coequal.referrals.models.requests import FUNDING_REQUEST, KINDS, PRIOR_APPROVAL
from coequal.referrals.moves import states as at


@dataclass(frozen=True, slots=True)
class Move:
    """A move by its name, with what the trail says of it. One with `reasons` cannot be made without words."""

    name: str
    did: str
    kinds: tuple[str, ...]
    leaves: tuple[str, ...]
    comes_to: str
    permission: Permission
    reasons: bool = False


_PRIOR, _FUNDING = (PRIOR_APPROVAL,), (FUNDING_REQUEST,)
SUBMIT_PRIOR: Final = Move(
    "submitted for approval", "submitted a request", _PRIOR, (at.WRITING, at.RETURNED), at.WITH_OFFICER, WRITE_REQUEST
)
GRANT_AT_ONCE: Final = Move(
    "approved at once", "had a request approved at once", _PRIOR, (at.WRITING, at.RETURNED), at.APPROVED, WRITE_REQUEST
)
ASK_BACK: Final = Move("asked back", "returned a request", _PRIOR, (at.WITH_OFFICER,), at.RETURNED, ANSWER_APPROVAL, reasons=True)
GRANT: Final = Move("granted", "approved a request", _PRIOR, (at.WITH_OFFICER,), at.APPROVED, ANSWER_APPROVAL, reasons=True)
REFUSE: Final = Move("refused", "declined a request", _PRIOR, (at.WITH_OFFICER,), at.DECLINED, ANSWER_APPROVAL, reasons=True)
SEND_PRIOR_ELSEWHERE: Final = Move(
    "sent elsewhere", "sent a request elsewhere", _PRIOR, (at.WITH_OFFICER,), at.ELSEWHERE, ANSWER_APPROVAL, reasons=True
)
SUBMIT: Final = Move("submitted", "submitted a request", _FUNDING, (at.WRITING, at.RETURNED), at.SUBMITTED, WRITE_REQUEST)
ACKNOWLEDGE: Final = Move("acknowledged", "acknowledged a request", _FUNDING, (at.SUBMITTED,), at.SCREENING, SCREEN)
RETURN: Final = Move("returned", "returned a request", _FUNDING, (at.SUBMITTED, at.SCREENING), at.RETURNED, SCREEN, reasons=True)
SCREEN_IN: Final = Move("screened in", "sent a request to a panel", _FUNDING, (at.SCREENING,), at.FOR_PANEL, SCREEN, reasons=True)
SCREEN_OUT: Final = Move("screened out", "declined a request", _FUNDING, (at.SCREENING,), at.DECLINED, SCREEN, reasons=True)
SEND_ELSEWHERE: Final = Move(
    "sent on", "sent a request elsewhere", _FUNDING, (at.SUBMITTED, at.SCREENING), at.ELSEWHERE, SCREEN, reasons=True
)
DEVELOP: Final = Move(
    *("taken as a service development", "took a request as a service development", _FUNDING),
    *((at.SCREENING, at.FOR_PANEL), at.DEVELOPMENT, SCREEN),
    reasons=True,
)
LIST: Final = Move("listed", "put a request on an agenda", _FUNDING, (at.FOR_PANEL,), at.WITH_PANEL, RUN_PANEL)
TAKE_OFF: Final = Move(
    "taken off", "took a request off an agenda", _FUNDING, (at.WITH_PANEL,), at.FOR_PANEL, RUN_PANEL, reasons=True
)
DEFER: Final = Move("deferred", "took down a decision", _FUNDING, (at.WITH_PANEL,), at.DEFERRED, RUN_PANEL, reasons=True)
APPROVE: Final = Move("approved", "took down a decision", _FUNDING, (at.WITH_PANEL,), at.APPROVED, RUN_PANEL, reasons=True)
DECLINE: Final = Move("declined", "took down a decision", _FUNDING, (at.WITH_PANEL,), at.DECLINED, RUN_PANEL, reasons=True)
ANSWER: Final = Move("answered", "answered a panel", _FUNDING, (at.DEFERRED,), at.FOR_PANEL, WRITE_REQUEST)
ASK_RECONSIDERATION: Final = Move(
    *("asked again", "asked for reconsideration", _FUNDING, (at.DECLINED,), at.RECONSIDERING, ASK_AGAIN), reasons=True
)
RECONSIDER: Final = Move(
    "taken up again", "took up new evidence", _FUNDING, (at.RECONSIDERING,), at.FOR_PANEL, SCREEN, reasons=True
)
NOTHING_NEW: Final = Move("nothing new", "found no new evidence", _FUNDING, (at.RECONSIDERING,), at.DECLINED, SCREEN, reasons=True)
LODGE: Final = Move("appealed", "appealed", _FUNDING, (at.DECLINED,), at.APPEALING, ASK_AGAIN, reasons=True)
LODGE_BY_POST: Final = Move(
    "appealed by post", "took down an appeal", _FUNDING, (at.DECLINED,), at.APPEALING, TAKE_DOWN_APPEAL, reasons=True
)
UPHOLD: Final = Move("upheld", "upheld an appeal", _FUNDING, (at.APPEALING,), at.FOR_PANEL, HEAR_APPEAL, reasons=True)
DISMISS: Final = Move("dismissed", "dismissed an appeal", _FUNDING, (at.APPEALING,), at.DECLINED, HEAR_APPEAL, reasons=True)
TAKE_BACK_EVIDENCE: Final = Move(
    *("evidence taken back", "took new evidence back", _FUNDING, (at.RECONSIDERING,), at.DECLINED, ASK_NO_MORE), reasons=True
)
TAKE_BACK_APPEAL: Final = Move(
    "appeal taken back", "took an appeal back", _FUNDING, (at.APPEALING,), at.DECLINED, ASK_NO_MORE, reasons=True
)
TAKE_BACK_BY_POST: Final = Move(
    *("appeal taken back by post", "took down that an appeal was taken back", _FUNDING, (at.APPEALING,), at.DECLINED),
    TAKE_DOWN_NO_APPEAL,
    reasons=True,
)
CLOSE: Final = Move(
    *("closed", "closed a request that nobody answered", KINDS, (at.RETURNED, at.DEFERRED), at.CLOSED, CHASE), reasons=True
)
WITHDRAW: Final = Move(
    "withdrawn", "withdrew a request", KINDS, WITHDRAW_REQUEST.states, at.WITHDRAWN, WITHDRAW_REQUEST, reasons=True
)
MOVES: Final = {
    move.name: move
    for move in (
        *(SUBMIT_PRIOR, GRANT_AT_ONCE, ASK_BACK, GRANT, REFUSE, SEND_PRIOR_ELSEWHERE),
        *(SUBMIT, ACKNOWLEDGE, RETURN, SCREEN_IN, SCREEN_OUT, SEND_ELSEWHERE, DEVELOP, LIST, TAKE_OFF),
        *(DEFER, APPROVE, DECLINE, ANSWER, ASK_RECONSIDERATION, RECONSIDER, NOTHING_NEW),
        *(LODGE, LODGE_BY_POST, UPHOLD, DISMISS),
        *(TAKE_BACK_EVIDENCE, TAKE_BACK_APPEAL, TAKE_BACK_BY_POST, CLOSE, WITHDRAW),
    )
}
# Steps that leave a request where it stands.
CONSENT_GONE: Final = "consent taken back"
CONSENT_BACK: Final = "consent given again"
REMINDED: Final = "reminded"
BY_ASKER: Final = (WRITE_REQUEST, WITHDRAW_REQUEST, ASK_AGAIN, ASK_NO_MORE)  # permissions that are held for the provider
BY_PANEL: Final = (RUN_PANEL,)  # permissions that are asked of the panel, and not of the request
