"""What everybody may read: the policies, one of them, and which of them binds."""

from collections.abc import Sequence
from typing import Annotated, Any, Final, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import urlencode
from ninja import Query

from coequal.accounts.guard import EVERYONE
from coequal.comparison.naming import titled
from coequal.criteria.render import render
from coequal.facts.dates import say_date
from coequal.facts.values import read_date
from coequal.policies.binding import binds
from coequal.policies.couples import for_couple
from coequal.policies.listed import binding_data, listed
from coequal.policies.looking import Looking
from coequal.policies.markdown import put_together
from coequal.policies.model import Criterion, Policy
from coequal.policies.standing import invented
from coequal.web.api import examples, shapes
from coequal.web.api.answers import MARKDOWN, markdown, open_to_all
from coequal.web.api.operations import Part, Says, operation
from coequal.web.api.problems import Problem
from coequal.web.shelf import shelf

v1 = Part("v1")
T = TypeVar("T")
Service = Annotated[str | None, Query(description="The id of a service.", examples=[examples.SERVICE])]
Day = Annotated[str | None, Query(description="A day, such as 2023-05-02.", pattern=shapes.DAY, examples=[examples.DAY])]
Place = Annotated[str | None, Query(description="A code.", max_length=100)]
_MOST: Final = 200
Page = Annotated[int, Query(description="Which page of the list.", ge=1, le=10_000)]
Size = Annotated[int, Query(description="How many stand on a page.", ge=1, le=_MOST)]


@operation(v1, "GET", "policies", EVERYONE, answers=Says("Versions of policies, by id and version", "Policies"))
def policies(
    request: HttpRequest,
    *,
    service: Service = None,
    area: Annotated[str | None, Query(description="The area in a policy's id.", max_length=100)] = None,
    on: Annotated[
        str | None, Query(description="Only versions that bind, or may bind, a case of this day.", pattern=shapes.DAY)
    ] = None,
    page: Page = 1,
    size: Size = 50,
) -> HttpResponseBase:
    """List policies, in all their versions.

    The list can be narrowed down to a service, an area and a day. The header “Link” leads to the other pages.
    """
    held = shelf()
    if service is not None:
        held.finder(service)  # refuses a service that the library does not know
    day = read_date("on", on) if on else None
    found = [
        policy
        for versions in held.policies.values()
        for policy in sorted(versions, key=lambda policy: policy.version)
        if service in (None, policy.service)
        and area in (None, policy.id.partition("/")[0])
        and (day is None or binds(policy, day) is not False)
    ]
    shown, headers = in_pages(request, found, page, size)
    return open_to_all(request, [_listed(policy) for policy in shown], headers)


