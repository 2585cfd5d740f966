"""The consent of the patient: recorded, and taken back."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import WITHDRAW_REQUEST
from coequal.facts.dates import say_date
from coequal.referrals.moves.sides import Asked
from coequal.referrals.moves.states import WITH_ASKER
from coequal.referrals.requesting.consent import give, points, standing, take_back
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.seeing.looking import look
from coequal.referrals.seeing.purposes import CONSENTING
from coequal.referrals.seeing.table import CONSENT
from coequal.web.governing.pages import SEND, Look, Page, wants
from coequal.web.hearing.forms import capital, done
from coequal.web.hearing.pages import sent, to
from coequal.web.requesting.forms import ConsentForm, TakeBackForm
from coequal.web.requesting.found import funding_at
from coequal.web.requesting.pages import form_page, look_page, of_request


@needs(WITHDRAW_REQUEST, of=funding_at)
@require_http_methods(SEND)
def consent(request: StaffRequest, asked: Asked) -> HttpResponse:
    """What the patient agreed to, and the form for a new consent."""
    found = asked.request
    form = ConsentForm(points(rules_for(found)), sent(request))
    if form.is_valid() and done(form, lambda: give(request.acting, found, form.said, form.cleaned_data["agreed"])):
        return to(of_request(found))
    look(request.acting, found, CONSENT, CONSENTING)
    lead = (
        "Without the patient’s consent a request cannot be sent. It can be taken back at any time.",
        "Keep the signed form, if there is one, in your own records.",
    )
    page = Page("Consent of the patient", "Save the consent", of_request(found), "This request", found.reference, lead)
    latest = standing(found)
    earlier = [(one, one.to.splitlines()) for one in reversed(found.consents.all())]
    return form_page(request, form, page, consents=earlier, back_out=of_request(found, "take-back") if latest else "")


@needs(WITHDRAW_REQUEST, of=funding_at)
@require_http_methods(SEND)
def taken_back(request: StaffRequest, asked: Asked) -> HttpResponse:
    """That the patient no longer agrees, after a last look."""
    found, form = asked.request, TakeBackForm(sent(request))
    page = Page("The patient no longer agrees", "Continue", of_request(found), "This request", found.reference)
    wanted = wants(request, form)
    if wanted == "do" and done(form, lambda: take_back(request.acting, found, form.said)):
        return to(of_request(found, "withdraw") if found.state not in WITH_ASKER else of_request(found))
    if wanted == "look":
        return look_page(request, page, _look(form, sent_already=found.state not in WITH_ASKER))
    return form_page(request, form, page)


def _look(form: TakeBackForm, *, sent_already: bool) -> Look:
    said = form.said
    follows = ["The earlier consent stays on record, with this beside it.", "The request cannot be sent without a new consent."]
    if sent_already:
        follows[1] = (
            "The commissioner’s officers see it from that moment, nobody goes on with the request, and the clock stands. "
            "The next page asks you to withdraw it. You can also record a new consent."
        )
    return Look(
        "Look at it once more: the patient no longer agrees",
        "Record it",
        [("Who said so", said.by), ("Day", say_date(said.on)), ("How", capital(said.how))],
        follows,
        "The commissioner’s officers, in their list." if sent_already else "Nobody, since it is not sent.",
    )
