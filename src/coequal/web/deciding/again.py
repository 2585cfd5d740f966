"""After a request was declined: new evidence, or an appeal, of those who asked or of a patient whose letter is taken down."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ASK_AGAIN, ASK_NO_MORE, TAKE_DOWN_APPEAL, TAKE_DOWN_NO_APPEAL
from coequal.facts.dates import say_date
from coequal.referrals.deciding import again
from coequal.referrals.deciding.appealing import appeal_until, appealed_decision, lodge_appeal, take_down_appeal
from coequal.referrals.deciding.taking_back import CLINICIANS, PATIENTS, is_the_patients, take_back, take_down_taking_back
from coequal.referrals.models import Request
from coequal.referrals.moves.sides import Asked
from coequal.referrals.moves.states import APPEALING
from coequal.referrals.rules.in_force import rules_for
from coequal.web.deciding.forms import NAME_NOBODY, AppealForm, EvidenceForm, NoMoreForm, WhyForm
from coequal.web.deciding.found import asked_funding_at, funding_at
from coequal.web.deciding.pages import SEND, Look, Page, form_page, look_page, of_request, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


@needs(ASK_AGAIN, of=asked_funding_at)
@require_http_methods(SEND)
def ask_again(request: StaffRequest, asked: Asked) -> HttpResponse:
    """New evidence, after a last look."""
    form = EvidenceForm(sent(request))
    wanted = wants(request, form)
    says = form.cleaned_data["evidence"] if wanted != "form" else ""
    if wanted == "do" and done(form, lambda: again.ask_reconsideration(request.acting, asked.request, says)):
        return to(of_request(asked.request, "answer"))
    lead = ("For what was not known when it was decided. Against how it was decided there is an appeal.",)
    page = _page(asked, "Ask for reconsideration", lead)
    if wanted == "look":
        follows = (
            "An officer looks whether it is new, and says so with reasons.",
            "If it is, a panel sits again, of people who did not decide before. If it is not, the decision stays.",
        )
        rows = [("Request", asked.reference), ("What is new", says)]
        return look_page(request, page, Look("Look at it once more", "Send it", rows, follows, "The commissioner, at once."))
    return form_page(request, form, page)


@needs(ASK_AGAIN, of=asked_funding_at)
@require_http_methods(SEND)
def lodge(request: StaffRequest, asked: Asked) -> HttpResponse:
    """An appeal on some of the grounds of the commissioner's rules, after a last look."""
    form = AppealForm(rules_for(asked.request), sent(request))
    wanted = wants(request, form)
    says = form.cleaned_data["says"] if wanted != "form" else ""
    if wanted == "do" and done(form, lambda: lodge_appeal(request.acting, asked.request, form.grounds, says)):
        return to(of_request(asked.request, "answer"))
    page = _page(asked, "Appeal against how it was decided", _lead(asked.request))
    if wanted == "look":
        rows = [("Request", asked.reference), *_grounds(asked.request, form), ("Why", says)]
        told = "The commissioner, at once."
        return look_page(request, page, Look("Look at it once more", "Appeal", rows, _follows(asked.request), told))
    return form_page(request, form, page)


@needs(ASK_NO_MORE, of=asked_funding_at)
@require_http_methods(SEND)
def ask_no_more(request: StaffRequest, asked: Asked) -> HttpResponse:
    """New evidence or an appeal taken back before it is answered, after a last look; the request stays declined."""
    appeal = asked.state == APPEALING
    form = NoMoreForm("Why you take it back", f"The commissioner reads it. {NAME_NOBODY}", sent(request), appeal=appeal)
    wanted = wants(request, form)
    says = form.cleaned_data["why"] if wanted != "form" else ""
    back = reverse("requesting:request", kwargs={"reference": asked.reference})
    if wanted == "do" and done(form, lambda: take_back(request.acting, asked.request, says, agreed=form.agreed)):
        return to(back)
    title = "Take the appeal back" if appeal else "Take the new evidence back"
    page = Page(title, "Look at it once more", back, "This request", asked.reference, warn=True)
    if wanted == "look":
        follows = _appeal_ends() if appeal else _evidence_ends()
        told = "The commissioner, at once."
        told += " A letter to the patient is made, which an officer sends." if appeal else ""
        rows = [("Request", asked.reference), ("Why", says), *([("The patient", "knows of it, and agrees")] if appeal else [])]
        return look_page(request, page, Look(f"Look at it once more: {title.lower()}", title, rows, follows, told))
    stands = [(back, PATIENTS)] if is_the_patients(asked.request) else []
    return form_page(request, form, page, stands=stands)


