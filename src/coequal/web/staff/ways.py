"""The ways into what staff may do: the links above every page of theirs, and the lines of their start page."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from coequal.accounts.permissions import (
    CHANGE_KEYS,
    READ_TRAIL,
    SEE_ANALYSES,
    SEE_DRAFTS,
    SEE_INVOLVEMENTS,
    SEE_PEOPLE,
    SEE_PROGRAMMES,
    SEE_START,
    Permission,
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
    Way("staff:people", "People", "who works for your organisation, and in which roles", SEE_PEOPLE),
    Way("staff:keys", "Keys", "keys for software that asks by the API", CHANGE_KEYS),
    Way("staff:trail", "Trail", "who did what, and that nobody has altered the record", READ_TRAIL),
)


def ways(request: HttpRequest) -> dict[str, Any]:
    """For every page of somebody who has signed in: the ways that are open to them."""
    acting = getattr(request, "acting", None)
    return {"ways": [way for way in WAYS if acting.may(way.permission)]} if acting else {}
