"""A survey's words in another language or in easy read: what is there, and what is lacking."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import WRITE_SURVEY
from coequal.errors import CoequalError
from coequal.facts.strict_yaml import HIDDEN
from coequal.involvement.surveys.easy_read import MUST_BE_TRIED
from coequal.involvement.surveys.lint import findings
from coequal.involvement.surveys.model import EASY
from coequal.involvement.surveys.saving import ChangedMeanwhile, change
from coequal.involvement.surveys.translating import Said, places, with_words
from coequal.web.bodies import takes_text
from coequal.web.surveys.editing import mark_sent
from coequal.web.surveys.named import Place, about, definition_of, place_named


@needs(WRITE_SURVEY, of=place_named)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_text
def words(request: StaffRequest, place: Place) -> HttpResponse:
    """Every place with words, beside its words in a language, which can be filled in."""
    language = place.name.replace("-", " ") if place.name == EASY.replace(" ", "-") else place.name
    now = definition_of(place.survey)
    if language not in (*now.languages, EASY):
        raise Http404
    page: dict[str, Any] = {"mark": place.survey.mark, "saved": "saved" in request.GET}
    there = list(places(now, language))
    sent: dict[str, str] = {}
    if request.method == "POST":
        sent = {one.name: _typed(request.POST.get(one.name, one.other)) for one in there}
        try:
            change(
                request.acting,
                place.survey,
                mark_sent(request),
                lambda text: with_words(text, sent, language),
                f"put a survey into {language}",
            )
        except ChangedMeanwhile as error:
            page |= {"mark": error.mark, "wrong": error.message}
        except CoequalError as error:
            page["wrong"] = error.message
        else:
            address = reverse("surveys:words", kwargs={"reference": place.survey.reference, "language": place.name})
            return HttpResponseRedirect(f"{address}?saved=1", status=303)
    page |= {
        "language": language,
        "easy": language == EASY,
        "must_be_tried": MUST_BE_TRIED,
        "rows": [(one, sent.get(one.name, one.other), _is_long(one)) for one in there],
        "lacking": sum(not one.other for one in there),
        "found": [one for one in findings(place.survey.text) if language == EASY and one.rule.startswith(EASY)],
    }
    return render(request, "surveys/words.html", {**about(request, place.survey), **page})


def _typed(text: str) -> str:
    return HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _is_long(one: Said) -> bool:
    """Whether the words need a box of several lines."""
    return len(one.own) > 80 or "\n" in one.own
