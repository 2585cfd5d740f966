"""What is kept of uses of personal data: the register, screenings, assessments, checks, and how long records stay."""

from coequal.assurance.models.checks import CheckFinding, ComplianceCheck, FollowUp
from coequal.assurance.models.equality import AssessedGroup, EqualityAssessment, EqualityOutcome, EqualityVersion
from coequal.assurance.models.impact import Advice, Approval, ApprovingGroup, ImpactDraft, ImpactVersion, RegulatorAsked, SignOff
from coequal.assurance.models.register import DataUse, LetPass, RecordElsewhere
from coequal.assurance.models.retention import DisposalCertificate, RetentionHold, RetentionReview, RetentionRule
from coequal.assurance.models.screening import Screening

__all__ = [
    "Advice",
    "Approval",
    "ApprovingGroup",
    "AssessedGroup",
    "CheckFinding",
    "ComplianceCheck",
    "DataUse",
    "DisposalCertificate",
    "EqualityAssessment",
    "EqualityOutcome",
    "EqualityVersion",
    "FollowUp",
    "ImpactDraft",
    "ImpactVersion",
    "LetPass",
    "RecordElsewhere",
    "RegulatorAsked",
    "RetentionHold",
    "RetentionReview",
    "RetentionRule",
    "Screening",
    "SignOff",
]
