"""The builder: pages and questions in their order, added, changed, moved and taken out; it writes the same file as the editor."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_INVOLVEMENTS, WRITE_SURVEY
from coequal.errors import CoequalError
from coequal.involvement.models import Survey
from coequal.involvement.surveys.changing import (
    DOWN,
    UP,
    moved,
    page_moved,
    with_about,
    with_page,
    without_page,
    without_question,
)
from coequal.involvement.surveys.codes import goes_to, numbers, when_asked
from coequal.involvement.surveys.model import Page, Words
from coequal.involvement.surveys.reading import read_survey, slug
from coequal.involvement.surveys.saving import ChangedMeanwhile, change, undo
from coequal.involvement.surveys.translating import places
from coequal.pages.forms import Form
from coequal.web.surveys.editing import mark_sent
from coequal.web.surveys.forms import AboutPage, AboutSurvey
from coequal.web.surveys.kinds import KINDS_IN_WORDS
from coequal.web.surveys.named import Place, definition_of, place_named, survey_named
from coequal.web.surveys.named import about as about_it

_MOVES: Final[dict[str, Callable[[str, str], str]]] = {
    "up": lambda text, name: moved(text, name, UP),
    "down": lambda text, name: moved(text, name, DOWN),
    "remove": without_question,
    "page-up": lambda text, name: page_moved(text, name, UP),
    "page-down": lambda text, name: page_moved(text, name, DOWN),
    "page-remove": without_page,
}
_WHAT: Final = {"remove": "took a question out of a survey", "page-remove": "took a page out of a survey"}


@needs(SEE_INVOLVEMENTS, posting=WRITE_SURVEY, of=survey_named)
@require_http_methods(["GET", "HEAD", "POST"])
def build(request: StaffRequest, survey: Survey) -> HttpResponse:
    """All pages and questions; what is sent moves one, takes it out, or undoes the last change."""
    wrong = ""
    if request.method == "POST":
        do, _, name = request.POST.get("do", "").partition(" ")
        try:
            if do == "undo":
                undo(request.acting, survey, mark_sent(request))
            elif do in _MOVES:
                what = _WHAT.get(do, "moved a part of a survey")
                change(request.acting, survey, mark_sent(request), lambda text: _MOVES[do](text, name), what)
            return back(survey, name if do in ("up", "down", "page-up", "page-down") else "")
        except ChangedMeanwhile:
            wrong = (
                "Somebody else has changed this survey meanwhile, so nothing was moved. It stands below as it is now. Try again."
            )
        except CoequalError as error:
            wrong = f"This was not done. {error.message}"
        survey.refresh_from_db()
    definition = definition_of(survey)
    page = {
        **about_it(request, survey),
        "definition": definition,
        "numbers": numbers(definition),
        "leads": {question.id: goes_to(definition, question) for question in definition.questions},
        "when": {question.id: when_asked(question.only, definition) for question in definition.questions if question.only},
        "when_page": {one.id: when_asked(one.only, definition) for one in definition.pages if one.only},
        "kinds": KINDS_IN_WORDS,
        "wrong": wrong,
    }
    return render(request, "surveys/build.html", page)


def back(survey: Survey, name: str = "") -> HttpResponse:
    """The way back to the list, to a part of it."""
    address = reverse("surveys:build", kwargs={"reference": survey.reference})
    return HttpResponseRedirect(f"{address}#{name}" if name else address, status=303)


def changed(request: StaffRequest, survey: Survey, form: Form, made: Callable[[str], str], what: str) -> dict[str, Any] | None:
    """None where the survey was changed; else what a page shows beside the form, which says why it was not."""
    try:
        change(request.acting, survey, mark_sent(request), made, what)
    except ChangedMeanwhile as error:
        form.add_error(None, error.message)
        survey.refresh_from_db()
    except CoequalError as error:
        form.add_error(None, error.message)
    else:
        return None
    return {"mark": survey.mark}


@needs(WRITE_SURVEY, of=survey_named)
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: StaffRequest, survey: Survey) -> HttpResponse:
    """What holds for the whole survey: title, introduction, languages, and which questions have a meaning of their own."""
    now = definition_of(survey)
    first = {
        "title": now.title.own,
        "intro": now.intro.own if now.intro else "",
        "thanks": now.thanks.own if now.thanks else "",
        "languages": ", ".join(now.languages),
        "area": now.area,
        "capacity": now.capacity,
        "may_publish": now.may_publish,
    }
    form = AboutSurvey(now, request.POST or None, initial=first)
    more: dict[str, Any] = {"mark": survey.mark}
    if form.is_valid():
        found = changed(request, survey, form, lambda text: _about(text, form.cleaned_data), "changed a survey")
        if found is None:
            return back(survey)
        more |= found
    return render(request, "surveys/about.html", {**about_it(request, survey), "form": form, **more})


def _about(text: str, said: dict[str, Any]) -> str:
    now = read_survey(text)
    for language in now.languages:
        if language not in said["languages"] and any(one.other for one in places(now, language)):
            raise CoequalError(f"There are words in “{language}” in this survey. Take these out first, then the language.")
    new = replace(
        now,
        title=Words(said["title"], now.title.others),
        intro=_words(now.intro, said["intro"]),
        thanks=_words(now.thanks, said["thanks"]),
        languages=said["languages"],
        area=said["area"],
        capacity=said["capacity"],
        may_publish=said["may_publish"],
    )
    return with_about(text, new)


def _words(now: Words | None, said: str) -> Words | None:
    """Words that were typed, with those of other languages that stand beside them; none where nothing was."""
    return Words(said, now.others if now else {}) if said else None


@needs(WRITE_SURVEY, of=survey_named)
@require_http_methods(["GET", "HEAD", "POST"])
def new_page(request: StaffRequest, survey: Survey) -> HttpResponse:
    """A page more at the end."""
    now = definition_of(survey)
    return _page(request, survey, AboutPage(now, len(now.questions), request.POST or None), None)


@needs(WRITE_SURVEY, of=place_named)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: StaffRequest, place: Place) -> HttpResponse:
    """A page's title, its text, and of whom it is asked."""
    now = definition_of(place.survey)
    old = next((one for one in now.pages if one.id == place.name), None)
    if old is None:
        raise Http404
    before = [one.id for one in now.questions].index(old.questions[0].id) if old.questions else len(now.questions)
    prose = old.prose.own if old.prose else ""
    first = {"title": old.title.own, "prose": prose, **AboutPage.ticked_of(old.only)}
    return _page(request, place.survey, AboutPage(now, before, request.POST or None, initial=first), old)


def _page(request: StaffRequest, survey: Survey, form: AboutPage, old: Page | None) -> HttpResponse:
    more: dict[str, Any] = {"mark": survey.mark}
    if form.is_valid():
        title, prose = form.cleaned_data["title"], form.cleaned_data["prose"]
        name = old.id if old else slug(title)
        made = Page(name, Words(title), _words(None, prose), (), form.only)
        if old:
            made = replace(made, title=Words(title, old.title.others), prose=_words(old.prose, prose))
        found = changed(
            request, survey, form, lambda text: with_page(text, made, old.id if old else ""), "changed a page of a survey"
        )
        if found is None:
            return back(survey, name)
        more |= found
    return render(request, "surveys/page.html", {**about_it(request, survey), "form": form, "old": old, **more})
