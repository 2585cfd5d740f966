"""What everybody may read of involvements: their dates and papers, what was promised, and what a published report tells."""

import re
from typing import Annotated, Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from ninja import Query

from coequal.accounts.guard import EVERYONE
from coequal.documents.kept import kept
from coequal.documents.model import Document, Table
from coequal.involvement.counting.told import answered, came_in
from coequal.involvement.invented import made_up
from coequal.involvement.models import Involvement, PublishedReport
from coequal.involvement.models.involvements import PUBLIC
from coequal.web.api import examples, shapes
from coequal.web.api.answers import open_to_all
from coequal.web.api.operations import Says, operation
from coequal.web.api.problems import Problem
from coequal.web.api.reading import Page, Size, in_pages, v1
from coequal.web.findings.files import files
from coequal.web.involvement.converters import InvolvementConverter

_WHICH: Final = {"report": "full", "summary": "summary", "easy-read": "easy_read"}
State = Annotated[str | None, Query(description=f"Only those that stand so: {', '.join(PUBLIC)}.", pattern=shapes.one_of(PUBLIC))]
Edition = Annotated[int | None, Query(description="Which edition of the report; else the latest.", ge=1, le=10_000)]
Which = Annotated[
    str,
    Query(description="Which of the three: report, summary or easy-read.", pattern=shapes.one_of(_WHICH), examples=["summary"]),
]


@operation(v1, "GET", "involvements", EVERYONE, answers=Says("Involvements, the newest first", "Involvements"))
def involvements(request: HttpRequest, *, state: State = None, page: Page = 1, size: Size = 50) -> HttpResponseBase:
    """List the involvements that were announced.

    The list can be narrowed down to where they stand. The header “Link” leads to the other pages.
    """
    announced = Involvement.objects.filter(announced__isnull=False).select_related("organisation")
    found = [(one, stands) for one in announced if (stands := one.state) in ((state,) if state else PUBLIC)]
    shown, headers = in_pages(request, found, page, size)
    return open_to_all(request, [_listed(request, *one) for one in shown], headers)


