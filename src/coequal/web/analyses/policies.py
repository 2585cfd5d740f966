"""The policies from which somebody can choose for an analysis: every version of the library, and drafts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from coequal.drafting.models import WITHDRAWN, Draft
from coequal.populations.synthetic.table import SERVICE
from coequal.web.comparing.choosing import called, name_of
from coequal.web.shelf import shelf

_DRAFT_FILE: Final = re.compile(r"\b(D-[0-9A-Z]{4}-[0-9A-Z]{4})\.md\b")


@dataclass(frozen=True, slots=True)
class Choice:
    """A policy or a draft: its value in a list, its words, its service, and what a run is asked with."""

    value: str
    words: str
    service: str
    asked: dict[str, Any]
    organisation: str = ""  # the code of whose draft it is

    @property
    def has_people(self) -> bool:
        """Whether people can be made for its service."""
        return self.service == SERVICE


def versions(service: str) -> Iterator[Choice]:
    """Every version of every policy for a service, by name."""
    found = [policy for known in shelf().policies.values() for policy in known if policy.service == service]
    choices = (Choice(name_of(policy), called(policy), service, {"policy": name_of(policy)}) for policy in found)
    yield from sorted(choices, key=lambda one: one.words.casefold())


def drafts(codes: Iterable[str], service: str) -> Iterator[Choice]:
    """The drafts of some organisations for a service, the one that was changed last first, with their text as it is now."""
    for draft in _drafts(codes):
        if draft.head is not None and draft.policy.partition("/")[2] == service:
            words = f"Draft {draft.reference}: {draft.title} (revision {draft.head.number}, {draft.state})"
            yield Choice(draft.reference, words, service, _text(draft), draft.organisation.code)


def drafts_named(codes: Iterable[str], text: str) -> dict[str, str]:
    """The texts of the drafts of some organisations that an options file names, by the names of their files."""
    named = {draft.reference: draft for draft in _drafts(codes) if draft.head is not None}
    found = (named[reference] for reference in dict.fromkeys(_DRAFT_FILE.findall(text)) if reference in named)
    return {one["draft"]: one["text"] for one in map(_text, found)}


def _drafts(codes: Iterable[str]) -> Iterable[Draft]:
    return Draft.objects.filter(organisation__code__in=codes).exclude(state=WITHDRAWN).select_related("head", "organisation")


def _text(draft: Draft) -> dict[str, Any]:
    assert draft.head is not None, draft.reference
    return {"draft": f"{draft.reference}.md", "revision": draft.head.number, "text": draft.head.text}
