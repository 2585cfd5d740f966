"""Policies beside one another, with a key: two compared, and every area at once."""

from typing import Annotated, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query

from coequal.accounts.permissions import COMPARE, LOTTERY
from coequal.comparison.lottery.couple import lottery_of
from coequal.comparison.lottery.report import area_data, of_bodies
from coequal.exchange.fhir.terms import PEOPLE_DECIDE
from coequal.facts.values import read_date
from coequal.policies.library import split_id
from coequal.web.api import examples, shapes
from coequal.web.api.answers import for_key, of_case
from coequal.web.api.operations import Says, operation
from coequal.web.api.reading import v1
from coequal.web.api.sent import case_of
from coequal.web.comparing.days import EARLIER, TODAY, areas, policies_of, prepared
from coequal.web.comparing.pairs import pair
from coequal.web.shelf import shelf

_COUPLE: Final = Says("A case: the name of each fact with its value.", "Case", example=examples.COUPLE)


@operation(v1, "GET", "compare", COMPARE, answers=Says("What was shown, with made-up couples", "Comparison"))
def compare(
    request: HttpRequest,
    a: Annotated[
        str, Query(description="A policy, with @version for one version.", pattern=shapes.POLICY, examples=[examples.POLICY])
    ],
    b: Annotated[str, Query(description="Another one.", pattern=shapes.POLICY, examples=[f"nice/{examples.SERVICE}"])],
) -> HttpResponseBase:
    """Compare two policies: who is funded under one and refused under the other, proved.

    Each way comes with a made-up couple where there can be one, and says what was not shown.
    """
    held = shelf()
    return for_key(request, pair(held.policy(*split_id(a)), held.policy(*split_id(b))))


@operation(v1, "GET", "lottery", LOTTERY, answers=Says("The areas of the day", "Lottery"))
def lottery(
    request: HttpRequest,
    service: Annotated[str, Query(description="The id of a service.", examples=[examples.SERVICE])],
    on: Annotated[str | None, Query(description="The day whose policies are taken; else today.", pattern=shapes.DAY)] = None,
) -> HttpResponseBase:
    """Set every area beside the others on a day: whose policy binds where, and what is not known.

    “people” holds what became of the site's made-up people under each policy, for the days for which that was prepared; else null.
    """
    held = shelf()
    held.finder(service)  # refuses a service that the library does not know
    day = read_date("on", on) if on else held.today()
    found = areas(service, day)
    data = {
        "service": service,
        "on": day.isoformat(),
        "areas": [area_data(area) for area in found.areas if area.counts],
        "set apart": [area_data(area) for area in found.areas if area.apart],
        **of_bodies(found),
        "people": prepared(service, TODAY if day == held.today() else day.isoformat()) if day in (*EARLIER, held.today()) else None,
    }
    return for_key(request, data)


@operation(v1, "POST", "lottery/{service}", LOTTERY, answers=Says("The couple in every area", "Lottery"), takes=_COUPLE)
def lottery_of_a_case(
    request: HttpRequest,
    service: str,
    on: Annotated[
        str | None, Query(description="The day whose policies are taken; else that of the case.", pattern=shapes.DAY)
    ] = None,
) -> HttpResponseBase:
    """Put one couple in every area, under the policy that binds there on the couple's day or another one."""
    held = shelf()
    held.finder(service)  # refuses a service that the library does not know
    case = case_of(request, held.library.vocabulary(service).dictionary)
    days = [read_date("on", on)] if on else []
    found = lottery_of(service, policies_of(service), held.library, case, ons=days, today=held.today())
    request.auth.recorded("put a case in every area", about=service)  # type: ignore[attr-defined]  # put there by ninja
    return of_case(request, {**found, "notice": PEOPLE_DECIDE})
