"""What can be taken away: the codebook, as a table and for other software; the coded texts; and who coded what, when."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import READ_ANSWERS
from coequal.documents.media import MEDIA_TYPES
from coequal.documents.sheet import safe
from coequal.involvement.coding.coding import blind_texts, standing_codings, to_code
from coequal.involvement.coding.frames import every, now, themes
from coequal.involvement.invented import made_up
from coequal.involvement.models import Coding, Frame
from coequal.pages.words import plural
from coequal.web.coding.found import frame_named, was_read
from coequal.web.coding.words import words_of

_MARK: Final = "\ufeff"  # by which a spreadsheet knows that the text is UTF-8
_A_PAGE: Final = 100


@needs(READ_ANSWERS, of=frame_named)
@require_safe
def history(request: StaffRequest, frame: Frame) -> HttpResponse:
    """Who put what under which theme, when and how; what was taken back too. The newest first.

    Nobody sees here what others did with a text that they code blind themselves.
    """
    blind = blind_texts(frame, request.acting.person)
    rows = Coding.objects.filter(frame=frame).exclude(extract__in=blind)
    rows = rows.select_related("extract", "by", "taken_back_by").order_by("-pk")
    titles = {theme.key: theme.title for theme in every(frame)}
    found = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    page = {"involvement": frame.involvement, "frame": frame, "rows": found, "titles": titles, "blind": blind.count()}
    return render(request, "coding/history.html", page)


@needs(READ_ANSWERS, of=frame_named)
@require_safe
def codebook(_request: StaffRequest, frame: Frame) -> HttpResponse:
    """The themes as a table."""
    titles = {theme.key: theme.title for theme in every(frame)}
    head = ["key", "theme", "definition", "include", "exclude", "below", "went into"]
    rows = [
        [one.key, one.title, one.definition, one.include, one.exclude, titles.get(one.parent, ""), titles.get(one.into, "")]
        for one in every(frame)
    ]
    return _sheet(frame, f"{frame.title}, version {frame.version.number}", [head, *rows], "codebook.csv")


@needs(READ_ANSWERS, of=frame_named)
@require_safe
def exchange(_request: StaffRequest, frame: Frame) -> HttpResponse:
    """The themes as a REFI-QDA codebook, which other software for such analyses reads."""
    found = themes(frame)

    def written(parent: str) -> str:
        return "".join(
            f'<Code guid="{uuid5(NAMESPACE_URL, f"{frame.reference} {one.key}")}" name={quoteattr(one.title)} isCodable="true">'
            f"<Description>{escape(one.definition)}</Description>{written(one.key)}</Code>"
            for one in found
            if one.parent == parent
        )

    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="coequal"><Codes>{written("")}</Codes></CodeBook>\n'
    )
    response = HttpResponse(body, content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{frame.reference}-codebook.qdc"'
    return response


@needs(READ_ANSWERS, of=frame_named)
@require_safe
def coded(request: StaffRequest, frame: Frame) -> HttpResponse:
    """Each text under each of its themes, without what was taken out of it; no text that whoever takes the file codes blind."""
    blind = blind_texts(frame, request.acting.person)
    today, titles = now(frame), {theme.key: theme.title for theme in every(frame)}
    asked = {key: words_of(frame.involvement, key) for key in frame.questions}
    among = standing_codings(frame).filter(extract__in=to_code(frame)).exclude(extract__in=blind).select_related("extract")
    rows = [
        [one.extract.reference, asked[one.extract.question], one.extract.shown, titles[today[one.theme]], one.manner]
        for one in among
    ]
    was_read(request, "took coded texts out as a file", frame)
    head = ["text", "question", "what was written", "theme", "how it was coded"]
    return _sheet(frame, frame.title, [head, *rows], "coded.csv", [_left_out(count)] if (count := blind.count()) else ())


def _left_out(count: int) -> str:
    return f"Left out until both are done: {plural(count, 'text')} that you code in a blind sample."


def _sheet(frame: Frame, title: str, rows: list[list[str]], file: str, notes: Iterable[str] = ()) -> HttpResponse:
    text = StringIO()
    written = csv.writer(text)
    written.writerow([safe(title)])
    written.writerows([f"{notice.title}: {notice.text}"] for notice in made_up(frame.organisation))
    written.writerows([note] for note in notes)
    written.writerows([safe(cell) for cell in row] for row in rows)
    response = HttpResponse((_MARK + text.getvalue()).encode(), content_type=MEDIA_TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="{frame.reference}-{file}"'
    return response
