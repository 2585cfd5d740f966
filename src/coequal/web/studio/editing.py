"""The editor: a draft's text, saved so that nothing is lost, and checked while it is written."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coequal.accounts.guard import SignInFirst, StaffRequest, acting_in, needs
from coequal.accounts.permissions import EDIT_DRAFT, KEEP_TEXT
from coequal.drafting.merging import merge
from coequal.drafting.models import Draft, Revision
from coequal.drafting.saving import CLASH, CLOSED, MERGED, SAME, Saved, Typed, brought_in, head_of, led_to, one_line, revision, save
from coequal.errors import CoequalError
from coequal.web.bodies import takes_text
from coequal.web.failures import failure, sent_from_here
from coequal.web.limits import limited
from coequal.web.studio.editor import MEANS, facts, others, told
from coequal.web.studio.listing import about, called
from coequal.web.studio.named import draft_named, revision_named
from coequal.web.studio.snippets import snippets, ways_to_write


def _typed(request: HttpRequest) -> Typed:
    """What the editor sends. Raises `CoequalError` where it is no such thing."""
    sent = request.POST
    try:
        bringing = int(sent["bringing"]) if sent.get("bringing") else None
        key = one_line(sent["key"])[:40] or None
        return Typed(sent["text"], int(sent["on"]), one_line(sent.get("note", ""))[:300], key, bringing)
    except (KeyError, ValueError):
        raise CoequalError("This was not sent by the editor. Open the draft and try again.") from None


def typed_again(request: HttpRequest, reference: str) -> HttpResponse:
    """For whoever is no longer signed in, or whose page is too old: what was typed, and the way to send it again.

    It is shown only where it was sent by a page of ours: else anybody's words could stand in a form that we vouch for.
    """
    if not sent_from_here(request):
        return failure(403, "This form can no longer be sent", "It was not sent by a page of this site, so nothing was kept.")
    if _wants_data(request):
        return JsonResponse(_to_send_again(request), status=401)
    page = {
        "reference": reference,
        "sent": {name: request.POST.get(name, "") for name in ("text", "on", "note", "key", "bringing")},
    }
    response = render(request, "studio/typed-again.html", page, status=403)
    response["Cache-Control"] = "no-store"
    return response


def _to_send_again(request: HttpRequest) -> dict[str, str]:
    """What the editor's script needs to send it again: a token that holds, or else the way to sign in."""
    try:
        acting_in(request)
    except SignInFirst:
        return {"says": "You are no longer signed in. What you typed is kept here.", "sign_in": reverse("staff:sign-in")}
    return {"says": "This page was open for too long. What you typed is kept here. Save again.", "csrf": get_token(request)}


def _again(view: Any) -> Any:
    """A view that shows what was typed where a form is too old to be taken."""
    view.again = typed_again
    return view


@needs(EDIT_DRAFT, posting=KEEP_TEXT, of=draft_named, signed_out=typed_again)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_text
@_again
@limited(240, 60)
def edit(request: StaffRequest, draft: Draft) -> HttpResponse:
    """The editor; what it sends is kept before it is answered."""
    if request.method != "POST":
        return _editor(request, draft, head_of(draft).text, merged=request.GET.get("merged"))
    typed = _typed(request)
    try:
        saved = save(request.acting, draft, typed)
    except CoequalError as error:
        if _wants_data(request):
            return JsonResponse({"says": error.message}, status=400)
        return _editor(request, draft, typed.clean, typed=typed, wrong=error.message)
    return _answered(request, draft, saved)


@needs(EDIT_DRAFT, of=draft_named, signed_out=typed_again)
@require_POST
@takes_text
@_again
@limited(600, 60)
def check(request: StaffRequest, draft: Draft) -> HttpResponse:
    """What software says of a text that is not saved yet."""
    typed = _typed(request)
    if not _wants_data(request):
        return _editor(request, draft, typed.clean, typed=typed, tried=True)
    found = told(typed.clean, people="people" in request.POST, by=request.acting.person)
    head = head_of(draft)
    newer = (
        "" if head.number <= typed.on else f"{called(head.by)} has saved revision {head.number} meanwhile. Yours will be merged."
    )
    return JsonResponse({**found.plain(), "others": others(request, draft), "newer": newer})


