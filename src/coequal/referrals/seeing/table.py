"""Which role sees which part of a request in which state: one table, from which the matrix of the manual is printed.

Deciders see the clinical case and the files that name nobody; who the person is and what they said of themselves for
equality monitoring is not among what they are given. A part that no line names is seen by nobody.
"""

from dataclasses import dataclass
from typing import Final

from coequal.accounts.roles import Role
from coequal.referrals.moves import states as at

WHO: Final = "who"  # name, NHS number, date of birth, address, contact, partner
EQUALITY: Final = "equality"
CONSENT: Final = "consent"
CASE: Final = "case"  # facts and statements
FILES: Final = "files"
NAMELESS_FILES: Final = "nameless files"
STEPS: Final = "steps"  # what is said with each step; whoever asked reads what is meant for them
VIEWS: Final = "views"  # of members, once they are open
INTERESTS: Final = "interests"  # that members of its panel declared in it
DECISION: Final = "decision"  # whoever asked reads it once their letter was sent
LETTERS: Final = "letters"
REVIEWS: Final = "keeping reviews"  # why somebody found that it stays or goes once it was kept long enough
DISCLOSURES: Final = "disclosures"  # when a concern for somebody's safety was recorded, and by whom
PARTS: Final = (
    *(WHO, EQUALITY, CONSENT, CASE, FILES, NAMELESS_FILES, STEPS, VIEWS, INTERESTS, DECISION, LETTERS, REVIEWS, DISCLOSURES),
)
NAMING: Final = (WHO, CONSENT)  # whoever opened one of them knows who it is; a file as long as nobody found that it names nobody
_SENT: Final = tuple(state for state in at.STATES if state != at.WRITING)
_JUDGED: Final = (at.WITH_PANEL,)


@dataclass(frozen=True, slots=True)
class Line:
    """What a role sees in some states.

    `asking`: of the provider, else of the commissioner; `seated`: only with a seat at its panel, or at the one that
    hears an appeal about it.
    """

    role: Role
    parts: tuple[str, ...]
    states: tuple[str, ...]
    asking: bool = False
    seated: bool = False


LINES: Final = (
    Line(Role.CLINICIAN, (WHO, CONSENT, CASE, FILES, STEPS, DECISION, LETTERS, DISCLOSURES), at.STATES, asking=True),
    Line(Role.CLINICIAN, (EQUALITY,), (at.WRITING, at.RETURNED), asking=True),  # who takes it down; then nobody opens one alone
    Line(Role.IFR_OFFICER, (WHO, CONSENT, CASE, FILES, NAMELESS_FILES, STEPS, VIEWS, INTERESTS, DECISION, LETTERS), _SENT),
    Line(Role.PANEL_MEMBER, (CASE, NAMELESS_FILES, VIEWS), _JUDGED, seated=True),
    Line(Role.PANEL_MEMBER, (CASE, NAMELESS_FILES, STEPS, DECISION), (at.APPEALING,), seated=True),
    Line(Role.GOVERNANCE, (CASE, NAMELESS_FILES, STEPS, VIEWS, DECISION), (at.APPEALING,)),
    Line(Role.INFORMATION_GOVERNANCE, (REVIEWS,), (*at.ENDS, at.WRITING)),  # what can have been kept long enough
)


def sees(role: Role, part: str, state: str, *, asking: bool, seated: bool) -> bool:
    """Whether a role sees a part in a state, on its side of the request."""
    return any(
        line.role is role and part in line.parts and state in line.states and line.asking == asking and (seated or not line.seated)
        for line in LINES
    )
