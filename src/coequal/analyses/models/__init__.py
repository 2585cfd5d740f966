"""What is kept of analyses: what was asked, how far it has come, what came out, notes on it, and its publication."""

from coequal.analyses.models.analysis import Analysis, Note, Result
from coequal.analyses.models.publication import Publication

__all__ = ["Analysis", "Note", "Publication", "Result"]
