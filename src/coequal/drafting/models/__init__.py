"""What drafting keeps: drafts, every revision of their text, what was handed to governance, and who is in a draft just now."""

from coequal.drafting.models.drafts import ACCEPTED, DRAFT, HANDED_OVER, OPEN, RETURNED, WITHDRAWN, Draft, Presence
from coequal.drafting.models.handovers import Handover
from coequal.drafting.models.revisions import Revision

__all__ = [
    "ACCEPTED",
    "DRAFT",
    "HANDED_OVER",
    "OPEN",
    "RETURNED",
    "WITHDRAWN",
    "Draft",
    "Handover",
    "Presence",
    "Revision",
]
