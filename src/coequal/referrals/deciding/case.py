"""The case of a request as those read it who judge it, put together in one place: pages and the papers of a panel show the same.

Nothing in it says who it is about: in place of a day of birth stands the age, and what is about somebody's safety is left out.
What is read is what was last submitted: what a clinician is writing meanwhile, nobody else reads.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from coequal.accounts.acting import Acting
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.outcome import MET, NOT_APPLICABLE
from coequal.eligibility.told import about_welfare, status_says
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.approving.bound import Bound
from coequal.referrals.deciding.files import for_deciders
from coequal.referrals.deciding.similar import Alike, alike
from coequal.referrals.deciding.written import asked_for
from coequal.referrals.models import Attachment, ClinicalCase, Request
from coequal.referrals.pack.welfare import is_about_safety, stop_of
from coequal.referrals.requesting.form import for_deciders as for_deciders_in
from coequal.referrals.requesting.form import told
from coequal.referrals.requesting.questions import Section
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.rules.model import Point
from coequal.referrals.seeing.looking import Opening, look
from coequal.referrals.seeing.nameless import BORN, Nameless, nameless
from coequal.referrals.seeing.table import CASE

BoundOf = Callable[[Request], Bound | None]  # the version that binds a request; None where its text cannot be read here
Rows = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class CaseRead:
    """What is known of a case, and what was written. What has to be known of it first stands in `notice`: a title, and words.

    `facts` are what, how much, and the day of its evidence; `unmet` the criteria that are not met or not known, how each
    stands, and why; `sections` what the clinician writes, by titles, as questions with answers.
    """

    asks: str
    policy: str
    notice: tuple[str, str] | None
    facts: Rows
    unmet: Rows
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    questions: tuple[Point, ...]
    files: tuple[Attachment, ...]
    alike: Alike


def opened(acting: Acting, request: Request, bound_of: BoundOf, purpose: str, opening: Opening = look) -> CaseRead:
    """The case of a request; that it was opened, or taken out, is put on record. Raises `NotAllowed`."""
    opening(acting, request, CASE, purpose)
    kept, rules = ClinicalCase.objects.get(request=request), rules_for(request)
    statements = kept.sent_statements or kept.statements
    sections = ((one.title, tuple(_answers(one, statements))) for one in for_deciders_in(rules))
    read = CaseRead(
        asks=asked_for(request),
        policy="The request names none.",
        notice=None,
        facts=(),
        unmet=(),
        sections=tuple((title, rows) for title, rows in sections if rows),
        questions=rules.questions or (),
        files=tuple(for_deciders(request)),
        alike=alike(request),
    )
    return _under(read, request, kept.sent_facts or kept.facts, bound_of(request)) if request.policy else read


def _answers(section: Section, statements: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((question.words, says) for question, says in told(section, statements) if statements.get(question.id))


def _under(read: CaseRead, request: Request, facts: Mapping[str, object], bound: Bound | None) -> CaseRead:
    """The case with what the policy says of it, as far as its text and the facts can be read."""
    if bound is None:
        # Without the policy's words nobody can say what of the facts is about somebody's safety.
        says = f"The text of {request.policy}, version {request.version}, is not here, so no fact is shown. Ask the officer."
        policy = f"{request.policy}, version {request.version}."
        return replace(read, policy=policy, notice=("The policy could not be read", says))
    title = f"{bound.policy.title}, version {bound.policy.version}, which bound on {say_date(request.referred_on)}."
    read = replace(read, policy=title)
    try:
        case = bound.read(dict(facts))
    except CoequalError:
        says = "Ask the officer to have the clinician look at them before it is decided."
        return replace(read, notice=("The facts could not be read", says), unmet=tuple(_as_said(request, bound)))
    assessment = bound.assess(case)
    if stop := stop_of(assessment):
        return replace(read, notice=("People talk first", f"Nothing that is known is shown here. {stop.instead}"))
    view = nameless(assessment, request.referred_on)
    return replace(read, facts=tuple(_facts(view, bound)), unmet=tuple(_unmet(request, view.assessment)))


def _facts(view: Nameless, bound: Bound) -> Iterator[tuple[str, str, str]]:
    """Each fact in words but those about somebody's safety; of a birth, the age."""
    for fact, says, on in view.rows(bound.area):
        yield fact.says.replace(BORN, "age"), says, on


def _unmet(request: Request, assessment: Assessment) -> Iterator[tuple[str, str, str]]:
    """The criteria that are not met or not known by the facts, and those of which the clinician says so; none about safety."""
    for finding in assessment.criteria.values():
        said = finding.criterion.id in request.unmet
        if about_welfare(finding, assessment.policy) or (finding.status in (MET, NOT_APPLICABLE) and not said):
            continue
        by_clinician = "The clinician says that it is not met." if said else ""
        yield finding.criterion.cited, status_says(finding), f"{finding.reason} {by_clinician}".strip()


def _as_said(request: Request, bound: Bound) -> Iterator[tuple[str, str, str]]:
    """The criteria of which the clinician says that they are not met, where no fact can be held against them."""
    for one in bound.policy.criteria:
        if one.id in request.unmet and not is_about_safety(one, bound.policy):
            yield one.cited, "not met", "The clinician says so."
