"""What is kept of referrals."""

from coequal.referrals.models.approving import Approval, StandingAuthorisation, Use
from coequal.referrals.models.deciding import (
    Appeal,
    Item,
    Letter,
    MemberView,
    Panel,
    PanelDecision,
    PanelInterest,
    Seat,
)
from coequal.referrals.models.keeping import KeepingReview, KeepingRule
from coequal.referrals.models.requests import (
    Attachment,
    ClinicalCase,
    Consent,
    Disclosure,
    EqualityAnswers,
    Identity,
    Intervention,
    Request,
    Step,
    Urgency,
    Viewing,
)
from coequal.referrals.models.rules import RulesVersion

__all__ = [
    "Appeal",
    "Approval",
    "Attachment",
    "ClinicalCase",
    "Consent",
    "Disclosure",
    "EqualityAnswers",
    "Identity",
    "Intervention",
    "Item",
    "KeepingReview",
    "KeepingRule",
    "Letter",
    "MemberView",
    "Panel",
    "PanelDecision",
    "PanelInterest",
    "Request",
    "RulesVersion",
    "Seat",
    "StandingAuthorisation",
    "Step",
    "Urgency",
    "Use",
    "Viewing",
]
