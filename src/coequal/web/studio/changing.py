"""What a draft changes against the version in force: in words, in what software does, and for made-up people."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markupsafe import Markup

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Person
from coequal.accounts.permissions import SEE_DRAFTS
from coequal.drafting.asking import changed
from coequal.drafting.beginning import own_text
from coequal.drafting.checking.checker import NotChecked
from coequal.drafting.models import Draft
from coequal.drafting.saving import head_of
from coequal.errors import CoequalError
from coequal.policies.markdown import put_together
from coequal.policies.model import Policy
from coequal.web.comparing.affected import Affected, affected_in
from coequal.web.limits import limited
from coequal.web.shelf import NotOnTheShelf, shelf
from coequal.web.studio.listing import about
from coequal.web.studio.named import draft_named
from coequal.web.studio.starts import in_force

Data = dict[str, Any]
NAMES = ("the version in force", "the draft")


@needs(SEE_DRAFTS, of=draft_named)
@require_safe
@limited(30, 60)
def changes(request: StaffRequest, draft: Draft) -> HttpResponse:
    """What the newest text of a draft changes."""
    against = held_against(draft, request.GET.get("against"))
    page = {**about(draft), "against": against, "others": _others(draft, against), **told(draft, against, request.acting.person)}
    return render(request, "studio/changes.html", page)


def held_against(draft: Draft, version: str | None = None) -> Policy | None:
    """The version that a draft is held against: of its own policy the one that is named, or the one in force.

    Where the library has none of it, the one that it began from. Raises `NotOnTheShelf` for a version that is not there.
    """
    if version:
        return shelf().policy(draft.policy, version)
    found = in_force(draft.policy)
    if found is None and draft.from_policy:
        try:
            return shelf().policy(draft.from_policy, draft.from_version)
        except NotOnTheShelf:
            return None
    return found


def _others(draft: Draft, against: Policy | None) -> list[str]:
    """The other versions that it could be held against."""
    versions = shelf().policies.get(draft.policy, ())
    return [one.version for one in versions if one is not against]


def told(draft: Draft, against: Policy | None, by: Person | None) -> Data:
    """What a draft changes of a version, or why that cannot be said."""
    if against is None:
        return {"because": "The library holds no version of this policy, so there is nothing to hold this draft against."}
    try:
        found = worked_out(draft, against, by)
    except NotChecked as because:
        return {"because": because.says.replace("This text took too long to check", "This took too long to work out")}
    except CoequalError as error:
        where = f" (line {error.place.line})" if error.place and error.place.line else ""
        return {"because": f"The draft cannot be read as a policy yet. {error.message}{where}"}
    return shown(found)


def worked_out(draft: Draft, against: Policy, by: Person | None) -> Data:
    """What a draft changes, as plain data. Raises `NotChecked`, and `CoequalError` where the draft cannot be read."""
    name = NAMES[0] if against.id == draft.policy else f"version {against.version} of {against.id}"
    old = put_together(against.file) if against.family else own_text(against)
    found = changed(old, head_of(draft).text, (name, NAMES[1]), by)
    return {**found, "against": {"policy": against.id, "version": against.version, "digest": against.digest, "name": name}}


def shown(found: Data) -> Data:
    """The same as a page shows it."""
    proof = found["proof"]
    return {
        "found": found,
        "affected": _affected(found),
        "lead": found["lead"] if proof else f"Who gains and who loses cannot be shown: {found['because']}",
        "couples": [proof["couples"][way] for way in ("a only", "b only") if way in proof["couples"]] if proof else [],
        "tables": Markup(found["tables"]) if proof else "",  # noqa: S704  # every text is escaped where it is written
    }


def _affected(found: Data) -> Affected | None:
    """How many made-up people gain and lose; None where nobody was counted."""
    if not found["proof"] or "people" not in found["proof"]:
        return None
    old, new = found["seen"]
    return affected_in(found["proof"], old, new)
