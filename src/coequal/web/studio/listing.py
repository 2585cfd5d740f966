"""The list of drafts, and the page of one."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Person
from coequal.accounts.permissions import ANSWER_HANDOVER, BEGIN_DRAFT, EDIT_DRAFT, HAND_OVER, SEE_DRAFTS, WITHDRAW_DRAFT
from coequal.drafting.beginning import version_in
from coequal.drafting.handing import has_written
from coequal.drafting.models import ACCEPTED, DRAFT, HANDED_OVER, RETURNED, WITHDRAWN, Draft, Handover
from coequal.web.studio.named import draft_named

COLOURS: Final = {DRAFT: "yellow", HANDED_OVER: "blue", RETURNED: "orange", ACCEPTED: "green", WITHDRAWN: "grey"}
GROUPS: Final = (
    (HANDED_OVER, "With governance", "Governance looks at these. Their text cannot be changed meanwhile."),
    (RETURNED, "Returned", "Governance returned these with reasons. They can be edited, and handed over again."),
    (DRAFT, "In progress", "These are being written."),
    (ACCEPTED, "Accepted for decision", "The decision is still to come, so these bind nobody yet."),
    (WITHDRAWN, "Withdrawn", "These were given up. All of them is kept."),
)


@dataclass(frozen=True, slots=True)
class Group:
    """The drafts in a state."""

    title: str
    says: str
    drafts: list[Draft]


@needs(SEE_DRAFTS)
@require_safe
def drafts(request: StaffRequest) -> HttpResponse:
    """All drafts of the organisations for which somebody sees them; or those that they began themselves."""
    codes = request.acting.organisations_as(SEE_DRAFTS)
    found = Draft.objects.filter(organisation__code__in=codes).select_related("organisation", "made_by", "head__by")
    mine = request.GET.get("whose") == "mine"
    shown = [draft for draft in found if not mine or draft.made_by == request.acting.person]
    page = {
        "groups": [
            Group(title, says, there) for state, title, says in GROUPS if (there := [one for one in shown if one.state == state])
        ],
        "mine": mine,
        "any": bool(found),
        "may_begin": request.acting.may(BEGIN_DRAFT),
        "named": named,
    }
    return render(request, "studio/drafts.html", page)


@needs(SEE_DRAFTS, of=draft_named)
@require_safe
def draft(request: StaffRequest, found: Draft) -> HttpResponse:
    """One draft: where it stands, and the ways on."""
    acting = request.acting
    handovers = list(Handover.objects.filter(draft=found).select_related("made_by", "answered_by"))
    page = {
        **about(found),
        "named": named(found),
        "handovers": handovers,
        "may_edit": acting.may(EDIT_DRAFT, found),
        "may_hand_over": acting.may(HAND_OVER, found),
        "may_withdraw": acting.may(WITHDRAW_DRAFT, found),
        "may_begin": acting.may(BEGIN_DRAFT),
        "to_answer": [one for one in handovers if acting.may(ANSWER_HANDOVER, one) and not has_written(acting.person, one)],
    }
    return render(request, "studio/draft.html", page)


def about(draft: Draft) -> dict[str, object]:
    """What every page about a draft shows of it."""
    return {"draft": draft, "colour": COLOURS[draft.state], "head": draft.head}


def named(draft: Draft) -> str:
    """A draft by the version that its text names and by its reference."""
    version = version_in(draft.head.text) if draft.head else ""
    return f"version {version}, draft {draft.reference}" if version else f"draft {draft.reference}"


def called(person: Person | None) -> str:
    """A person by name or, where that is not known, by e-mail address."""
    return "somebody" if person is None else person.name or person.email
