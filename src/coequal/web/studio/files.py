"""A draft as a file, and a file that comes back."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import EDIT_DRAFT, SEE_DRAFTS
from coequal.documents.media import MEDIA_TYPES
from coequal.drafting.asking import as_document
from coequal.drafting.checking.checker import NotChecked
from coequal.drafting.files import exported, file_name, take_back, written_from
from coequal.drafting.models import Draft
from coequal.drafting.saving import head_of, revision
from coequal.errors import CoequalError
from coequal.web.bodies import takes_text
from coequal.web.failures import failure
from coequal.web.limits import limited
from coequal.web.studio.editing import where_to_go
from coequal.web.studio.forms import FromFile
from coequal.web.studio.listing import about
from coequal.web.studio.named import draft_named


@needs(SEE_DRAFTS, of=draft_named)
@require_safe
def as_text(request: StaffRequest, draft: Draft) -> HttpResponse:
    """The draft's own file."""
    head = exported(request.acting, draft, "md")
    return _file(draft, head.text.encode(), "md")


@needs(SEE_DRAFTS, of=draft_named)
@require_safe
@limited(30, 60)
def as_pdf(request: StaffRequest, draft: Draft) -> HttpResponse:
    """The draft as a PDF that says it is one."""
    return _document(request, draft, "pdf")


@needs(SEE_DRAFTS, of=draft_named)
@require_safe
@limited(30, 60)
def as_word(request: StaffRequest, draft: Draft) -> HttpResponse:
    """The draft as a Word file that says it is one."""
    return _document(request, draft, "docx")


def _document(request: StaffRequest, draft: Draft, form: str) -> HttpResponse:
    try:
        made = as_document(head_of(draft).text, form, request.acting.person)
    except NotChecked as because:
        return failure(503, "This file could not be made", because.says)
    except CoequalError as error:
        where = f" (line {error.place.line})" if error.place and error.place.line else ""
        return failure(400, "This file cannot be made yet", f"The draft cannot be read as a policy. {error.message}{where}")
    exported(request.acting, draft, form)
    return _file(draft, made, form)


def _file(draft: Draft, made: bytes, form: str) -> HttpResponse:
    response = HttpResponse(made, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{file_name(draft, head_of(draft), form)}"'
    response["Cache-Control"] = "no-store"
    return response


@needs(EDIT_DRAFT, of=draft_named)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_text
def bring_back(request: StaffRequest, draft: Draft) -> HttpResponse:
    """A file that was changed elsewhere becomes a revision on the one that it was exported from."""
    form = FromFile(request.POST or None, request.FILES or None)
    if form.is_valid():
        text, number = form.cleaned_data["file"], form.cleaned_data["on"]
        found = written_from(draft, text, form.name)
        if number is not None:
            found = revision(draft, number)
        if found is None:
            form.add_error("on", "Say from which revision this file was exported. The history shows them.")
        else:
            saved = take_back(request.acting, draft, text, found.number, form.cleaned_data["note"] or "Brought back as a file")
            return HttpResponseRedirect(where_to_go(draft, saved)[0], status=303)
    return render(request, "studio/bring-back.html", {**about(draft), "form": form})
