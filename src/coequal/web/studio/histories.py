"""The history of a draft: every revision, what differs between two, and an older one made the newest again."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import EDIT_DRAFT, SEE_DRAFTS
from coequal.drafting.merging import changes
from coequal.drafting.models import Draft, Revision
from coequal.drafting.saving import head_of, led_to, one_line, restore, revision
from coequal.errors import CoequalError
from coequal.web.limits import limited
from coequal.web.studio.listing import about
from coequal.web.studio.named import draft_named, revision_named

_AROUND: Final = 2  # lines shown before and after a change
_MOST: Final = 400  # changes shown


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that differ, with some around them, from a line of the newer text on."""

    line: int
    before: tuple[str, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]
    after: tuple[str, ...]


@needs(SEE_DRAFTS, of=draft_named)
@require_safe
def history(request: StaffRequest, draft: Draft) -> HttpResponse:
    """Every revision, the newest first."""
    revisions = list(Revision.objects.filter(draft=draft).select_related("by", "written_on", "merged_with").defer("text"))
    numbers = {one.pk: one.number for one in revisions}
    rows = [(one, [numbers[parent.pk] for parent in one.parents]) for one in reversed(revisions)]
    page = {
        **about(draft),
        "rows": rows,
        "beside": {one.number for one in revisions} - led_to(head_of(draft)),
        "may_edit": request.acting.may(EDIT_DRAFT, draft),
    }
    return render(request, "studio/history.html", page)


@needs(SEE_DRAFTS, of=revision_named)
@require_safe
def one_revision(request: StaffRequest, found: Revision) -> HttpResponse:
    """The text of a revision, with the numbers of its lines."""
    page = {
        **about(found.draft),
        "revision": found,
        "lines": list(enumerate(found.text.split("\n"), start=1)),
        "key": secrets.token_urlsafe(18),
        "may_edit": request.acting.may(EDIT_DRAFT, found.draft),
    }
    return render(request, "studio/revision.html", page)


@needs(SEE_DRAFTS, of=draft_named)
@require_safe
@limited(120, 60)
def differences(request: StaffRequest, draft: Draft) -> HttpResponse:
    """What differs between two revisions: of the newest and the one that it was written on, unless others are named."""
    head = head_of(draft)
    new = revision(draft, _number(request.GET.get("to"), head.number))
    old = revision(draft, _number(request.GET.get("from"), new.parents[0].number if new.parents else new.number))
    hunks = list(between(old.text, new.text))
    numbers = list(Revision.objects.filter(draft=draft).values_list("number", flat=True))
    page = {**about(draft), "old": old, "new": new, "hunks": hunks[:_MOST], "left": len(hunks[_MOST:]), "numbers": numbers}
    return render(request, "studio/differences.html", page)


def between(old: str, new: str) -> Iterator[Hunk]:
    """What differs between two texts, line by line."""
    lines = tuple(old.split("\n"))
    shift = 0
    for change in changes(lines, tuple(new.split("\n"))):
        before, after = lines[max(0, change.start - _AROUND) : change.start], lines[change.end : change.end + _AROUND]
        yield Hunk(change.start + shift + 1, before, lines[change.start : change.end], change.lines, after)
        shift += len(change.lines) - (change.end - change.start)


def _number(given: str | None, otherwise: int) -> int:
    """The number of a revision in an address. Raises `CoequalError` where it is none."""
    if not given:
        return otherwise
    if not (given.isdecimal() and len(given) < 9):
        raise CoequalError("A revision is named by its number.")
    return int(given)


@needs(EDIT_DRAFT, of=revision_named)
@require_POST
def restored(request: StaffRequest, older: Revision) -> HttpResponse:
    """An older text made the newest, as a revision of its own."""
    restore(request.acting, older.draft, older.number, one_line(request.POST.get("key", ""))[:40] or None)
    return HttpResponseRedirect(reverse("studio:history", kwargs={"reference": older.draft.reference}), status=303)
