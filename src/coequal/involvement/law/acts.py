"""The law by which people are heard, as data: what each rule says and where, on which days it holds, and which bodies it binds."""

from dataclasses import dataclass
from datetime import date
from typing import Final

ICB: Final = "integrated care board"
CCG: Final = "clinical commissioning group"
ENGLAND: Final = "NHS England"
ANOTHER: Final = "another body"
_COMMISSIONERS: Final = (ICB, CCG, ENGLAND)


@dataclass(frozen=True, slots=True)
class Law:
    """A rule: what it says in plain words, where it can be read, from when until when it holds, and whom it binds.

    Without a day it has held for longer than anything here goes back; without bodies it binds every one of them.
    """

    name: str
    says: str
    link: str = ""
    since: date | None = None
    until: date | None = None  # the last day
    bodies: tuple[str, ...] = ()

    def holds(self, body: str, day: date) -> bool:
        """Whether it binds a kind of body on a day."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day <= self.until) and (not self.bodies or body in self.bodies)


_CCGS_FROM: Final = date(2013, 4, 1)
_CCGS_UNTIL: Final = date(2022, 6, 30)
_ICBS_FROM: Final = date(2022, 7, 1)
_CALL_IN: Final = date(2024, 1, 31)
_UK_GDPR: Final = date(2021, 1, 1)
THERE: Final[dict[str, tuple[date | None, date | None]]] = {  # from when until when each kind of body was there
    ICB: (_ICBS_FROM, None),
    CCG: (_CCGS_FROM, _CCGS_UNTIL),
    ENGLAND: (_CCGS_FROM, None),
    ANOTHER: (None, None),
}

_INVOLVED: Final = (
    "People to whom services are or may be provided must be involved in the planning of services, in the development of "
    "proposals for change that would have an impact on how services are delivered or on their range, and in decisions with "
    "such an impact."
)
_CARERS: Final = "So must their carers and representatives."
_SECTION_13Q: Final = "https://www.legislation.gov.uk/ukpga/2006/41/section/13Q"
DUTY_OF_CCGS: Final = Law(
    "National Health Service Act 2006, section 14Z2",
    _INVOLVED,
    "https://www.legislation.gov.uk/ukpga/2006/41/section/14Z2",
    _CCGS_FROM,
    _CCGS_UNTIL,
    (CCG,),
)
DUTY_OF_ICBS: Final = Law(
    "National Health Service Act 2006, section 14Z45",
    f"{_INVOLVED} {_CARERS}",
    "https://www.legislation.gov.uk/ukpga/2006/41/section/14Z45",
    _ICBS_FROM,
    None,
    (ICB,),
)
DUTY_OF_ENGLAND: Final = Law(
    "National Health Service Act 2006, section 13Q",
    _INVOLVED,
    _SECTION_13Q,
    _CCGS_FROM,
    _CCGS_UNTIL,
    (ENGLAND,),
)
DUTY_OF_ENGLAND_NOW: Final = Law(
    "National Health Service Act 2006, section 13Q, as amended by the Health and Care Act 2022",
    f"{_INVOLVED} {_CARERS}",
    _SECTION_13Q,
    _ICBS_FROM,
    None,
    (ENGLAND,),
)
GUNNING: Final = Law(
    "R v Brent London Borough Council, ex parte Gunning (1985)",
    "Those who consult must do so while proposals are still at a formative stage, give sufficient reasons, allow adequate time, "
    "and conscientiously take what people said into account.",
)
MOSELEY: Final = Law(
    "R (Moseley) v Haringey London Borough Council [2014] UKSC 56",
    "The Supreme Court approved these four principles. What fairness asks for depends on what is proposed and on who is asked.",
    "https://caselaw.nationalarchives.gov.uk/uksc/2014/56",
    date(2014, 10, 29),
)
EQUALITY: Final = Law(
    "Equality Act 2010, section 149",
    "A public authority must have due regard to the need to eliminate discrimination, to advance equality of opportunity, and to "
    "foster good relations, for people who share a protected characteristic.",
    "https://www.legislation.gov.uk/ukpga/2010/15/section/149",
    date(2011, 4, 5),
)
ADJUSTMENTS: Final = Law(
    "Equality Act 2010, section 20",
    "Reasonable steps must be taken so that disabled people are not at a substantial disadvantage. Where information is given, "
    "that includes giving it in a format that they can use.",
    "https://www.legislation.gov.uk/ukpga/2010/15/section/20",
    date(2010, 10, 1),
)
_REGULATION_23: Final = "https://www.legislation.gov.uk/uksi/2013/218/regulation/23"
_SUBSTANTIAL: Final = "A council’s health scrutiny must be consulted on a proposal to change services in its area substantially."
SCRUTINY: Final = Law(
    "Health scrutiny regulations (SI 2013/218), regulation 23",
    f"{_SUBSTANTIAL} It could refer the proposal to the Secretary of State.",
    _REGULATION_23,
    _CCGS_FROM,
    date(2024, 1, 30),
    _COMMISSIONERS,
)
SCRUTINY_NOW: Final = Law(
    "Health scrutiny regulations (SI 2013/218), regulation 23, as amended by SI 2024/16",
    f"{_SUBSTANTIAL} Since 31 January 2024 it can no longer refer the proposal to the Secretary of State.",
    _REGULATION_23,
    _CALL_IN,
    None,
    _COMMISSIONERS,
)
CALL_IN: Final = Law(
    "National Health Service Act 2006, schedule 10A, with SI 2024/15",
    "Since 31 January 2024 the Secretary of State must be notified of such a proposal, and can call it in.",
    "https://www.legislation.gov.uk/ukpga/2006/41/schedule/10A",
    _CALL_IN,
    None,
    _COMMISSIONERS,
)
ELECTIONS: Final = Law(
    "The pre-election period: a convention, and no Act",
    "In the weeks before an election public bodies hold back with what could be taken for a part of the campaign.",
)
_ARTICLE_35: Final = "https://www.legislation.gov.uk/eur/2016/679/article/35"
_RISKS: Final = "Where the use of personal data is likely to be a high risk for people, its impact must be assessed beforehand."
GDPR: Final = Law(
    "General Data Protection Regulation (EU) 2016/679, article 35", _RISKS, _ARTICLE_35, date(2018, 5, 25), date(2020, 12, 31)
)
UK_GDPR: Final = Law("UK General Data Protection Regulation, article 35", _RISKS, _ARTICLE_35, _UK_GDPR)
DUTIES: Final = (DUTY_OF_CCGS, DUTY_OF_ICBS, DUTY_OF_ENGLAND, DUTY_OF_ENGLAND_NOW)
