"""What came out of an analysis as files: PDF, Word, the tables as CSV, the figures as JSON, and what its commands need."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_ANALYSES
from coequal.accounts.trail import record
from coequal.analyses.models import Analysis, Result
from coequal.analyses.models.analysis import DONE
from coequal.analyses.models.publication import PUBLISHED
from coequal.analyses.runs.options import FILE
from coequal.documents.media import MEDIA_TYPES
from coequal.documents.pdf import pdf
from coequal.documents.sheet import sheet
from coequal.documents.word import word
from coequal.web.analyses.found import analysis_named
from coequal.web.limits import limited


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a result can be had: the name of its file, its words, and how it is made."""

    file: str
    words: str
    made: Callable[[Result], bytes]


FORMS: Final[Mapping[str, Form]] = {
    one.file: one
    for one in (
        Form("report.pdf", "The whole as a PDF", lambda result: pdf(result.document)),
        Form("report.docx", "The whole as a Word file", lambda result: word(result.document)),
        Form("tables.csv", "The tables for a spreadsheet (CSV)", lambda result: sheet(result.document)),
        Form("figures.json", "The figures for other software (JSON)", lambda result: result.figures.encode()),
        Form("inputs.json", "Everything that went in, with digests (JSON)", lambda result: result.inputs.encode()),
    )
}


def files_of(analysis: Analysis) -> dict[str, str]:
    """The texts that the commands need, by the names of their files."""
    texts = {one["draft"]: one["text"] for one in analysis.asked.values() if isinstance(one, dict) and "draft" in one}
    options = {FILE: analysis.asked["text"]} if "text" in analysis.asked else {}
    return {**options, **texts, **analysis.asked.get("drafts", {})}


def words_of_files(analysis: Analysis) -> dict[str, str]:
    """What each of these texts is, by the name of its file: with its reference where there are several drafts."""
    files = files_of(analysis)
    drafts = [name for name in files if name != FILE]
    only = len(drafts) == 1
    said = {name: "The draft, as a policy file" if only else f"The draft {name[:-3]}, as a policy file" for name in drafts}
    return {name: said.get(name, "The options file, with every assumption") for name in files}


def as_file(analysis: Analysis, file: str) -> HttpResponse:
    """A file of an analysis that is done. Raises `Http404` where it has none such."""
    if file in FORMS:
        form = FORMS[file]
        made, kind, name = form.made(analysis.result), MEDIA_TYPES[file.rpartition(".")[2]], f"{analysis.reference}-{file}"
    elif (text := files_of(analysis).get(file)) is not None:
        made, kind, name = text.encode(), MEDIA_TYPES["txt"], file  # by which the commands call it
    else:
        raise Http404
    return HttpResponse(made, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@needs(SEE_ANALYSES, of=lambda reference, file: Asked(analysis_named(reference), file))
@require_safe
@limited(60, 60)
def download(request: StaffRequest, asked: "Asked") -> HttpResponse:
    """A file; of what is not public it is recorded who has it."""
    analysis = asked.analysis
    if analysis.state != DONE:
        raise Http404
    response = as_file(analysis, asked.file)
    response["Cache-Control"] = "no-store"
    publication = getattr(analysis, "publication", None)
    if publication is None or publication.state != PUBLISHED:
        with transaction.atomic():
            record(request.acting, "downloaded an analysis", analysis, detail={"file": asked.file})
    return response


class Asked:
    """A file of an analysis: whoever may see the one may have the other."""

    def __init__(self, analysis: Analysis, file: str) -> None:
        """Take both."""
        self.analysis, self.file = analysis, file
        self.organisation, self.state = analysis.organisation, analysis.state