def _appeal_ends() -> tuple[str, ...]:
    return (
        "Nobody hears the appeal any more, and the decision stays as it is. This cannot be undone.",
        "There is one appeal against each decision, so there cannot be another. New evidence can still be looked at.",
    )


def _evidence_ends() -> tuple[str, ...]:
    return (
        "Nobody looks at the new evidence any more, and the decision stays as it is.",
        "What you wrote stays with the request. You can ask for another look again.",
    )


@needs(TAKE_DOWN_APPEAL, of=funding_at)
@require_http_methods(SEND)
def take_down(request: StaffRequest, found: Request) -> HttpResponse:
    """An appeal that the patient sent by post, after a last look."""
    form = AppealForm(rules_for(found), sent(request), by_post=True)
    wanted = wants(request, form)
    told = form.cleaned_data if wanted != "form" else {}
    if wanted == "do" and done(form, lambda: take_down_appeal(request.acting, found, form.grounds, told["says"], told["came"])):
        return to(of_request(found))
    lead = ("What the patient wrote, in words that do not say who they are. Keep the letter itself where such letters are kept.",)
    title = "Take down an appeal that came by post"
    page = Page(title, "Look at it once more", of_request(found), "This request", found.reference, (*lead, *_lead(found)))
    if wanted == "look":
        rows = [("Request", found.reference), ("Came on", say_date(told["came"])), *_grounds(found, form), ("Why", told["says"])]
        follows = (*_follows(found), "You dealt with it, so you do not hear it.")
        says = "Those who hear appeals, and the clinician on the page of the request. Nobody is written to now."
        return look_page(request, page, Look("Look at it once more", "Take it down", rows, follows, says))
    return form_page(request, form, page)


@needs(TAKE_DOWN_NO_APPEAL, of=funding_at)
@require_http_methods(SEND)
def take_down_back(request: StaffRequest, found: Request) -> HttpResponse:
    """That the patient takes back an appeal that came by post, after a last look; the request stays declined."""
    asks = "What the patient told you"
    form = WhyForm(asks, f"And on which day, in which way. The clinician reads it. {NAME_NOBODY}", sent(request))
    wanted = wants(request, form)
    says = form.cleaned_data["why"] if wanted != "form" else ""
    if wanted == "do" and done(form, lambda: take_down_taking_back(request.acting, found, says)):
        return to(of_request(found))
    title = "Take down that the patient takes the appeal back"
    page = Page(title, "Look at it once more", of_request(found), "This request", found.reference, warn=True)
    if wanted == "look":
        rows = [("Request", found.reference), (asks, says)]
        told = "The clinician, on the page of the request, at once. A letter to the patient is made, which an officer sends."
        look = Look("Look at it once more: the patient takes the appeal back", "Take it down", rows, _appeal_ends(), told)
        return look_page(request, page, look)
    stands = [] if is_the_patients(found) else [(of_request(found), CLINICIANS)]
    return form_page(request, form, page, stands=stands)


def _grounds(found: Request, form: AppealForm) -> list[tuple[str, str]]:
    return [("On the ground", one.says) for one in rules_for(found).grounds or () if one.id in form.grounds]


def _follows(found: Request) -> tuple[str, ...]:
    rules = rules_for(found)
    within = f" within {rules.answer_appeal}" if rules.answer_appeal else ""
    return (
        f"People who neither decided nor dealt with it hear the appeal and answer it{within}.",
        "If it is upheld, another panel decides again. If not, the decision stays. There is one appeal against each decision.",
    )


def _lead(found: Request) -> tuple[str, ...]:
    """What an appeal is about, and until when it can be lodged."""
    about = "An appeal is about how it was decided. For new evidence, ask for reconsideration instead."
    return about, until_says(found)


def until_says(found: Request) -> str:
    """Until when an appeal can be lodged, and from what that is counted."""
    rules, last = rules_for(found), appealed_decision(found)
    if rules.ask_appeal is None or last is None:
        return "Until when it can be lodged is not known: ask the commissioner."
    until = appeal_until(last, rules)
    counted = "the day on which the later of the two letters was sent, to the clinician and to the patient"
    if until is None:
        return f"It has to be lodged within {rules.ask_appeal} of {counted}. One of them was not sent yet, so no time runs."
    return f"It has to be lodged by {say_date(until)}. That is {rules.ask_appeal}, counted from {counted}."


def _page(asked: Asked, title: str, lead: tuple[str, ...]) -> Page:
    return Page(title, "Look at it once more", of_request(asked.request, "answer"), "The decision", asked.reference, lead)
