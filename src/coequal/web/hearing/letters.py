"""Letters, e-mails, calls, comments and petitions: listed, typed in, read, judged and answered."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import READ_ANSWERS, SEE_INVOLVEMENTS, TAKE_DOWN
from coequal.accounts.trail import record
from coequal.assurance.register.clearing import in_the_way
from coequal.involvement.conduct import letters as conduct
from coequal.involvement.conduct.changing import fingerprint
from coequal.involvement.models import Involvement, Submission
from coequal.web.bodies import takes_text
from coequal.web.hearing.forms import done
from coequal.web.hearing.found import letter_named
from coequal.web.hearing.pages import COLOURS, Page, before, desk_of, form_page, once, sent, to
from coequal.web.hearing.row_forms import Judge, LetterForm, Reply
from coequal.web.involvement.found import involvement_named


@needs(SEE_INVOLVEMENTS, of=involvement_named)
@require_safe
def letters(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """What came, without its text."""
    page = {
        "involvement": involvement,
        "colour": COLOURS[involvement.state],
        "letters": list(involvement.submissions.defer("text", "answer")),
        "shut": in_the_way(involvement.data_use),
        "may_add": request.acting.may(TAKE_DOWN, involvement),
        "may_read": request.acting.may(READ_ANSWERS, involvement),
    }
    return render(request, "hearing/letters.html", page)


@needs(TAKE_DOWN, of=involvement_named)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_text
def add(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Something that came is typed in."""
    form, key = LetterForm(involvement, None, sent(request)), once(request)
    if form.is_valid() and done(form, lambda: conduct.take_down(request.acting, involvement, form.letter, key)):
        return to(desk_of(involvement, "letters"))
    lead = "A letter, an e-mail, a call, a comment or a petition. What comes after the last day is counted apart, as late."
    page = Page("Type in what somebody sent", "Keep it", (lead,), "hearing:letters", "What people sent")
    return form_page(request, involvement, form, page, key=key)


@needs(READ_ANSWERS, posting=TAKE_DOWN, of=letter_named)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_text
def letter(request: StaffRequest, found: Submission) -> HttpResponse:
    """One of them: what it says, how it counts, what was answered. That somebody reads it is recorded."""
    held = before(request, fingerprint(found))
    judging, replying = "judge" in request.POST, "reply" in request.POST
    judge = Judge(sent(request) if judging else None, initial={"status": found.status})
    reply = Reply(sent(request) if replying else None, initial={"answer": found.answer})
    if _judged(request, judge, found, held) or _replied(request, reply, found, held):
        parts = {"reference": found.involvement.reference, "letter": found.reference}
        return to(reverse("hearing:letter", kwargs=parts))
    with transaction.atomic():
        record(request.acting, "read what somebody sent", found, purpose="to hear what people said")
    page = {
        "letter": found,
        "involvement": found.involvement,
        "colour": COLOURS[found.state],
        "judge": judge,
        "reply": reply,
        "form": reply if replying else judge,
        "before": held,
        "may": request.acting.may(TAKE_DOWN, found),
        "areas": {area["key"]: area["name"] for area in found.involvement.areas},
    }
    return render(request, "hearing/letter.html", page)


def _judged(request: StaffRequest, form: Judge, found: Submission, held: str) -> bool:
    if not form.is_valid():
        return False
    told = form.cleaned_data
    return done(form, lambda: conduct.judge(request.acting, found, held, told["status"], told["why"]))


def _replied(request: StaffRequest, form: Reply, found: Submission, held: str) -> bool:
    if not form.is_valid():
        return False
    return done(form, lambda: conduct.reply(request.acting, found, held, form.cleaned_data["answer"]))
