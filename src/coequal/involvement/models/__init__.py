"""What is kept of involvements."""

from coequal.involvement.models.coding import BlindCoding, Coding, Frame, FrameVersion, Sample
from coequal.involvement.models.extracts import Campaign, Extract, Redaction
from coequal.involvement.models.involvements import (
    Audience,
    GateAnswer,
    Involvement,
    Paper,
    Pause,
    Promise,
    Quota,
    StatedFigure,
    Update,
)
from coequal.involvement.models.reports import Consideration, Passage, PublishedReport
from coequal.involvement.models.responses import Keyed, Response
from coequal.involvement.models.surveys import PaperForm, Survey, SurveyVersion
from coequal.involvement.models.voices import Event, EventNote, Submission

__all__ = [
    "Audience",
    "BlindCoding",
    "Campaign",
    "Coding",
    "Consideration",
    "Event",
    "EventNote",
    "Extract",
    "Frame",
    "FrameVersion",
    "GateAnswer",
    "Involvement",
    "Keyed",
    "Paper",
    "PaperForm",
    "Passage",
    "Pause",
    "Promise",
    "PublishedReport",
    "Quota",
    "Redaction",
    "Response",
    "Sample",
    "StatedFigure",
    "Submission",
    "Survey",
    "SurveyVersion",
    "Update",
]
