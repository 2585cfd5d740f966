"""The list of analyses, and the page of one: while it waits or runs, and what came out of it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import (
    AGREE_TO_PUBLISH,
    PUBLISH_ANALYSIS,
    RUN_AGAIN,
    RUN_ANALYSES,
    SEE_ANALYSES,
    STOP_ANALYSIS,
    WITHDRAW_ANALYSIS,
)
from coequal.analyses.jobs import mend
from coequal.analyses.keeping import add_note, run_again, same_figures, stop
from coequal.analyses.models import Analysis, Publication
from coequal.analyses.models.analysis import DONE
from coequal.analyses.publishing import ToPublish
from coequal.documents.model import Table
from coequal.web.analyses.downloads import FORMS, words_of_files
from coequal.web.analyses.forms import NoteForm
from coequal.web.analyses.found import analysis_named
from coequal.web.analyses.telling import told
from coequal.web.files import on_page
from coequal.web.limits import limited

_ON_A_PAGE = 25


@needs(SEE_ANALYSES)
@require_safe
def every(request: StaffRequest) -> HttpResponse:
    """The analyses of one's organisations, or only one's own."""
    codes = request.acting.organisations_as(SEE_ANALYSES)
    found = Analysis.objects.filter(organisation__code__in=codes).select_related("organisation", "made_by", "publication")
    mine = "mine" in request.GET
    if mine:
        found = found.filter(made_by=request.acting.person)
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    waiting = Publication.objects.filter(state="waiting for governance", analysis__organisation__code__in=codes)
    about = {"page": page, "mine": mine, "may_run": request.acting.may(RUN_ANALYSES), "waiting": waiting}
    return render(request, "analyses/list.html", about)


@needs(SEE_ANALYSES, of=analysis_named)
@require_safe
def one(request: StaffRequest, analysis: Analysis) -> HttpResponse:
    """The page of an analysis."""
    return _page(request, analysis, NoteForm())


def _page(request: StaffRequest, analysis: Analysis, form: NoteForm) -> HttpResponse:
    _heard_of(analysis)
    before, publication = analysis.again_of, Publication.objects.filter(analysis=analysis).first()
    about: dict[str, Any] = {
        "analysis": analysis,
        "told": told(analysis),
        "before": before,
        "same": same_figures(analysis, before) if before else None,
        "others": analysis.runs_again.order_by("pk"),
        "may_stop": request.acting.may(STOP_ANALYSIS, analysis),
        "may_run_again": request.acting.may(RUN_AGAIN, analysis),
        "may_note": request.acting.may(RUN_ANALYSES, analysis),
        "may_publish": request.acting.may(PUBLISH_ANALYSIS, ToPublish(analysis)),
        "publication": publication,
        "may_withdraw": publication is not None and request.acting.may(WITHDRAW_ANALYSIS, publication),
        "may_answer": publication is not None and request.acting.may(AGREE_TO_PUBLISH, publication),
        "form": form,
    }
    if analysis.state == DONE:
        about |= {"document": on_page(analysis.result.document, above=2), "files": words_of_files(analysis), "forms": FORMS}
    return render(request, "analyses/analysis.html", about)


def _heard_of(analysis: Analysis) -> None:
    """Look after a run of which nothing is heard: the worker may have ended with it."""
    if analysis.is_silent:
        mend()
        analysis.refresh_from_db()


@needs(SEE_ANALYSES, of=analysis_named)
@require_safe
def progress(_request: StaffRequest, analysis: Analysis) -> HttpResponse:
    """How far it has come, for the script of its page."""
    _heard_of(analysis)
    return JsonResponse(told(analysis).as_json(), headers={"Cache-Control": "no-store"})


@needs(STOP_ANALYSIS, of=analysis_named)
@require_POST
def stop_it(request: StaffRequest, analysis: Analysis) -> HttpResponse:
    """Stop it."""
    stop(request.acting, analysis)
    return _back_to(analysis)


@needs(RUN_AGAIN, of=analysis_named)
@require_POST
@limited(60, 60)
def again(request: StaffRequest, analysis: Analysis) -> HttpResponse:
    """Another analysis of the same."""
    return _back_to(run_again(request.acting, analysis))


@needs(RUN_ANALYSES, of=analysis_named)
@require_POST
def note(request: StaffRequest, analysis: Analysis) -> HttpResponse:
    """A note beside it."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, analysis, form)
    add_note(request.acting, analysis, form.cleaned_data["text"])
    return HttpResponseRedirect(f"{_address(analysis)}#notes")


@needs(SEE_ANALYSES, of=analysis_named)
@require_safe
def beside(request: StaffRequest, analysis: Analysis) -> HttpResponse:
    """Two analyses beside each other: what went into each, and whether they came to the same."""
    codes = request.acting.organisations_as(SEE_ANALYSES)
    others = Analysis.objects.filter(organisation__code__in=codes, state=DONE, kind=analysis.kind).exclude(pk=analysis.pk)
    other = others.select_related("result").filter(reference=request.GET.get("other", "")).first()
    about: dict[str, Any] = {"analysis": analysis, "others": others[:100], "other": other}
    if other is not None and analysis.state == DONE:
        about |= {"same": same_figures(analysis, other), "rows": rows_beside(analysis, other)}
    return render(request, "analyses/beside.html", about)


def rows_beside(one: Analysis, other: Analysis) -> list[tuple[str, str, str]]:
    """The tables of both in which a cell is another, cell by cell: where it stands, and both of them."""
    cells, theirs = _cells(one), _cells(other)
    names = dict.fromkeys([*cells, *theirs])
    return [(name, cells.get(name, "–"), theirs.get(name, "–")) for name in names if cells.get(name) != theirs.get(name)]


def _cells(analysis: Analysis) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in (block for block in analysis.result.document.blocks if isinstance(block, Table)):
        for row in table.rows:
            for head, cell in zip(table.head[1:], row[1:], strict=True):
                found[f"{table.caption}: {row[0]}, {head}"] = cell
    return found


def _back_to(analysis: Analysis) -> HttpResponse:
    return HttpResponseRedirect(_address(analysis))


def _address(analysis: Analysis) -> str:
    return reverse("analyses:analysis", kwargs={"reference": analysis.reference})
