"""Every area at once: what becomes of the same people under the policy of each."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.comparison.lottery.drawn import has_tiles, tiles_of, with_map
from coequal.comparison.lottery.people_page import people_document
from coequal.documents.media import MEDIA_TYPES
from coequal.documents.pdf import pdf
from coequal.web.comparing import kept
from coequal.web.comparing.days import KIND, TODAY, DayChoice, areas, digest_of, name_of, policies_of, prepared
from coequal.web.comparing.lottery_told import of_areas, of_people
from coequal.web.comparing.people import WITH_PEOPLE
from coequal.web.failures import failure
from coequal.web.limits import limited
from coequal.web.shelf import NotOnTheShelf, shelf


@everyone
@require_safe
def every_service(request: HttpRequest) -> HttpResponse:
    """The services, each with what there is of it."""
    try:
        there, reached = kept.names(KIND), True
    except kept.GONE:
        there, reached = {}, False
    services = [
        (
            service,
            title,
            len({policy.id for policy in policies_of(service)}),
            there.get(name_of(service, TODAY)) == digest_of(service, TODAY),
        )
        for service, title in shelf().services.items()
    ]
    return render(request, "comparing/lotteries.html", {"services": services, "reached": reached})


@everyone
@require_safe
def lottery(request: HttpRequest, service: str) -> HttpResponse:
    """One service: the map and the table where they were prepared, else the areas and their policies."""
    title = _title(service)
    latest, reached = _reached(service, TODAY)
    form = DayChoice(date.fromisoformat(latest["on"]) if latest else shelf().today(), request.GET)
    page = {"form": form, "service": service, "title": title, "day": form.data.get("on", "")}
    page["could_have_people"] = service == WITH_PEOPLE
    if not form.is_valid():
        return render(request, "comparing/lottery.html", page, status=404)
    chosen = form.cleaned_data["on"]
    report, reached = _reached(service, chosen) if chosen and reached else (latest, reached)
    if report is None:
        on = date.fromisoformat(chosen) if chosen else shelf().today()
        told = of_areas(areas(service, on))
    else:
        told = of_people(report, shelf().library)
    return render(request, "comparing/lottery.html", {**page, "told": told, "reached": reached})


def _reached(service: str, day: str) -> tuple[kept.Data | None, bool]:
    """What was prepared for a day, and whether it could be looked for at all."""
    try:
        return prepared(service, day), True
    except kept.GONE:
        return None, False


@everyone
@require_safe
@limited(20, 60)
def report(request: HttpRequest, service: str) -> HttpResponse:
    """The map and the table as a PDF, where they were prepared."""
    title = _title(service)
    found = prepared(service, request.GET.get("on") or TODAY)
    if found is None:
        return failure(404, "This has not been prepared", "There is no such report of this service and this day here.")
    whole, library = people_document(found, title), shelf().library
    made = pdf(with_map(whole, tiles_of(found, library)) if has_tiles(library) else whole)
    return HttpResponse(made, content_type=MEDIA_TYPES["pdf"], headers={"Content-Disposition": 'inline; filename="lottery.pdf"'})


def _title(service: str) -> str:
    if service not in shelf().services:
        raise NotOnTheShelf(f'The library knows no service "{service}".')
    return shelf().services[service]
