"""Where a request can stand."""

from typing import Final

WRITING: Final = "being written"
WITH_OFFICER: Final = "with an officer"
RETURNED: Final = "returned"
SUBMITTED: Final = "submitted"
SCREENING: Final = "being screened"
FOR_PANEL: Final = "for panel"
WITH_PANEL: Final = "with a panel"
DEFERRED: Final = "deferred"
RECONSIDERING: Final = "being reconsidered"
APPEALING: Final = "under appeal"
APPROVED: Final = "approved"
DECLINED: Final = "declined"
WITHDRAWN: Final = "withdrawn"
ELSEWHERE: Final = "sent elsewhere"
DEVELOPMENT: Final = "a service development"
CLOSED: Final = "closed"
STATES: Final = (
    *(WRITING, WITH_OFFICER, RETURNED, SUBMITTED, SCREENING, FOR_PANEL, WITH_PANEL, DEFERRED),
    *(RECONSIDERING, APPEALING, APPROVED, DECLINED, WITHDRAWN, ELSEWHERE, DEVELOPMENT, CLOSED),
)
ENDS: Final = (APPROVED, DECLINED, WITHDRAWN, ELSEWHERE, DEVELOPMENT, CLOSED)  # the time of keeping counts from here
WITH_ASKER: Final = (WRITING, RETURNED, DEFERRED)  # the clock stands, and the clinician goes on
WITH_COMMISSIONER: Final = (WITH_OFFICER, SUBMITTED, SCREENING, FOR_PANEL, WITH_PANEL, RECONSIDERING, APPEALING)
EXPLAINED: Final = {
    WRITING: "The clinician is writing it. Nobody else sees it.",
    WITH_OFFICER: "An officer of the commissioner looks at it.",
    RETURNED: "Something is missing. It waits for the clinician, and the clock stands.",
    SUBMITTED: "It has arrived, and is looked through.",
    SCREENING: "It was acknowledged, and is looked at clinically.",
    FOR_PANEL: "It waits for a panel.",
    WITH_PANEL: "It is on the agenda of a panel.",
    DEFERRED: "The panel needs to know more. It waits for the clinician, and the clock stands.",
    RECONSIDERING: "New evidence is looked at.",
    APPEALING: "People who did not decide look at how it was decided.",
    APPROVED: "It is funded.",
    DECLINED: "It is not funded. It can be looked at again on new evidence, and how it was decided can be appealed against.",
    WITHDRAWN: "It was withdrawn.",
    ELSEWHERE: "Another body decides on it.",
    DEVELOPMENT: "Several people need the same. It is a question about the policy, and no longer about one person.",
    CLOSED: "Nobody answered what was asked, so an officer closed it. Nothing was decided, and it can be asked for anew.",
}
