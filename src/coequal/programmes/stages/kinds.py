"""The kinds of steps that a service area takes, and its stages by their keys, in their order."""

from typing import Final

OPEN: Final = "open"
COMPLETE: Final = "complete"
PASS_OVER: Final = "pass over"  # noqa: S105  # no password, a step
GO_BACK: Final = "go back"
HOLD: Final = "hold"
RESUME: Final = "resume"
END: Final = "end"
KINDS: Final = (OPEN, COMPLETE, PASS_OVER, GO_BACK, HOLD, RESUME, END)
EXPLAINED: Final = (PASS_OVER, GO_BACK, HOLD, RESUME, END)  # with a reason that everybody reads
OPENING: Final = (OPEN, GO_BACK)  # after which a stage is open

CASE_FOR_CHANGE: Final = "case-for-change"
LISTENING: Final = "listening"
PRIORITISATION: Final = "prioritisation"
LONG_LIST: Final = "long-list"
SHORTLIST: Final = "shortlist"
CONSULTATION: Final = "consultation"
PROPOSAL: Final = "proposal"
GOVERNANCE: Final = "governance"
DECISION: Final = "decision"
IN_FORCE: Final = "in-force"
REVIEW: Final = "review"
KEYS: Final = (
    *(CASE_FOR_CHANGE, LISTENING, PRIORITISATION, LONG_LIST, SHORTLIST, CONSULTATION),
    *(PROPOSAL, GOVERNANCE, DECISION, IN_FORCE, REVIEW),
)
NEVER_PASSED_OVER: Final = (DECISION, IN_FORCE)  # nothing comes into force unless people decided it
