"""The ways into what staff may do: the links above every page of theirs, and the lines of their start page."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from coequal.accounts.permission import Permission
from coequal.accounts.permissions import (
    ASK,
    AUTHORISE,
    CHANGE_KEYS,
    DISPOSE,
    PREPARE_PANEL,
    READ_TRAIL,
    REPORT_REQUESTS,
    SEE_ANALYSES,
    SEE_APPEALS,
    SEE_ASKED,
    SEE_DRAFTS,
    SEE_EQUALITY,
    SEE_INVOLVEMENTS,
    SEE_PEOPLE,
    SEE_PROGRAMMES,
    SEE_REQUESTS,
    SEE_START,
    SEE_USES,
    SIT,
)


@dataclass(frozen=True, slots=True)
class Way:
    """A page by its name, the words that lead to it, and the permission that it needs. Of a main one the link is always there."""

    name: str
    words: str
    says: str
    permission: Permission


WAYS: Final = (
    Way("staff:home", "Start", "what you can do here", SEE_START),
    Way("studio:drafts", "Drafts", "policies that are being written, and handed to governance", SEE_DRAFTS),
    Way("analyses:list", "Analyses", "comparisons, options appraisals and the postcode lottery, run and published", SEE_ANALYSES),
    Way(
        "hearing:list",
        "Involvement",
        "people asked before something is decided: surveys, events, letters, reports",
        SEE_INVOLVEMENTS,
    ),
    Way("aligning:list", "Programmes", "policies aligned, step by step: stages, options and what is decided", SEE_PROGRAMMES),
    Way("governing:list", "Meetings", "papers, motions, votes and decisions", SEE_PROGRAMMES),
    Way("referring:start", "Refer", "refer a patient: what a policy asks, the referral pack, and prior approval", ASK),
    Way("referring:authorisations", "Authorisations", "what is approved at once, and by whose word", AUTHORISE),
    Way("requesting:asked", "Your requests", "prior approvals and funding requests of your clinic: where each stands", SEE_ASKED),
    Way("requests:queue", "Requests", "prior approvals and individual funding requests: what waits for whom", SEE_REQUESTS),
    Way("deciding:panels", "Panels", "panels that decide on individual funding requests, prepared and run", PREPARE_PANEL),
    Way("deciding:mine", "My panels", "the requests on which you decide together with others", SIT),
    Way("deciding:appeals", "Appeals", "appeals about how a request was decided, to be heard", SEE_APPEALS),
    Way(
        "requests:report",
        "Request report",
        "how many requests came and what became of them, and the rules for them",
        REPORT_REQUESTS,
    ),
    Way("requests:keeping", "Keeping", "requests that have been kept long enough, and who opened what", DISPOSE),
    Way("assuring:list", "Data register", "what uses personal data: screened, assessed, let pass and checked", SEE_USES),
    Way(
        "assuring:equality-list",
        "Equality",
        "what options, policies and programmes do to equality and quality: assessed and signed off",
        SEE_EQUALITY,
    ),
    Way("assuring:retention", "Records", "how long records are kept, what is held, and what goes", DISPOSE),
    Way("staff:people", "People", "who works for your organisation, and in which roles", SEE_PEOPLE),
    Way("staff:keys", "Keys", "keys for software that asks by the API", CHANGE_KEYS),
    Way("staff:trail", "Trail", "who did what, and that nobody has altered the record", READ_TRAIL),
)


def ways(request: HttpRequest) -> dict[str, Any]:
    """For every page of somebody who has signed in: the ways that are open to them, and the one by which they came here."""
    acting = getattr(request, "acting", None)
    if not acting:
        return {}
    open_ways = [way for way in WAYS if acting.may(way.permission)]
    leading = [way for way in open_ways if _leads(way, request.path)]
    return {"ways": open_ways, "came_by": max(leading, key=lambda way: len(reverse(way.name)), default=None)}


def _leads(way: Way, path: str) -> bool:
    """Whether a page lies on a way: it is its page or one below it; below the start page lies none."""
    return path == reverse(way.name) or (way.name != "staff:home" and path.startswith(f"{reverse(way.name)}/"))
