"""What came in, who answered, and the results of a survey, question by question."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import BRING_IN, CHANGE_INVOLVEMENT, READ_ANSWERS, SEE_INVOLVEMENTS
from coequal.documents.model import Block, Document, Heading, Paragraph, document
from coequal.involvement.counting import days, shown
from coequal.involvement.counting.answers import Answers, answers_of
from coequal.involvement.counting.closed import Cross, cross, matrix
from coequal.involvement.counting.exports import questions_of
from coequal.involvement.counting.profile import profile
from coequal.involvement.counting.received import HEADS, LETTER, PETITIONED, RESPONSE, STATED, received, stated
from coequal.involvement.models import Involvement, Survey
from coequal.involvement.models.responses import BEGUN
from coequal.involvement.surveys import model
from coequal.involvement.surveys.model import Question
from coequal.web.counts.choosing import Chosen, chosen, offers
from coequal.web.counts.downloads import FORMS
from coequal.web.counts.found import survey_named
from coequal.web.files import on_page
from coequal.web.involvement.found import involvement_named


@needs(SEE_INVOLVEMENTS, of=involvement_named)
@require_safe
def all_received(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """What came in, by two of its words at a time, and day by day."""
    found = received(involvement)
    down, across = (_head(request, name, usual) for name, usual in (("down", "status"), ("across", "channel")))
    blocks: list[Block] = [found.table(down, across), found.table("what", "channel", (RESPONSE, LETTER, PETITIONED))]
    if said := stated(involvement):
        blocks += [Heading("What sources say"), Paragraph(STATED), said]
    counts = days.by_day(involvement)
    if counts:
        blocks += [Heading("Day by day"), days.drawn(counts)]
    about: dict[str, Any] = {
        "involvement": involvement,
        "received": found,
        "petitions": found.petitions,
        "tables": on_page(document("", "", blocks)),
        "heads": HEADS,
        "down": down,
        "across": across,
        "surveys": [(one, one.responses.exclude(status=BEGUN).count()) for one in involvement.surveys.all()],
        "may_read": request.acting.may(READ_ANSWERS, involvement),
        "may_bring_in": request.acting.may(BRING_IN, involvement),
    }
    return render(request, "counts/received.html", about)


def _head(request: StaffRequest, name: str, usual: str) -> str:
    found = request.GET.get(name, usual)
    return found if found in HEADS else usual


@needs(READ_ANSWERS, of=involvement_named)
@require_safe
def who_answered(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Those who answered beside those who live there."""
    blocks: list[Block] = []
    for one in profile(involvement):
        blocks += [one.table(), Paragraph(f"{one.base} said so, and {one.not_answered} did not.")]
    about = {"involvement": involvement, "tables": on_page(document("", "", blocks)) if blocks else ""}
    return render(request, "counts/profile.html", about)


@needs(READ_ANSWERS, of=survey_named)
@require_safe
def results(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Every question of a survey counted: of everybody or of some, together or by groups."""
    questions = questions_of(survey)  # before the answers, so that none of them is of a version that came between
    answers = answers_of(survey)
    offered = offers(answers)
    choice = chosen(request.GET, offered)
    links = {one.asks.own: _link(survey, one, choice) for one in questions.values() if one.kind in model.WRITTEN}
    blocks = [block for one in questions.values() for block in _blocks(answers, one, choice)]
    page = Document("", "", tuple(blocks), contents=len(questions) > 1)

    def leading(block: Block) -> list[tuple[str, str]]:
        return [links[block.text]] if isinstance(block, Heading) and block.text in links else []

    about: dict[str, Any] = {
        "survey": survey,
        "offered": offered,
        "choice": choice,
        "looked_at": answers.responses,
        "forms": FORMS.values(),
        "results": on_page(page, leading=leading) if blocks else "",
        "may_bring_in": request.acting.may(BRING_IN, survey),
        "may_change": request.acting.may(CHANGE_INVOLVEMENT, survey),
    }
    return render(request, "counts/results.html", about)


def _link(survey: Survey, question: Question, choice: Chosen) -> tuple[str, str]:
    parts = {"reference": survey.involvement.reference, "survey": survey.reference, "question": question.id}
    address = reverse("counts:texts", kwargs=parts)
    return (f"{address}?{choice.query}" if choice.query else address), "Read what people wrote"


def _blocks(answers: Answers, question: Question, choice: Chosen) -> list[Block]:
    """A question with its charts, its tables, and what has to be said beside them; a matrix is cut row by row."""
    asks = question.asks.own
    tallies = matrix(answers, question.id, choice.where)
    if question.kind in model.WRITTEN:
        return [Heading(asks), shown.table(tallies[0], f"{asks} How many wrote something")]
    counted: list[Any] = [tallies] if question.kind == model.MATRIX else tallies
    if choice.by and choice.by != question.id:
        counted = [cross(answers, one.question, choice.by, choice.where) for one in tallies]
    blocks: list[Block] = [Heading(asks)]
    for one in counted:
        words = f"{one.all.asks} By: {one.by_asks}" if isinstance(one, Cross) else asks
        if shown.is_counted(question.kind):
            blocks.append(shown.chart(one, f"{words} (chart)"))
        blocks.append(shown.table(one, words))
    blocks.append(Paragraph(" ".join(dict.fromkeys(note for one in counted for note in shown.notes(one)))))
    return [*blocks, *(shown.table_apart(other) for one in tallies for other in one.apart)]