@operation(v1, "GET", "involvements/{reference}", EVERYONE, answers=Says("One involvement, as its page tells of it", "Involvement"))
def involvement(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Read what everybody can read of an involvement: what is proposed, when and how to be heard, what was promised."""
    return open_to_all(request, _whole(request, _named(reference)))


@operation(
    v1,
    "GET",
    "involvements/{reference}/received",
    EVERYONE,
    answers=Says("What came in and who answered, as the report has it", "Tables"),
)
def involvement_received(request: HttpRequest, reference: str, edition: Edition = None) -> HttpResponseBase:
    """Read how much came in, and who answered, once a report is published.

    The numbers are those of the report: from 1 to 7 they are hidden as “*”, others that tell of people are rounded to 5.
    """
    found = _edition(_named(reference), edition)
    return open_to_all(request, {**_about(found), "tables": list(map(_table, came_in(found.document("full"))))})


@operation(
    v1,
    "GET",
    "involvements/{reference}/results",
    EVERYONE,
    answers=Says("What was answered, question by question, as the report has it", "Results"),
)
def involvement_results(request: HttpRequest, reference: str, edition: Edition = None) -> HttpResponseBase:
    """Read what was answered, question by question, once a report is published.

    The numbers are those of the report: from 1 to 7 they are hidden as “*”, others are rounded to 5, and shares come from the
    rounded numbers.
    """
    found = _edition(_named(reference), edition)
    questions = [
        {"survey": one.survey, "question": one.question, "tables": list(map(_table, one.tables))}
        for one in answered(found.document("full"))
    ]
    return open_to_all(request, {**_about(found), "questions": questions})


@operation(
    v1, "GET", "involvements/{reference}/report", EVERYONE, answers=Says("A published report, block by block", "PublishedReport")
)
def involvement_report(request: HttpRequest, reference: str, which: Which = "report", edition: Edition = None) -> HttpResponseBase:
    """Read the report of findings, its summary or its easy read, as it was published.

    Of pictures their content in words is given; they are drawn in the files, whose addresses are listed.
    """
    found = _edition(_named(reference), edition)
    every = found.involvement.published_reports.order_by("number")
    parts = {"reference": reference, "number": found.number}
    data = {
        **_about(found),
        "why": found.why or None,
        "which": which,
        **_blocks(found.document(_WHICH[which])),
        "files": [
            {"form": words, "address": request.build_absolute_uri(reverse("findings:public-file", kwargs={**parts, "file": file}))}
            for file, words in files()[which]
        ],
        "editions": list(every.values_list("number", flat=True)),
    }
    return open_to_all(request, data)


def example() -> str:
    """The reference of an involvement that is there to try the examples with, of the latest report; a made-up one without any."""
    reports = PublishedReport.objects.order_by("-pk").defer("full", "summary", "easy_read").select_related("involvement")
    latest = reports.filter(involvement__announced__isnull=False).first()
    return latest.involvement.reference if latest else examples.INVOLVEMENT


def _named(reference: str) -> Involvement:
    """The involvement with a reference, where everybody may read of it. Raises `Problem`."""
    found = None
    if re.fullmatch(InvolvementConverter.regex, reference):
        found = Involvement.objects.select_related("organisation").filter(reference=reference).first()
    if found is None or found.state not in PUBLIC:
        raise Problem("not-found", "There is no involvement with this reference. The list of involvements has them all.")
    return found


def _edition(of: Involvement, number: int | None) -> PublishedReport:
    """An edition of the report by its number, or the latest. Raises `Problem` where there is none."""
    every = of.published_reports.order_by("-number")
    found = (every if number is None else every.filter(number=number)).first()
    if found is None:
        raise Problem("not-found", f"{'No' if number is None else 'No such'} report of this involvement is published.")
    found.involvement = of
    return found


def _listed(request: HttpRequest, one: Involvement, state: str) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "title": one.title,
        "whose": one.whose,
        "state": state,
        "opens": _day(one.opens),
        "closes": _day(one.closes),
        "services": one.services,
        "policies": one.policies,
        "of the past": one.dates_only,
        "address": request.build_absolute_uri(reverse("involvement:one", kwargs={"reference": one.reference})),
        **_notice(one),
    }


def _whole(request: HttpRequest, one: Involvement) -> dict[str, Any]:
    """All that the page of an involvement says; texts are Markdown."""

    def address(view: str, **parts: object) -> str:
        return request.build_absolute_uri(reverse(view, kwargs=parts))

    answerable = one.surveys.exclude(version=None) if one.takes_answers else ()
    papers = one.papers.filter(published__isnull=False)
    return {
        **_listed(request, one, one.state),
        "programme": one.programme or None,
        "purpose": one.purpose,
        "proposals": one.proposals,
        "whom to ask": one.questions or None,
        "areas": [{"name": area["name"], "districts": area.get("districts", [])} for area in one.areas],
        "surveys": [{"title": each.title, "address": address("answering:start", reference=each.reference)} for each in answerable],
        "papers": [
            {
                "title": each.title,
                "kind": each.kind,
                "language": each.language,
                "address": address("involvement:paper", reference=one.reference, number=each.pk) if each.text else each.url,
            }
            for each in papers
        ],
        "events": [
            {"title": each.title, "kind": each.kind, "held": _day(each.held), "at": each.at, "place": each.place}
            | {"stands": each.stands, "joining": each.joining, "participants": each.participants}
            for each in one.events.all()
        ],
        "pauses": [
            {"since": _day(each.since), "until": _day(each.until), "reason": each.reason, "resumed": each.resumed or None}
            for each in one.pauses.all()
        ],
        "promises": [
            {"says": each.says, "source": each.source, "stands": each.stands, "how": each.how} for each in one.promises.all()
        ],
        "updates": [{"on": _day(timezone.localdate(each.at)), "says": each.says} for each in one.updates.all()],
        "figures of sources": [
            {"says": each.says, "number": each.number or None, "source": each.source, "url": each.url, "seen": _day(each.seen)}
            for each in one.statedfigures.all()
        ],
        "editions of the report": [
            {"number": each.number, "published": _day(timezone.localdate(each.at)), "why": each.why or None}
            for each in one.published_reports.defer("full", "summary", "easy_read")
        ],
    }


def _about(found: PublishedReport) -> dict[str, Any]:
    """Of which involvement and edition something is, and since when everybody can read it."""
    return {
        "reference": found.involvement.reference,
        "edition": found.number,
        "published": _day(timezone.localdate(found.at)),
        **_notice(found.involvement),
    }


def _notice(one: Involvement) -> dict[str, Any]:
    """That an involvement is invented, with what has to be said of that."""
    notices = made_up(one.organisation)
    return {"invented": True, "notice": " ".join(notice.text for notice in notices)} if notices else {}


def _table(table: Table) -> dict[str, Any]:
    return {"caption": table.caption, "head": list(table.head), "rows": [list(row) for row in table.rows]}


def _blocks(document: Document) -> dict[str, Any]:
    """A document as it is kept; of its pictures the words alone."""
    data = kept(document)
    blocks = [{name: value for name, value in block.items() if name != "svg"} for block in data["blocks"]]
    return {"title": data["title"], "lead": data["lead"], "facts": data["facts"], "blocks": blocks}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
