"""Policies as pages: the list, one version, all versions, and what changed from one to another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.documents.html import body
from coequal.exchange.easy.document import easy_read as easy_document
from coequal.exchange.forms import FORMS
from coequal.exchange.policy import NOT_THE_POLICY
from coequal.policies.model import Policy
from coequal.policies.standing import HELD, answering, governs, standing
from coequal.policies.told import about
from coequal.web.checker.checking import can_ask
from coequal.web.comparing.affected import Affected, people_affected
from coequal.web.comparing.pairs import Busy
from coequal.web.library.findings import MEANS, findings
from coequal.web.library.forms import SearchForm
from coequal.web.library.history import changes as changes_between
from coequal.web.library.listing import Wanted, address, by_letter, entries, policy_entry
from coequal.web.library.shown import shown
from coequal.web.limits import limited
from coequal.web.shelf import shelf


@everyone
@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """The list of policies, or those that somebody wants to see."""
    form = SearchForm(request.GET)
    wanted = form.wanted()
    found = entries(wanted)
    page = {
        "form": form,
        "wanted": wanted,
        "found": found,
        "letters": None if wanted.words.strip() else by_letter(found),
        "versions": sum(map(len, shelf().policies.values())),
        "held": len(shelf().policies),
        "filtered": wanted != Wanted(),
    }
    return render(request, "library/policies.html", page)


@everyone
@require_safe
def policy(request: HttpRequest, area: str, service: str) -> HttpResponse:
    """The version that binds today, or else the latest."""
    return _page(request, shelf().policy(f"{area}/{service}"))


@everyone
@require_safe
def version(request: HttpRequest, area: str, service: str, version: str) -> HttpResponse:
    """One version."""
    return _page(request, shelf().policy(f"{area}/{service}", version))


def _page(request: HttpRequest, found: Policy) -> HttpResponse:
    held, today = shelf(), shelf().today()
    organisations = held.library.organisations
    first = held.policy(found.id)
    page = {
        **_named(found),
        "notices": standing(found, organisations, today),
        "about": about(found, organisations),
        "answering": answering(found, organisations, today),
        "sections": shown(found),
        "findings": findings(found),
        "means": MEANS,
        "versions": held.versions(found.id),
        "first": first,
        "can_be_checked": found is first and found.status in HELD and governs(found, today) is not False and can_ask(found),
        "not_the_policy": NOT_THE_POLICY,
        "for_software": [(name, form) for name, form in FORMS.items() if form.for_software],
        "today": today,
    }
    return render(request, "library/policy.html", page)


def _named(found: Policy) -> dict[str, object]:
    """What every page about a policy shows of it."""
    return {"policy": found, "entry": policy_entry(found), "parts": address(found)}


@everyone
@require_safe
def versions(request: HttpRequest, area: str, service: str) -> HttpResponse:
    """All versions of a policy, the newest first, each with the one before it."""
    held = shelf()
    found = held.versions(f"{area}/{service}")
    before = [None, *found[:-1]]
    today = held.today()
    rows = [
        (one, earlier, policy_entry(one), governs(one, today))
        for one, earlier in zip(reversed(found), reversed(before), strict=True)
    ]
    return render(request, "library/versions.html", {**_named(held.policy(found[0].id)), "rows": rows})


@everyone
@require_safe
@limited(60, 60)
def changes(request: HttpRequest, area: str, service: str) -> HttpResponse:
    """What two versions of a policy say differently: the last two, unless others are named."""
    held, policy_id = shelf(), f"{area}/{service}"
    found = held.versions(policy_id)
    new = held.policy(policy_id, request.GET.get("to") or found[-1].version)
    place = found.index(new)
    old = held.policy(policy_id, request.GET.get("from") or found[max(0, place - 1)].version)
    page = {
        **_named(new),
        "old": old,
        "new": new,
        "versions": found,
        "difference": changes_between(policy_id, old.version, new.version),
        **_counted(old, new),
    }
    return render(request, "library/changes.html", page)


def _counted(old: Policy, new: Policy) -> dict[str, Affected | str | None]:
    """Whom a change reaches, or in place of that why it cannot be counted just now."""
    try:
        return {"affected": None if old is new else people_affected(old, new)}
    except Busy as busy:
        return {"busy": busy.says}


@everyone
@require_safe
def easy_read(request: HttpRequest, area: str, service: str, version: str) -> HttpResponse:
    """A version in easy words."""
    held = shelf()
    found = held.policy(f"{area}/{service}", version)
    document = easy_document(found, held.library, held.today())
    return render(request, "library/easy-read.html", {**_named(found), "title": document.title, "body": _safe(body(document))})


def _safe(text: str) -> SafeString:
    """A document's HTML, whose texts are escaped where it is written."""
    return mark_safe(text)  # noqa: S308  # see above
