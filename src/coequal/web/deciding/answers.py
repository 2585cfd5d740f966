"""What was decided, as those read it who asked: once their letter was sent, with the letters, and what they can do then."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ASK_AGAIN, SEE_ASKED
from coequal.referrals.deciding.again import appeal_until
from coequal.referrals.deciding.letters import document_of
from coequal.referrals.moves.sides import Asked
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.seeing.looking import CARING, look
from coequal.referrals.seeing.table import DECISION, LETTERS, WHO
from coequal.web.deciding.found import LetterOf, asked_funding_at, sent_letter_at
from coequal.web.deciding.letters import as_pdf
from coequal.web.deciding.pages import OUTCOME_COLOURS
from coequal.web.limits import limited

_NOT_YET: Final = "Nothing that was sent to you stands here yet. The decision stands here as soon as its letter is sent."


@needs(SEE_ASKED, of=asked_funding_at)
@require_safe
def answer(request: StaffRequest, asked: Asked) -> HttpResponse:
    """Each decision whose letter was sent, the newest first."""
    found = asked.request
    for part in (DECISION, LETTERS):
        look(request.acting, found, part, CARING)
    rules = rules_for(found)
    decisions = list(found.decisions.prefetch_related("letters").order_by("-pk"))
    told = [(one, letters) for one in decisions if (letters := [letter for letter in one.letters.all() if letter.sent])]
    last = decisions[0] if decisions else None
    page = {
        "asked": found,
        "decisions": told,
        "outcomes": OUTCOME_COLOURS,
        "questions": rules.questions or (),
        "not_yet": _NOT_YET,
        "back": reverse("requesting:request", kwargs={"reference": found.reference}),
        "may": request.acting.may(ASK_AGAIN, asked),
        "until": appeal_until(last, rules) if last else None,
        "appealed": last is not None and hasattr(last, "appeal"),
    }
    return render(request, "deciding/answer.html", page)


@needs(SEE_ASKED, of=sent_letter_at)
@require_safe
@limited(60, 60)
def letter(request: StaffRequest, found: LetterOf) -> HttpResponse:
    """A letter that was sent, as a PDF with the name: whoever asked cares for the patient."""
    for part in (LETTERS, WHO):
        look(request.acting, found.request, part, CARING)
    return as_pdf(document_of(found.letter, found.request.identity), found.letter.reference)
