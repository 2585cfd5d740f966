"""Whoever follows the link of an invitation chooses a password, sets up the second factor, and gets backup codes."""

import segno
from axes.utils import reset
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_otp.plugins.otp_totp.models import TOTPDevice

from coequal.accounts import access
from coequal.accounts.guard import everyone
from coequal.accounts.models import Invitation
from coequal.accounts.second_factor import WaitFirst, app_to_confirm, confirm_app, new_app, new_backup_codes, typed_key
from coequal.accounts.sessions import end_sessions
from coequal.web.failures import failure
from coequal.web.limits import limited
from coequal.web.staff.attempts import digest_of_name
from coequal.web.staff.forms import CodeForm, JoinForm
from coequal.web.staff.sign_ons import asked_by
from coequal.web.staff.signing_in import enter, in_words, note

_INVITED = "invited by"
_NOT_THE_CODE = "That is not the code of this key. Check the clock of your device, and enter the code that it shows now."


@everyone
@limited(60, 60)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The first step: a password."""
    found = access.invitation_by(token)
    if found is None:
        return _over()
    if found.made_by_id is not None and (provider := asked_by(found.person)):
        return _not_by_password(provider.called)
    form = JoinForm(found.person, request.POST if request.method == "POST" else None, initial={"name": found.person.name})
    if request.method == "POST" and form.is_valid():
        if not access.choose_password(found, form.cleaned_data["new"], form.cleaned_data["name"]):
            return _over()
        new_app(found.person)
        request.session.flush()
        request.session[_INVITED] = token
        return HttpResponseRedirect(reverse("staff:second-factor"))
    return _unkept(render(request, "staff/invitation.html", {"form": form, "invitation": found}))


@everyone
@limited(60, 60)
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The second step: an app that makes codes, confirmed by one of them."""
    found = access.invitation_by(request.session.get(_INVITED, ""))
    if found is None:
        return _over()
    app, form = app_to_confirm(found.person), CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = _join(request, found, form.cleaned_data["code"])
        except WaitFirst as error:
            form.add_error("code", f"Too many codes were wrong. You can try again {in_words(error.until)}.")
        else:
            if codes:
                return _unkept(render(request, "staff/backup-codes.html", {"codes": codes, "first": True}))
            form.add_error("code", _NOT_THE_CODE)
    shown = {"form": form, "picture": _picture(app), "key": typed_key(app), "person": found.person}
    return _unkept(render(request, "staff/second-factor.html", shown))


def _join(request: HttpRequest, found: Invitation, code: str) -> list[str]:
    """Let somebody in whose code is right, and end what was open before; their backup codes, or none where it is wrong."""
    with transaction.atomic():
        device = confirm_app(found.person, code)
        if device is None or not access.use_up(found):
            return []
        end_sessions(found.person)
        codes = new_backup_codes(found.person)
        reset(username=digest_of_name(found.person.email))
        login(request, found.person, backend="django.contrib.auth.backends.ModelBackend")
        enter(request, device)
        note(found.person, "set up a second factor")
    return codes


def _picture(app: TOTPDevice) -> str:
    """The QR code, as a drawing that stands in the page."""
    return segno.make(app.config_url, error="m", micro=False).svg_inline(
        scale=5, border=4, omitsize=True, light="#fff", svgclass="qr-code"
    )


def _over() -> HttpResponse:
    return failure(
        404,
        "This link opens nothing",
        "It has been used, is older than seven days, or was replaced by a newer one.",
        "Ask an administrator of your organisation for a new one. If you have set up your account, sign in.",
        links=[(reverse("staff:sign-in"), "Sign in")],
    )


def _not_by_password(called: str) -> HttpResponse:
    """The page for a link of an administrator where passwords are turned off; whoever runs the site makes one that works."""
    return failure(
        403,
        "You need no password here",
        f"You have been invited. Sign in with {called}.",
        links=[(reverse("staff:sign-in"), "Sign in")],
    )


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