@needs(EDIT_DRAFT, of=revision_named)
@require_safe
@limited(60, 60)
def clash(request: StaffRequest, beside: Revision) -> HttpResponse:
    """A text that stands beside the head, because both changed the same lines: both sides in one text, to be put right.

    Once it has been brought in there is nothing to put right, and the editor follows.
    """
    draft, number, base = beside.draft, beside.number, beside.written_on
    head = head_of(draft)
    if number in led_to(head):
        return HttpResponseRedirect(reverse("studio:edit", kwargs={"reference": draft.reference}), status=303)
    assert base is not None, number  # the first revision led to every other
    found = merge(base.text, head.text, beside.text)
    names = f"{called(head.by)} (revision {head.number})", f"{called(beside.by)} (revision {beside.number})"
    typed = Typed(found.marked(*names), head.number, f"Revisions {head.number} and {number} brought together", None, number)
    told_of = {"names": names, "clashes": found.clashes, "beside": beside}
    return _editor(request, draft, typed.text, typed=typed, clash=told_of)


def _editor(
    request: StaffRequest,
    draft: Draft,
    text: str,
    *,
    typed: Typed | None = None,
    tried: bool = False,
    merged: str | None = None,
    **more: Any,
) -> HttpResponse:
    by, newest = request.acting.person, head_of(draft).text
    found, service = told(text, people=tried, by=by), draft.policy.partition("/")[2]
    page = {
        **about(draft),
        "text": text,
        "on": typed.on if typed else head_of(draft).number,
        "note": typed.note if typed else "",
        "key": (typed and typed.key) or secrets.token_urlsafe(18),
        "bringing": typed.bringing if typed else None,
        "unsaved": text != newest,
        "last_preview": None if found.preview or text == newest else told(newest, by=by).preview,
        "found": found,
        "means": MEANS,
        "others": others(request, draft),
        "facts": facts(service),
        "snippets": snippets(text, service),
        "ways_to_write": ways_to_write(service),
        "came_in": _came_in(draft, merged) if merged else "",
        **more,
    }
    response = render(request, "studio/edit.html", page, status=400 if more.get("wrong") else 200)
    response["Cache-Control"] = "no-store"
    return response


def _answered(request: StaffRequest, draft: Draft, saved: Saved) -> HttpResponse:
    """What became of a text that was kept."""
    to, says = where_to_go(draft, saved)
    if _wants_data(request):
        stays = saved.how not in (MERGED, CLASH, CLOSED)
        page = {"says": says, "on": saved.head.number, "key": secrets.token_urlsafe(18), "go": None if stays else to}
        return JsonResponse(page)
    return HttpResponseRedirect(to, status=303)


def where_to_go(draft: Draft, saved: Saved) -> tuple[str, str]:
    """The page to go to after saving, and what to say."""
    edit_page = reverse("studio:edit", kwargs={"reference": draft.reference})
    number = saved.revision.number
    match saved.how:
        case "clash":
            to = reverse("studio:clash", kwargs={"reference": draft.reference, "number": number})
            return to, f"Kept as revision {number}. Somebody changed the same lines."
        case "closed":
            return reverse("studio:draft", kwargs={"reference": draft.reference}), f"Kept as revision {number}, beside the draft."
        case "merged":
            return f"{edit_page}?merged={saved.head.number}", f"Saved as revision {number}, and merged."
        case _:
            return edit_page, "Nothing had changed." if saved.how == SAME else f"Saved as revision {number}."


def _came_in(draft: Draft, merged: str) -> str:
    """Whose changes came in with a merged revision, in words; nothing where the address names none."""
    if not merged.isdecimal() or len(merged) > 9:
        return ""
    found = revision(draft, int(merged))
    if len(found.parents) < 2:
        return ""
    told_of = [f"{called(one.by)} (revision {one.number})" for one in brought_in(found)]
    return f"Your changes were saved. The changes of {' and '.join(told_of)} came in beside them." if told_of else ""


def _wants_data(request: HttpRequest) -> bool:
    """Whether the editor's script asks, and not a form."""
    return "application/json" in request.headers.get("Accept", "")
