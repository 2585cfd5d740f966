"""Answers that were collected elsewhere come in by steps: file, columns, what fits. Nothing is kept until the last of them."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import BRING_IN
from coequal.documents.brought.sheets import Sheet
from coequal.errors import CoequalError
from coequal.involvement.importing import columns as to
from coequal.involvement.importing.fitting import Fit, fit
from coequal.involvement.importing.keeping import bring_in, check
from coequal.involvement.importing.reading import read_file
from coequal.involvement.models import Survey
from coequal.involvement.surveys.model import Survey as Definition
from coequal.web.bodies import takes_file
from coequal.web.counts.carried import Carried, opened, sealed
from coequal.web.counts.forms import FileForm
from coequal.web.counts.found import survey_named

_SHOWN: Final = 100  # faults on a page
_EXAMPLES: Final = 3  # cells of a column that help to know it
_CONFIRM: Final = "confirm"


@needs(BRING_IN, of=survey_named)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def bring(request: StaffRequest, survey: Survey) -> HttpResponse:
    """The step that follows on what was sent."""
    definition = check(survey).definition
    if request.method == "POST" and "carried" in request.POST:
        return _columns_said(request, survey, definition)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        carried = Carried(file.read(), file.name, survey.reference, _whose(request), form.cleaned_data["channel"])
        try:
            sheet = read_file(carried.data)
        except CoequalError as error:
            form.add_error("file", error.message)
        else:
            targets = to.guessed(sheet, definition)
            return _columns(request, survey, (carried, sheet, targets), _fit_or_why(sheet, targets, survey, definition))
    return render(request, "counts/bring-in.html", {"survey": survey, "form": form})


def _columns_said(request: StaffRequest, survey: Survey, definition: Definition) -> HttpResponse:
    """Look whether the file fits, by what was said of its columns; and keep the responses where that was confirmed."""
    carried = opened(request.POST["carried"], survey.reference, _whose(request))
    sheet = read_file(carried.data)
    targets = [request.POST.get(f"column-{number}", "") for number in range(len(sheet.columns))]
    try:
        found = fit(sheet, targets, definition, survey.involvement)
        if _CONFIRM in request.POST:
            done = bring_in(request.acting, survey, found, carried.channel, carried.name)
            return render(request, "counts/brought-in.html", {"survey": survey, "done": done, "fit": found})
    except CoequalError as error:
        return _columns(request, survey, (carried, sheet, targets), error.message)
    return _columns(request, survey, (carried, sheet, targets), found)


def _whose(request: StaffRequest) -> int:
    """Who brings the file, by what no two people have in common."""
    person = request.acting.person
    assert person is not None  # only people sign in here
    return person.pk


def _fit_or_why(sheet: Sheet, targets: Sequence[str], survey: Survey, definition: Definition) -> Fit | str:
    """How a file fits by what was guessed of its columns, or why that cannot be said yet."""
    try:
        return fit(sheet, targets, definition, survey.involvement)
    except CoequalError as error:
        return error.message


def _columns(
    request: StaffRequest, survey: Survey, brought: tuple[Carried, Sheet, Sequence[str]], found: Fit | str
) -> HttpResponse:
    """What each column is to hold, and how the file fits; or why it cannot be so."""
    carried, sheet, targets = brought
    fitting = found if isinstance(found, Fit) else None
    about: dict[str, Any] = {
        "survey": survey,
        "file": carried,
        "sheet": sheet,
        "carried": sealed(carried),
        "choices": to.choices(check(survey).definition),
        "columns": [_told(sheet, place, targets[place], fitting) for place in range(len(sheet.columns))],
        "fit": fitting,
        "faults": fitting.faults[:_SHOWN] if fitting else (),
        "error": "" if isinstance(found, Fit) else found,
    }
    return render(request, "counts/columns.html", about)


def _told(sheet: Sheet, place: int, target: str, fitting: Fit | None) -> dict[str, Any]:
    """A column, what it is to hold, some of what stands in it, and how much of that fits."""
    column = sheet.columns[place]
    who = to.tells_who(column)
    filled = [row.cells[place] for row in sheet.rows if row.cells[place]]
    return {
        "name": column.name,
        "words": column.words,
        "target": target,
        "tells_who": who,
        "examples": [] if who or to.tells_where(column) else [text[:60] for text in dict.fromkeys(filled[:50])][:_EXAMPLES],
        "filled": len(filled),
        "fits": fitting.filled[place] if fitting else 0,
    }
