"""A survey's text as a file: edited on a page, taken out, and brought back."""

from typing import Any, NamedTuple

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_INVOLVEMENTS, WRITE_SURVEY
from coequal.documents.media import MEDIA_TYPES
from coequal.drafting.merging import changes
from coequal.errors import CoequalError
from coequal.involvement.models import Survey
from coequal.involvement.surveys.lint import findings
from coequal.involvement.surveys.saving import ChangedMeanwhile, cleaned, save
from coequal.web.bodies import takes_text
from coequal.web.surveys.forms import text_in
from coequal.web.surveys.named import about, survey_named


class Hunk(NamedTuple):
    """Lines that differ between two texts, from a line of the newer one on."""

    line: int
    removed: tuple[str, ...]
    added: tuple[str, ...]


def between(old: str, new: str) -> list[Hunk]:
    """What differs between two texts, line by line."""
    found, shift = [], 0
    lines = tuple(old.split("\n"))
    for change in changes(lines, tuple(new.split("\n"))):
        found.append(Hunk(change.start + shift + 1, lines[change.start : change.end], change.lines))
        shift += len(change.lines) - (change.end - change.start)
    return found


def mark_sent(request: StaffRequest) -> int:
    """The mark of the text on which something was typed. Raises `CoequalError` where the form brings none."""
    mark = request.POST.get("mark", "")
    if not (mark.isdecimal() and len(mark) < 9):
        raise CoequalError("This was not sent by a page of this survey. Open the survey and try again.")
    return int(mark)


@needs(WRITE_SURVEY, of=survey_named)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_text
def edit(request: StaffRequest, survey: Survey) -> HttpResponse:
    """The file in a box, with what software says of it; what is sent is checked, and saved if it is to be."""
    page: dict[str, Any] = {"text": survey.text, "mark": survey.mark, "saved": "saved" in request.GET}
    if request.method == "POST":
        page |= {"text": request.POST.get("text", ""), "mark": mark_sent(request), "saved": False}
        try:
            if sent := request.FILES.get("file"):
                page["text"] = text_in(sent)
            page["text"] = cleaned(page["text"])
            if "check" not in request.POST:
                save(request.acting, survey, page["mark"], page["text"])
                address = reverse("surveys:edit", kwargs={"reference": survey.reference})
                return HttpResponseRedirect(f"{address}?saved=1", status=303)
        except ChangedMeanwhile as error:
            page |= {"mark": error.mark, "meanwhile": error.message, "differences": between(error.theirs, page["text"])}
        except forms.ValidationError as error:
            page["wrong"] = error.messages[0]
        except CoequalError as error:
            page["wrong"] = error.message
    found = findings(page["text"])
    return render(request, "surveys/edit.html", {**about(request, survey), **page, "found": found})


@needs(SEE_INVOLVEMENTS, of=survey_named)
@require_safe
def file(_request: StaffRequest, survey: Survey) -> HttpResponse:
    """The working text as a file."""
    response = HttpResponse(survey.text, content_type=MEDIA_TYPES["md"])
    response["Content-Disposition"] = f'attachment; filename="{survey.reference}.md"'
    return response
