"""Invented requests for prior approval: one approved at once and used, one with an officer, one that is not complete."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.facts.case import Case, Known, NotKnown, read_case
from coequal.referrals.approving.asking import Who, begin, keep_who, mark_of_who
from coequal.referrals.approving.authorising import Authority, authorise
from coequal.referrals.approving.bound import Bound
from coequal.referrals.approving.submitting import submit
from coequal.referrals.approving.using import use
from coequal.referrals.models import Request
from coequal.web.demonstration.asked.cast import ago, clinic, clinician, commissioner, play, told
from coequal.web.demonstration.decided.of_then import on
from coequal.web.demonstration.staff import EXAMPLESHIRE

_PEOPLE = (0, 10, 11)


def approvals(bound: Bound) -> None:
    """The standing authorisation of governance, and the requests under that version of the policy."""
    with on(ago(9)):
        _authorised(bound)
    pair = read_case(couple(), bound.policy.vocabulary.dictionary)
    with on(ago(6)):
        at_once = _asked(bound, pair, _PEOPLE[0])
        approval = submit(clinician(), at_once, bound)
    assert approval is not None, "the couple meets every rule, and governance has authorised it"
    use(clinician(), approval, next(iter(approval.amounts)), 1, timezone.localdate())
    with on(ago(4)):
        again = pair.with_facts({"welfare concern": NotKnown("not asked")})
        _asked(bound, again, _PEOPLE[1])
    with on(ago(2)):
        unsure = pair.with_facts({"embryo testing needed": NotKnown("pending")})
        submit(clinician(), _asked(bound, unsure, _PEOPLE[2]), bound)


def _authorised(bound: Bound) -> None:
    treatments = [one.id for one in bound.policy.treatments]
    until = timezone.localdate() + timedelta(330)
    said = Authority("Gwen Mock", "Director of commissioning", treatments, timezone.localdate(), until, 12)
    authorise(play(Role.GOVERNANCE), commissioner(), bound, said)


def _asked(bound: Bound, pair: Case, number: int) -> Request:
    """A request of the clinic for somebody, begun."""
    person = told()["people"][number]
    born = {"patient date of birth": Known(person["born"])}
    request = begin(clinician(), clinic(), commissioner(), bound, pair.with_facts(born))
    other = Who(person["partner"]["name"], person["partner"]["nhs number"])
    named = (person["name"], person["nhs number"], person["born"], person["address"])
    who = Who(*named, telephone="020 7946 0222", partner=other)
    return keep_who(clinician(), request, who, mark_of_who(request.identity))


def couple() -> Mapping[str, object]:
    """What is known of a couple who meets every rule of the invented policy."""
    starts: date = timezone.localdate() + timedelta(60)
    return {
        "referral date": ago(6).isoformat(),
        "treatment start date": starts.isoformat(),
        "patient date of birth": "1994-06-15",
        "partner": "man",
        "patient BMI": "24.0",
        "cause of infertility": "diagnosed",
        "NHS fresh cycles": "0",
        "private fresh cycles": "0",
        "patient smokes": "false",
        "partner smokes": "false",
        "patient living children": "0",
        "partner living children": "0",
        "patient area": EXAMPLESHIRE,
        "armed forces": "false",
        "embryo testing needed": "false",
        "welfare concern": "false",
    }
