"""One question in the builder: a new one of a kind, or one that is changed."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import WRITE_SURVEY
from coequal.involvement.surveys.changing import with_question
from coequal.involvement.surveys.model import KINDS, SCALE, Question
from coequal.web.surveys.builder import back, changed
from coequal.web.surveys.kinds import KINDS_IN_WORDS
from coequal.web.surveys.named import Place, about, definition_of, place_named, question_named
from coequal.web.surveys.question_form import MORE, AboutQuestion, as_first, first_of, lines_of, lines_sent


@needs(WRITE_SURVEY, of=place_named)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest, place: Place) -> HttpResponse:
    """A question more at the end of a page."""
    pages = {page.id: page for page in definition_of(place.survey).pages}
    kind = place.kind.replace("-", " ")
    if place.name not in pages or kind not in KINDS:
        raise Http404
    return _question(request, place, kind, None)


@needs(WRITE_SURVEY, of=place_named)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, place: Place) -> HttpResponse:
    """A question that is there, to be changed; its name stays, because answers stand under it."""
    old = question_named(definition_of(place.survey), place.name)
    return _question(request, place, old.kind, old)


def _question(request: StaffRequest, place: Place, kind: str, old: Question | None) -> HttpResponse:
    survey = definition_of(place.survey)
    names = [one.id for one in survey.questions]
    page = next(one for one in survey.pages if (old in one.questions if old else one.id == place.name))
    before = names.index(old.id) if old else _until(names, [one.id for one in page.questions])
    more: dict[str, Any] = {"mark": place.survey.mark}
    first = first_of(old) if old else {"least": 1, "most": 5} if kind == SCALE else {}
    form = AboutQuestion(survey, before, kind, lines_of(old), initial=first)
    if "more" in request.POST:
        count = {group: lines + MORE for group, lines in lines_sent(request.POST).items()}
        form = AboutQuestion(survey, before, kind, count, initial=as_first(request.POST))
        more["mark"] = request.POST.get("mark", "")
    elif request.method == "POST":
        form = AboutQuestion(survey, before, kind, lines_sent(request.POST), request.POST)
        if form.is_valid():
            made = form.question(old, set(names))
            found = changed(
                request, place.survey, form, lambda text: with_question(text, made, page.id), "changed a question of a survey"
            )
            if found is None:
                return back(place.survey, made.id)
            more |= found
    told = {"form": form, "old": old, "page": page, "kind": kind, "kind_in_words": KINDS_IN_WORDS[kind], **more}
    return render(request, "surveys/question.html", {**about(request, place.survey), **told})


def _until(names: list[str], of_page: list[str]) -> int:
    """How many questions come before one that is added to a page."""
    return names.index(of_page[-1]) + 1 if of_page else len(names)
