"""The sections of an application, one a page, and which criteria are not met: kept as far as they are written."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import WRITE_REQUEST
from coequal.eligibility.outcome import NOT_MET
from coequal.eligibility.told import deciding
from coequal.errors import CoequalError
from coequal.policies.model import Policy
from coequal.referrals.models import Request
from coequal.referrals.moves.sides import Asked
from coequal.referrals.pack.welfare import is_about_safety
from coequal.referrals.requesting.form import sections
from coequal.referrals.requesting.held import held, mark
from coequal.referrals.requesting.questions import Answers, Section, say_answer
from coequal.referrals.requesting.writing import Clash, keep, keep_unmet, may_be_written
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.seeing.looking import look
from coequal.referrals.seeing.purposes import WRITING
from coequal.web.bodies import takes_text
from coequal.web.governing.pages import SEND, Page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.requesting.facts import facts_of
from coequal.web.requesting.forms import UnmetForm
from coequal.web.requesting.found import SectionAt, funding_at, section_at
from coequal.web.requesting.pages import form_page, of_request
from coequal.web.requesting.section_form import SectionForm
from coequal.web.shelf import NotOnTheShelf, shelf


@needs(WRITE_REQUEST, of=section_at)
@require_http_methods(SEND)
@takes_text
def section(request: StaffRequest, at: SectionAt) -> HttpResponse:
    """One section. Where somebody else wrote it meanwhile, what both wrote stands on the page."""
    found, asked = at.request, at.section
    answers = held(found, asked)
    form, seen = SectionForm(asked, answers, sent(request)), mark(found, asked, answers)
    theirs: list[tuple[str, str]] = []
    if form.is_valid():
        try:
            if done_in(form, request, found, str(request.POST.get("seen", ""))):
                return to(_onward(request, found, asked))
        except Clash as clash:
            form.add_error(None, clash.message)
            theirs, seen = _differ(asked, form.typed, clash.theirs), clash.mark
    elif request.method == "POST":
        seen = str(request.POST.get("seen", ""))
    look(request.acting, found, asked.part, WRITING)
    page = Page(asked.title, "Save and continue", of_request(found), "This request", found.reference, (asked.lead,))
    return form_page(request, form, page, seen=seen, theirs=theirs, saves=True)


def done_in(form: SectionForm, request: StaffRequest, found: Request, seen: str) -> bool:
    """Whether a section was kept; where it could not be, the form says why. Raises `Clash`."""
    clashes: list[Clash] = []

    def act() -> None:
        try:
            keep(request.acting, found, form.section.id, form.typed, seen)
        except Clash as clash:
            clashes.append(clash)

    kept = done(form, act)
    if clashes:
        raise clashes[0]
    return kept


def _differ(asked: Section, mine: Answers, theirs: Answers) -> list[tuple[str, str]]:
    """The questions to which somebody else gave another answer, with that answer."""
    return [
        (one.words, say_answer(one, theirs.get(one.id, "")))
        for one in asked.questions
        if mine.get(one.id, "") != theirs.get(one.id, "")
    ]


def _onward(request: StaffRequest, found: Request, asked: Section) -> str:
    """Where it goes on: to the list, or to the next section."""
    if request.POST.get("then") == "list":
        return of_request(found)
    there = [one for one in sections(rules_for(found)) if may_be_written(found, one)]
    after = there[[one.id for one in there].index(asked.id) + 1 :]
    return of_request(found, "section", section=after[0].id) if after else of_request(found, "consent")


@needs(WRITE_REQUEST, of=funding_at)
@require_http_methods(SEND)
def unmet(request: StaffRequest, asked: Asked) -> HttpResponse:
    """Which criteria of the policy the patient does not meet."""
    found = asked.request
    policy = policy_of(found)
    asked_of = [one for one in policy.criteria if one.kind in ("requirement", "judgement", "elsewhere")]
    criteria = [(one.id, one.cited) for one in asked_of if not is_about_safety(one, policy)]  # that is never said here
    form = UnmetForm(criteria, sent(request), initial={"unmet": found.unmet})
    known = [id_ for id_, _words in criteria]
    if form.is_valid() and done(form, lambda: keep_unmet(request.acting, found, form.cleaned_data["unmet"], known)):
        return to(of_request(found))
    lead = (
        f"{policy.title}, version {policy.version}: the version that was in force on the day of the referral.",
        *_by_facts(found),
    )
    page = Page("Conditions of the policy that are not met", "Save", of_request(found), "This request", found.reference, lead)
    return form_page(request, form, page)


def _by_facts(found: Request) -> Iterator[str]:
    """Which criteria are not met by the facts that are kept, in a sentence; nothing where none is."""
    there = facts_of(found)
    if there and (stand := deciding(there.bound.assess(there.case), NOT_MET)):
        look_at = "; ".join(one.criterion.cited for one in stand)
        yield f"By the facts that are kept, these are not met: {look_at}. Look whether that is so."


def policy_of(found: Request) -> Policy:
    """The version of the policy that binds a request. Raises `CoequalError` where it is not on the shelf, or there is none."""
    if not found.policy:
        raise CoequalError(f"{found.reference} is about no policy. Go back to its page.")
    policy = shelf().policy(found.policy, found.version)
    if policy.digest != found.digest:
        raise NotOnTheShelf(f"{found.policy}@{found.version} reads otherwise now than when {found.reference} was begun.")
    return policy
