"""The report as staff see it: what is written and what is missing, the whole as it would be published, and its files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import PUBLISH_REPORT, READ_ANSWERS, READ_REPORT, WRITE_REPORT
from coequal.accounts.trail import record
from coequal.documents.model import Block, Document, Picture, Table
from coequal.involvement.models import Involvement, Passage, PublishedReport
from coequal.involvement.reporting.findings import Findings, easy_read, findings, numbered, report, structure, summary
from coequal.involvement.reporting.passages import out_of_place, passages
from coequal.involvement.reporting.section import Place, Section
from coequal.web.files import on_page
from coequal.web.findings.files import FULL, KINDS, as_file, files, which_of
from coequal.web.findings.rows import rows
from coequal.web.involvement.found import involvement_named
from coequal.web.limits import limited


@dataclass(frozen=True, slots=True)
class Line:
    """A section of the outline, with its number, and what stands in each of its places; None where nobody has written."""

    title: str
    section: Section
    written: tuple[tuple[Place, Passage | None], ...]


@needs(READ_REPORT, of=involvement_named)
@require_safe
def outline(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Every section with what is written in it and what is missing; what no longer has a place; what is published."""
    sections, written = structure(involvement), passages(involvement)
    page = {
        "involvement": involvement,
        "lines": list(_lines(sections, written)),
        "left_over": out_of_place(involvement, [place.key for section in sections for place in section.places]),
        "kinds": KINDS,
        "files": files(),
        "editions": PublishedReport.objects.filter(involvement=involvement).order_by("-number"),
        "may_write": request.acting.may(WRITE_REPORT, involvement),
        "may_publish": request.acting.may(PUBLISH_REPORT, involvement),
    }
    return render(request, "findings/desk.html", page)


def _lines(sections: Iterable[Section], written: dict[str, Passage]) -> Iterator[Line]:
    for title, section in numbered(sections):
        yield Line(title, section, tuple((place, written.get(place.key)) for place in section.places))


@needs(READ_REPORT, of=lambda reference, which: Which(involvement_named(reference), which))
@require_safe
@limited(60, 60)
def preview(request: StaffRequest, asked: "Which") -> HttpResponse:
    """One of the three as it would be published now; from each figure a link leads to the rows behind it."""
    involvement = asked.involvement
    found = findings(involvement) if asked.which == FULL else Findings(asked.document, {})
    may_read = request.acting.may(READ_ANSWERS, involvement)

    def leading(block: Block) -> Iterator[tuple[str, str]]:
        if may_read and isinstance(block, Table | Picture) and block in found.behind:
            yield rows(involvement, found.behind[block]), f"The rows behind “{block.caption}”"

    written = on_page(found.document, above=2, leading=leading)
    page = {"involvement": involvement, "which": asked.which, "kinds": KINDS, "title": found.document.title, "document": written}
    return render(request, "findings/preview.html", page)


@needs(READ_REPORT, of=lambda reference, file: Which(involvement_named(reference), which_of(file), file))
@require_safe
@limited(60, 60)
def download(request: StaffRequest, asked: "Which") -> HttpResponse:
    """One of the three as a file; of what is not public it is recorded who has it."""
    response = as_file(asked.document, asked.involvement.reference, asked.file)
    with transaction.atomic():
        record(request.acting, "downloaded the report of findings as it stood", asked.involvement, detail={"file": asked.file})
    return response


class Which:
    """One of the three of an involvement: whoever may see the one may see the others. Raises `Http404` for a fourth."""

    def __init__(self, involvement: Involvement, which: str, file: str = "") -> None:
        """Take the involvement, which of the three, and the name of a file."""
        if which not in KINDS:
            raise Http404
        self.involvement, self.which, self.file = involvement, which, file
        self.organisation, self.state = involvement.organisation, involvement.state

    @property
    def document(self) -> Document:
        """The document as it would be published now."""
        return {FULL: report, "summary": summary, "easy-read": easy_read}[self.which](self.involvement)


def desk_of(involvement: Involvement) -> str:
    """The address of the outline."""
    return reverse("findings:desk", kwargs={"reference": involvement.reference})
