"""All the answers of an application looked through before it is sent, and what in them may name the patient."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_ASKED, WRITE_REQUEST
from coequal.referrals.models import Request
from coequal.referrals.moves.sides import Asked
from coequal.referrals.requesting.completeness import CONSENT, NAMES, Lacking, lacking
from coequal.referrals.requesting.consent import standing
from coequal.referrals.requesting.form import clinical, told
from coequal.referrals.requesting.held import held
from coequal.referrals.requesting.identifiers import Naming, clear, naming
from coequal.referrals.requesting.sections import ANSWERED, WHO_IS_IT
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.seeing import table
from coequal.referrals.seeing.looking import look
from coequal.referrals.seeing.purposes import CHECKING
from coequal.web.governing.pages import SEND
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.requesting.facts import facts_of, unless_stopped
from coequal.web.requesting.forms import KnowingForm, NamingForm
from coequal.web.requesting.found import funding_at
from coequal.web.requesting.pages import COLOURS, of_request, service_words


@needs(WRITE_REQUEST, of=funding_at)
@require_http_methods(SEND)
def names(request: StaffRequest, asked: Asked) -> HttpResponse:
    """What in the case may name the patient: taken out by changing the answer, or said to name nobody."""
    found = asked.request
    stands = naming(found)
    form = NamingForm(((one.key, f"“{one.stretch}”", _around(one)) for one in stands), sent(request))
    if form.is_valid() and done(form, lambda: clear(request.acting, found, form.cleaned_data["cleared"])):
        return to(of_request(found, "names"))
    look(request.acting, found, table.CASE, CHECKING)
    return render(
        request, "requesting/names.html", {"form": form, "asked": found, "stands": stands, "places": _places(found, stands)}
    )


def _around(one: Naming) -> str:
    """Where it stands, with the words around it."""
    around = " ".join(f"{one.before}{one.stretch}{one.after}".split())
    return f"It may be {one.says}. It stands in “{one.section.title}”, “{one.question.words}”: … {around} …"


def _places(found: Request, stands: tuple[Naming, ...]) -> list[tuple[str, str]]:
    """The sections in which something was found and that can be changed, each once, with their addresses."""
    there = {one.section.id: one.section.title for one in stands if one.section != ANSWERED}
    return [(of_request(found, "section", section=id_), title) for id_, title in there.items()]


@needs(SEE_ASKED, of=funding_at)
@require_safe
@unless_stopped
def check(request: StaffRequest, asked: Asked) -> HttpResponse:
    """All the answers, each with a way to change it while that can be done; equality answers are not shown again.

    Who the patient is shows only to whoever says for which purpose.
    """
    found, writes = asked.request, request.acting.may(WRITE_REQUEST, asked)
    for part in (table.CASE, table.CONSENT):
        look(request.acting, found, part, CHECKING)
    form = KnowingForm(request.GET if "purpose" in request.GET else None)
    shown = [(one, list(told(one, held(found, one)))) for one in clinical(rules_for(found))]
    if form.is_valid():
        look(request.acting, found, table.WHO, form.cleaned_data["purpose"])
        shown.append((WHO_IS_IT, list(told(WHO_IS_IT, held(found, WHO_IS_IT)))))
    (answered,) = ANSWERED.questions
    page = {
        "asked": found,
        "service": service_words(found.service),
        "state": (stands_at := asked.state),
        "colour": COLOURS[stands_at],
        "sections": shown,
        "knowing": None if form.is_valid() else form,
        "facts": facts.rows if (facts := facts_of(found)) else [],
        "answered": held(found, ANSWERED).get(answered.id, ""),
        "consent": standing(found),
        "files": found.attachments.count(),
        "writes": writes,
        "stands": stands(found, lacking(found)) if writes else [],
    }
    return render(request, "requesting/check.html", page)


def stands(found: Request, missing: tuple[Lacking, ...]) -> list[tuple[str, str]]:
    """All that is missing, each thing with the page where it is put right."""
    pages = {CONSENT: of_request(found, "consent"), NAMES: of_request(found, "names")}
    return [
        (
            pages.get(one.section) or f"{of_request(found, 'section', section=one.section)}#id_{one.question}",
            f"{one.title}: {one.says}",
        )
        for one in missing
    ]