def in_pages(request: HttpRequest, found: Sequence[T], page: int, size: int) -> tuple[Sequence[T], dict[str, str]]:
    """What stands on a page of a list, with the headers that lead to the others and say how many there are."""
    pages = max(1, -(-len(found) // size))
    return found[(page - 1) * size : page * size], {"Link": _links(request, page, pages), "X-Total-Count": str(len(found))}


def _links(request: HttpRequest, page: int, pages: int) -> str:
    """The addresses of the first, the last and the neighbouring pages."""
    to = {"first": 1, "prev": page - 1, "next": page + 1, "last": pages}
    kept: dict[str, str | int] = {name: str(value) for name, value in request.GET.items() if name != "page"}
    links = ((rel, f"{request.path}?{urlencode({**kept, 'page': one})}") for rel, one in to.items() if 1 <= one <= pages)
    return ", ".join(f'<{address}>; rel="{rel}"' for rel, address in links)


def _listed(policy: Policy) -> dict[str, Any]:
    return {**listed(policy), **({"invented": True} if invented(policy) else {})}


As = Annotated[
    str | None, Query(alias="as", description="“markdown” for the policy's own file.", pattern=shapes.one_of(("json", "markdown")))
]
_FILE: Final = {MARKDOWN: {"schema": {"type": "string"}}}
_ONE: Final = Says("One version: what it funds, and its criteria", "Policy", more=_FILE)


@operation(v1, "GET", "policies/{area}/{service}", EVERYONE, answers=_ONE)
def policy(request: HttpRequest, area: str, service: str, as_: As = None) -> HttpResponseBase:
    """Read a policy in the version that binds today, or else the latest.

    Its versions are listed in it. Name a version in the address to read another one.
    """
    return _policy(request, shelf().policy(f"{area}/{service}"), as_)


@operation(v1, "GET", "policies/{area}/{service}/{version}", EVERYONE, answers=_ONE)
def version(request: HttpRequest, area: str, service: str, version: str, as_: As = None) -> HttpResponseBase:
    """Read one version of a policy."""
    return _policy(request, shelf().policy(f"{area}/{service}", version), as_)


def _policy(request: HttpRequest, found: Policy, form: str | None) -> HttpResponseBase:
    if form == "markdown":
        return markdown(request, put_together(found.file))
    return open_to_all(request, policy_data(found))


def policy_data(policy: Policy) -> dict[str, Any]:
    """A version of a policy as plain data: what it funds, its criteria in order, and which text it is."""
    review, source = policy.review_due, policy.source
    return {
        **_listed(policy),
        "title": titled(policy),
        "digest": policy.digest,
        "under review": policy.under_review,
        "binds by": policy.binds_by,
        "review due": review.printed if review else None,
        "not found": list(policy.not_found),
        "treatments": {
            one.id: {"name": one.name, "amounts": {name: render(amount) for name, amount in one.amounts.items()}}
            for one in policy.treatments
        },
        "criteria": list(map(_criterion, policy.criteria)),
        "source": {"title": source.title, "url": source.url, "seen": source.seen.isoformat() if source.seen else None},
        "versions": [one.version for one in shelf().versions(policy.id)],
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    condition = "judged when" if criterion.kind == "judgement" else "met when"
    return {
        "id": criterion.id,
        "clause": criterion.clause,
        "title": criterion.title,
        "kind": criterion.kind,
        "for": list(criterion.treatments),
        "applies when": render(criterion.applies_when) if criterion.applies_when is not None else None,
        condition: render(criterion.condition) if criterion.condition is not None else None,
        "otherwise": criterion.otherwise,
        "reading": criterion.reading,
        "or read as": [{"label": other.label, condition: render(other.condition)} for other in criterion.readings],
        "why": criterion.why,
    }


@operation(v1, "GET", "which", EVERYONE, answers=Says("What binds, or the candidates, and why", "Which"))
def which(
    request: HttpRequest,
    *,
    service: Annotated[str, Query(description="The id of a service.", examples=[examples.SERVICE])],
    referred: Day = None,
    practice: Annotated[str | None, Query(description="The GP practice, by its ODS code.", max_length=20)] = None,
    area: Annotated[
        str | None, Query(description="The area of the practice: its code, or its name.", max_length=100, examples=["26A"])
    ] = None,
    commissioner: Annotated[str | None, Query(description="A body that commissions, by its code.", max_length=20)] = None,
    postcode: Annotated[str | None, Query(description="A postcode district, which tells only roughly.", max_length=10)] = None,
    partner_practice: Annotated[str | None, Query(description="The partner's practice, if another.", max_length=20)] = None,
    partner_area: Annotated[str | None, Query(description="The area of the partner's practice.", max_length=100)] = None,
) -> HttpResponseBase:
    """Find the policy that binds a referral, and why.

    Say where, in one way: by a practice, an area, a commissioner or a postcode district. Without a day, today stands for it,
    and the answer says so. Where there is no one certain answer, “policy” is null and the candidates are listed.
    """
    held = shelf()
    finder = held.finder(service)
    on = read_date("referred", referred) if referred else held.today()
    notes = [] if referred else [f"No day of referral was given, so today, {say_date(on)}, stands for it."]
    looking = Looking(held.library, finder, on)
    _check_places({"practice": practice, "area": area, "commissioner": commissioner, "postcode": postcode}, needed=True)
    _check_places({"partner_practice": partner_practice, "partner_area": partner_area}, needed=False)
    hers = looking.in_district(postcode) if postcode else looking.at(practice, area, commissioner)
    assert hers is not None
    partners = looking.at(partner_practice, partner_area)
    answer = hers if partners is None else for_couple(hers, partners)
    others = dict.fromkeys(one.policy.binds_by for one in answer.candidates if one.policy.binds_by != "referral date")
    notes += [f"The {other} is not known, so the day of referral stands for it." for other in others]
    return open_to_all(request, binding_data(answer, (), notes))


def _check_places(given: dict[str, str | None], *, needed: bool) -> None:
    """Nothing, where a place is named in one way. Raises `Problem`."""
    named = [name for name, value in given.items() if value]
    if len(named) > 1:
        raise Problem("not-usable", f"Say where in one way: {' or '.join(named)}.")
    if needed and not named:
        raise Problem("not-usable", f"Say where, by one of: {', '.join(given)}.")
