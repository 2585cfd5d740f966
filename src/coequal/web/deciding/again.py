"""What those can do who asked and were declined: send new evidence, or appeal against how it was decided."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ASK_AGAIN
from coequal.facts.dates import say_date
from coequal.referrals.deciding import again
from coequal.referrals.moves.sides import Asked
from coequal.referrals.rules.in_force import rules_for
from coequal.web.deciding.forms import AppealForm, EvidenceForm
from coequal.web.deciding.found import asked_funding_at
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
    rules = rules_for(asked.request)
    form = AppealForm(rules, sent(request))
    wanted = wants(request, form)
    says = form.cleaned_data["says"] if wanted != "form" else ""
    if wanted == "do" and done(form, lambda: again.lodge_appeal(request.acting, asked.request, form.grounds, says)):
        return to(of_request(asked.request, "answer"))
    page = _page(asked, "Appeal against how it was decided", _lead(asked))
    if wanted == "look":
        grounds = [one.says for one in rules.grounds or () if one.id in form.grounds]
        rows = [("Request", asked.reference), *(("On the ground", one) for one in grounds), ("Why", says)]
        within = f" within {rules.answer_appeal}" if rules.answer_appeal else ""
        follows = (
            f"People who did not decide on it hear the appeal and answer it{within}.",
            "If it is upheld, another panel decides again. If not, the decision stays. There is one appeal against each decision.",
        )
        return look_page(request, page, Look("Look at it once more", "Appeal", rows, follows, "The commissioner, at once."))
    return form_page(request, form, page)


def _lead(asked: Asked) -> tuple[str, ...]:
    """What an appeal is about, and until when it can be lodged."""
    last = asked.request.decisions.order_by("-pk").first()
    until = again.appeal_until(last, rules_for(asked.request)) if last else None
    about = "An appeal is about how it was decided. For new evidence, ask for reconsideration instead."
    when = (
        f"It has to be lodged by {say_date(until)}." if until else "Until when it can be lodged is not known: ask the commissioner."
    )
    return about, when


def _page(asked: Asked, title: str, lead: tuple[str, ...]) -> Page:
    return Page(title, "Look at it once more", of_request(asked.request, "answer"), "The decision", asked.reference, lead)
