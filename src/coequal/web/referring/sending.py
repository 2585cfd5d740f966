"""What leaves a request: the pack as a file, the request itself, and its withdrawal."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_ASKED, WITHDRAW_REQUEST, WRITE_REQUEST
from coequal.facts.dates import say_date
from coequal.referrals.approving import submitting
from coequal.referrals.approving.submitting import Ready
from coequal.referrals.models import Approval
from coequal.referrals.moves.sides import Asked
from coequal.referrals.pack.document import document_of
from coequal.referrals.pack.fhir import bundle_of
from coequal.referrals.pack.making import NotComplete, pack_of
from coequal.referrals.pack.model import Pack
from coequal.referrals.pack.welfare import WelfareStop
from coequal.referrals.seeing.looking import export
from coequal.referrals.seeing.purposes import CHECKING, REFERRING
from coequal.referrals.seeing.table import CASE, WHO
from coequal.web.failures import failure
from coequal.web.files import as_file
from coequal.web.governing.pages import SEND, Look, Page, form_page, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.referring.facts import sections
from coequal.web.referring.forms import WhyForm
from coequal.web.referring.found import prior_asked
from coequal.web.referring.pages import Opened, answered_by, of_approval, of_request, opened, stopped
from coequal.web.referring.sure import SureForm


def _file(request: StaffRequest, asked: Asked, ending: str) -> HttpResponse:
    """The pack in one of its forms; where people must talk first or something is missing, the page that says so, with 409."""
    found = opened(request.acting, asked.request, REFERRING)
    try:
        pack = pack_for(found)
    except WelfareStop as error:
        return stopped(request, asked.request, error.stop, status=409)
    except NotComplete as error:
        back = [(of_request(asked.request), "See what is missing, and who can supply it")]
        return failure(409, "There is no pack yet", error.message, links=back)
    for part in (CASE, WHO):
        export(request.acting, asked.request, part, REFERRING)
    name = f"referral-{asked.request.reference}"
    letter = as_file(document_of(pack), name, "pdf" if ending == "json" else ending, personal=True)
    if ending != "json":
        return letter
    headers = {"Content-Disposition": f'attachment; filename="{name}.json"'}
    return JsonResponse(bundle_of(pack, letter.content), content_type="application/fhir+json", headers=headers)


def _view(ending: str) -> Callable[..., HttpResponseBase]:
    """The view of the pack in one of its forms."""

    @needs(SEE_ASKED, of=prior_asked)
    @require_safe
    @limited(600, 3600)
    def file(request: StaffRequest, asked: Asked) -> HttpResponse:
        return _file(request, asked, ending)

    return file


pack_pdf, pack_word, pack_fhir = _view("pdf"), _view("docx"), _view("json")


def pack_for(found: Opened) -> Pack:
    """The pack of a request. Raises `WelfareStop`, and `NotComplete` where there is none yet."""
    assessment, exempt = found.bound.assess(found.case), found.bound.exempt(found.case)
    return pack_of(
        *(found.bound.rules, assessment, timezone.localdate()),
        referrer=submitting.referrer(found.request),
        referred=submitting.referred(found.identity),
        exempt=exempt,
        area=found.bound.area,
    )


@needs(WRITE_REQUEST, of=prior_asked)
@require_http_methods(SEND)
@limited(600, 3600)
def submit(request: StaffRequest, asked: Asked) -> HttpResponse:
    """Send it, after a last look at what will happen: approved at once, or answered by an officer."""
    found = opened(request.acting, asked.request, CHECKING)
    if request.POST.get("sure") == "change":
        return to(of_request(asked.request))
    page = Page("Send this request", "Send it", of_request(asked.request), "This request", asked.request.reference)
    try:
        how, form = found.ready(), SureForm(sent(request))
        if stops := _stops(found, how):
            return form_page(request, form, replace(page, title="This cannot be sent yet"), stands=stops)
        if form.is_sure:
            given: list[Approval | None] = []
            if done(form, lambda: given.append(submitting.submit(request.acting, asked.request, found.bound))):
                return to(of_approval(given[0]) if given[0] else of_request(asked.request))
            return form_page(request, form, page)
    except WelfareStop as error:
        return stopped(request, asked.request, error.stop, status=409 if request.method == "POST" else 200)
    return look_page(request, page, _look(found, how))


def _stops(found: Opened, how: Ready) -> list[tuple[str, str]]:
    """Why a request cannot be sent, in sentences, each with the page where it is put right; nothing where it can."""
    request = found.request
    asked = ((of_request(request, "facts", section=one.name), one.facts) for one in sections(found.bound, found.case))
    pages = {fact.name: page for page, facts in asked for fact in facts}
    elsewhere = [(of_request(request), how.elsewhere)] if how.elsewhere else []
    return elsewhere + [(pages.get(one.fact or "", of_request(request)), f"Missing: {one.what}. {one.do}") for one in how.stops]


def _look(found: Opened, how: Ready) -> Look:
    sought = how.assessment.sought.treatment.name
    rows = [
        ("What is asked for", sought),
        ("Policy", f"{found.bound.policy.title}, version {found.bound.policy.version}"),
        ("Day of referral", say_date(found.request.referred_on)),
        ("What the assessment says", how.assessment.outcome),
    ]
    if not how.why_not:
        follows = ["Every criterion is met, and the commissioner approves such requests at once. You get an approval number now."]
        told = "The commissioner sees the request."
        return Look("Look at it once more", "Send it, and have it approved", rows, follows, told, warn=False)
    follows = [*answered_by(found.request), "It is not approved at once, because:", *how.why_not]
    told = "An officer sees the facts, and neither the name nor anything else that says who it is."
    return Look("Look at it once more", "Send it to an officer", rows, follows, told, warn=False)


@needs(WITHDRAW_REQUEST, of=prior_asked)
@require_http_methods(SEND)
def withdraw(request: StaffRequest, asked: Asked) -> HttpResponse:
    """Withdraw it, with the reason, after a last look."""
    form = WhyForm("Why it is withdrawn", "The commissioner can read it. Name nobody.", sent(request))
    wanted = wants(request, form)
    if wanted == "do" and done(form, lambda: submitting.withdraw(request.acting, asked.request, form.cleaned_data["why"])):
        return to(of_request(asked.request))
    page = Page("Withdraw this request", "Look at it once more", of_request(asked.request), "This request", asked.request.reference)
    if wanted == "look":
        rows = [("Why it is withdrawn", form.cleaned_data["why"])]
        follows = ["Nobody answers it any more. What was written stays as it is for as long as it has to be kept."]
        return look_page(request, page, Look("Withdraw this request", "Withdraw it", rows, follows, "The commissioner can see it."))
    return form_page(request, form, page)
