"""What was decided, as those read it who asked: once their letter was sent, with the letters, and what they can do then."""

from typing import Final

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ASK_AGAIN, SEE_ASKED
from coequal.referrals.deciding.appealing import appealed_decision
from coequal.referrals.deciding.letters import document_of
from coequal.referrals.models import Appeal, Letter, PanelDecision, Request
from coequal.referrals.models.deciding import CLINICIAN
from coequal.referrals.moves.sides import Asked
from coequal.referrals.moves.telling import EXPLAINED, being_written
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.seeing.looking import export, look
from coequal.referrals.seeing.purposes import FOLLOWING, TELLING
from coequal.referrals.seeing.table import DECISION, LETTERS, WHO
from coequal.web.deciding.again import until_says
from coequal.web.deciding.found import LetterOf, asked_funding_at, sent_letter_at
from coequal.web.deciding.letters import as_pdf
from coequal.web.deciding.pages import OUTCOME_COLOURS
from coequal.web.limits import limited

_NOT_YET: Final = "Nothing that was sent to you stands here yet. The decision stands here as soon as its letter is sent."


@needs(SEE_ASKED, of=asked_funding_at)
@require_safe
def answer(request: StaffRequest, asked: Asked) -> HttpResponse:
    """Each decision and each answer to an appeal of which the letter was sent, the newest first."""
    found = asked.request
    for part in (DECISION, LETTERS):
        look(request.acting, found, part, FOLLOWING)
    letters = list(found.letters.exclude(sent=None).defer("text").order_by("pk"))
    last = appealed_decision(found)
    page = {
        "asked": found,
        "decisions": [(one, [each for each in letters if each.decision_id == one.pk]) for one in _told(found)],
        "appeals": [(one, [each for each in letters if each.appeal_id == one.pk]) for one in _answered(found)],
        "letters": [one for one in letters if one.decision_id is None and one.appeal_id is None],
        "outcomes": OUTCOME_COLOURS,
        "questions": rules_for(found).questions or (),
        "not_yet": EXPLAINED if being_written(found) else _NOT_YET,
        "waits": being_written(found) is not None,
        "back": reverse("requesting:request", kwargs={"reference": found.reference}),
        "may": request.acting.may(ASK_AGAIN, asked),
        "until": until_says(found),
        "appealed": last is not None and hasattr(last, "appeal"),
    }
    return render(request, "deciding/answer.html", page)


def _told(found: Request) -> QuerySet[PanelDecision]:
    """The decisions of which the letter to the clinician was sent, the newest first."""
    return found.decisions.exclude(letters__in=Letter.objects.filter(to=CLINICIAN, sent=None)).order_by("-pk")


def _answered(found: Request) -> QuerySet[Appeal]:
    """The appeals of which the clinician has the answer, the newest first."""
    sent = Appeal.objects.filter(decision__request=found, letters__to=CLINICIAN, letters__sent__isnull=False)
    return sent.order_by("-pk")


@needs(SEE_ASKED, of=sent_letter_at)
@require_safe
@limited(60, 60)
def letter(request: StaffRequest, found: LetterOf) -> HttpResponse:
    """A letter that was sent, as a PDF with the name, for whoever asked. That it was taken out goes on record."""
    for part in (LETTERS, WHO):
        export(request.acting, found.request, part, TELLING)
    return as_pdf(document_of(found.letter, found.request.identity), found.letter.reference)
