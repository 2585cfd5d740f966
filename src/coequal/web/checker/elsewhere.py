"""The same couple, or person, under the policy of every area."""

from datetime import date

from coequal.comparison.lottery.areas import areas_on
from coequal.comparison.lottery.couple_page import couple_document
from coequal.comparison.lottery.one_couple import treated
from coequal.comparison.lottery.report import CoupleDay, couple_report
from coequal.documents.model import Document
from coequal.policies.exemptions import exemptions
from coequal.web.checker.checking import Checking
from coequal.web.shelf import shelf


def in_every_area(checking: Checking) -> Document:
    """What every area's policy of the day comes to for the same answers. Raises `CoequalError`."""
    own, case, policy = shelf(), checking.interview.case, checking.interview.rules.policy
    library = own.library
    policies = [one for versions in own.policies.values() for one in versions if one.service == policy.service]
    referred = case.value(policy.binds_by)
    on = referred if isinstance(referred, date) else checking.state.day
    day = areas_on(policies, library.organisations, on, checking.state.day)
    found = [treated(area, case, library.area) for area in day.areas]
    yardstick = treated(day.yardstick, case, library.area) if day.yardstick else None
    elsewhere = [one.says for one in exemptions(policy.vocabulary, case, library.organisations) if one.holds]
    said = [*checking.interview.assumptions, "You are taken to live in each area in turn, whatever you answered."]
    return couple_document(couple_report([CoupleDay(day, tuple(found), yardstick)], said, elsewhere), own.services[policy.service])
