"""What is kept of programmes."""

from coequal.programmes.models.areas import Descent, ExpectedDay, Move, OutsideEvent, Override, Plan, ServiceArea
from coequal.programmes.models.governing import (
    Attendance,
    BoardPaper,
    CallIn,
    Decision,
    DelegatedLimit,
    Interest,
    Meeting,
    Motion,
    Ratification,
    Vote,
)
from coequal.programmes.models.options import Appraisal, Hurdle, Impact, Judgement, Option, Placing
from coequal.programmes.models.prioritising import Evidence, Moderated, Round, Score, Scorecard, Scorer, Topic
from coequal.programmes.models.programmes import Commissioner, Figure, FormerName, Hold, Programme, Update
from coequal.programmes.models.telling import CaseForChange, Outgoing, Subscription

__all__ = [
    "Appraisal",
    "Attendance",
    "BoardPaper",
    "CallIn",
    "CaseForChange",
    "Commissioner",
    "Decision",
    "DelegatedLimit",
    "Descent",
    "Evidence",
    "ExpectedDay",
    "Figure",
    "FormerName",
    "Hold",
    "Hurdle",
    "Impact",
    "Interest",
    "Judgement",
    "Meeting",
    "Moderated",
    "Motion",
    "Move",
    "Option",
    "Outgoing",
    "OutsideEvent",
    "Override",
    "Placing",
    "Plan",
    "Programme",
    "Ratification",
    "Round",
    "Score",
    "Scorecard",
    "Scorer",
    "ServiceArea",
    "Subscription",
    "Topic",
    "Update",
    "Vote",
]
