"""The pages of the checker: the start, one question after another, the answers, the result and what is made from it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from markupsafe import Markup

from coequal.accounts.guard import everyone
from coequal.criteria.syntax import names
from coequal.documents.html import body
from coequal.documents.media import MEDIA_TYPES
from coequal.documents.pdf import pdf
from coequal.eligibility.interview import Question
from coequal.web.checker.binding import binding
from coequal.web.checker.checking import Checking, Contradicts, begun, opened
from coequal.web.checker.elsewhere import document_of_areas, told_of_areas
from coequal.web.checker.forms import ClinicianForm, QuestionForm
from coequal.web.checker.result import result
from coequal.web.checker.state import CLINICIAN, PUBLIC, NotOurs, State, sealed, unsealed
from coequal.web.checker.steps import step, unkept
from coequal.web.checker.summary import summary
from coequal.web.limits import limited
from coequal.web.referring.binding import why_nobody_answers
from coequal.web.shelf import shelf

_ONE_QUESTION_TAKES = 20  # seconds, for most people


def _parts(policy_id: str) -> dict[str, str]:
    area, _, service = policy_id.partition("/")
    return {"area": area, "service": service}


def _page(request: HttpRequest, template: str, checking: Checking, **more: Any) -> HttpResponse:
    """A page of an interview, with the state that its forms send on."""
    policy = checking.interview.rules.policy
    about = {"policy": policy, "area_name": policy.area, "parts": _parts(policy.id), "changed": checking.changed}
    return render(request, f"checker/{template}.html", {**about, "state": sealed(checking.state), "checking": checking, **more})


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
@unkept
def start(request: HttpRequest, area: str, service: str) -> HttpResponse:
    """What the checker is and is not, before anything is asked; the finder hands on the date of referral."""
    name, handed = f"{area}/{service}", (_referred(request), request.POST.get("area", ""))
    checking = opened(begun(name, PUBLIC, *handed))
    most = max(checking.may_be_asked - len(checking.state.answers), 1)
    minutes = max(1, round(most * _ONE_QUESTION_TAKES / 60))
    exempt = list(_decided_elsewhere(checking))
    clinician = sealed(begun(name, CLINICIAN, *handed))
    more = {"most": most, "minutes": minutes, "exempt": exempt, "for_clinician": clinician, "said": checking.chosen.assumptions}
    return _page(request, "start", checking, **more)


def _decided_elsewhere(checking: Checking) -> Iterator[tuple[str, str, str]]:
    """For whom another body decides: what to ask oneself, the body, and why it does."""
    vocabulary, bodies = checking.interview.rules.policy.vocabulary, shelf().library.organisations.bodies
    owners = {owner.code for owner in checking.interview.rules.policy.owners}
    for when, exemption in vocabulary.exempt:
        if exemption.commissioner in owners:
            continue
        asks = " ".join(str(vocabulary.dictionary.facts[name].question) for name in sorted(names(when)))
        yield asks, bodies[exemption.commissioner].name, exemption.because


def _referred(request: HttpRequest) -> date | None:
    """The date of referral that the finder hands on; None where there is none that can be one."""
    try:
        return date.fromisoformat(request.POST.get("referred", ""))
    except ValueError:
        return None


@everyone
@step
def question(request: HttpRequest, checking: Checking) -> HttpResponse:
    """The next question, or the one that is asked for; an answer that cannot be used comes back as it was typed."""
    name, action = request.POST.get("fact", ""), request.POST.get("action", "")
    match action:
        case "back":
            before, asked = checking.back()
            return _ask(request, before, asked)
        case "change":
            return _asked_again(request, checking, checking.question(name))
        case "answer" | "unknown":
            return _answered(request, checking, checking.question(name), known=action == "answer")
        case _:
            return _ask(request, checking, checking.interview.question())


def _asked_again(request: HttpRequest, checking: Checking, asked: Question) -> HttpResponse:
    return _show(request, checking, asked, QuestionForm(checking.interview, asked, kept=checking.state.answers))


def _ask(request: HttpRequest, checking: Checking, asked: Question | None) -> HttpResponse:
    """A question, or the answers where none is left."""
    if asked is None:
        return _page(request, "answers", checking, found=result(checking), left=False)
    return _show(request, checking, asked, QuestionForm(checking.interview, asked, kept=checking.state.kept))


def _show(request: HttpRequest, checking: Checking, asked: Question, form: QuestionForm) -> HttpResponse:
    return _page(
        request, "question", checking, question=asked, form=form, before=checking.before(asked), number=checking.number(asked)
    )


def _answered(request: HttpRequest, checking: Checking, asked: Question, *, known: bool) -> HttpResponse:
    """The page after an answer."""
    form = QuestionForm(checking.interview, asked, request.POST if known else None)
    given = form.given() if known else None
    if form.errors:
        return _show(request, checking, asked, form)
    try:
        after = checking.after(asked.fact.name, given)
    except Contradicts as error:
        form.add_error("answer", error.message)
        return _show(request, checking, asked, form)
    return _ask(request, after, after.interview.question())


@everyone
@step
def answers(request: HttpRequest, checking: Checking) -> HttpResponse:
    """Every answer so far, each with a way to change it."""
    left = checking.interview.question() is not None
    return _page(request, "answers", checking, found=result(checking), left=left)


@everyone
@step
def outcome(request: HttpRequest, checking: Checking) -> HttpResponse:
    """The result, of all the answers or of those so far."""
    return _result(request, checking)


def _result(request: HttpRequest, checking: Checking) -> HttpResponse:
    """The page of the result; to clinicians it says beforehand where nobody answers a referral on this site."""
    found = result(checking)
    nobody = why_nobody_answers(found.policy.id, checking.referred or checking.state.day) if found.for_clinician else ""
    return _page(request, "result", checking, found=found, nobody=nobody)


@everyone
@step
def summarised(request: HttpRequest, checking: Checking) -> HttpResponse:
    """The summary for the GP, to print."""
    found = summary(result(checking))
    return _page(request, "summary", checking, document=Markup(body(found)), title=found.title)  # noqa: S704  # it is escaped


@everyone
@limited(20, 60)
@step
def summary_file(_request: HttpRequest, checking: Checking) -> HttpResponse:
    """The summary for the GP as a PDF."""
    response = HttpResponse(pdf(summary(result(checking))), content_type=MEDIA_TYPES["pdf"])
    response["Content-Disposition"] = 'attachment; filename="summary.pdf"'
    return response


@everyone
@limited(20, 60)
@step
def areas(request: HttpRequest, checking: Checking) -> HttpResponse:
    """The same answers under the policy of every area: to clinicians with the measures of the lottery."""
    if checking.state.who != CLINICIAN:
        return _page(request, "areas", checking, found=told_of_areas(checking))
    found = document_of_areas(checking)
    return _page(request, "measures", checking, document=Markup(body(found)), title=found.title)  # noqa: S704  # it is escaped


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
@unkept
def clinician(request: HttpRequest, area: str, service: str) -> HttpResponse:
    """All facts on one page, for clinicians; then the result, or every fault at once with all that was typed."""
    name = f"{area}/{service}"
    state = unsealed(request.POST["state"], name) if "state" in request.POST else begun(name, CLINICIAN)
    if state.who != CLINICIAN:
        raise NotOurs("The answers were given on the pages for the public.")
    checking = opened(state)
    if "fill" not in request.POST:
        return _filled(request, checking, ClinicianForm(checking.interview, answers=checking.state.answers))
    form = ClinicianForm(checking.interview, request.POST)
    given = form.answers()
    if form.errors:
        return _filled(request, checking, form)
    after = opened(State(state.policy, state.version, state.digest, state.today, CLINICIAN, given))
    because = after.contradiction()
    if because is not None:
        form.add_error(None, f"These facts cannot all be true: {because}.")
        return _filled(request, checking, form)
    return _result(request, after)


def _filled(request: HttpRequest, checking: Checking, form: ClinicianForm) -> HttpResponse:
    said = binding(checking.state.policy, None, checking.state.day).assumptions
    return _page(request, "clinician", checking, form=form, said=said)
