"""Signing in by an organisation's own account: there, back again, and into the account here that somebody was invited to."""

import secrets
import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_otp import user_has_device

from coequal.accounts.account import Account, account_of
from coequal.accounts.acting import Acting
from coequal.accounts.guard import begin_session, everyone, vouch
from coequal.accounts.identities import NotLetIn, person_vouched_for
from coequal.accounts.models import Organisation, Person
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.web.failures import failure
from coequal.web.limits import limited
from coequal.web.providers import Provider
from coequal.web.staff.openid import DoesNotAnswer, Told, begin, hear
from coequal.web.staff.sign_ons import provider_named
from coequal.web.staff.signing_in import first_page, wanted
from coequal.web.staff.signing_out import keep_way_out

_BEGUN: Final = "single sign-on"
_LONG: Final = 10 * 60  # seconds in which somebody signs in there


@everyone
@require_safe
@limited(30, 60)
def sign_on(request: HttpRequest, by: str) -> HttpResponse:
    """The way there. What is held against the answer stays in the session, and is used once."""
    provider = provider_named(by)
    try:
        begun = begin(provider, _back(request, provider))
    except CoequalError:
        return _not_reached(provider)
    request.session[_BEGUN] = {
        "by": provider.name,
        "state": begun.state,
        "nonce": begun.nonce,
        "verifier": begun.verifier,
        "wanted": wanted(request),
        "since": int(time.time()),
    }
    return HttpResponseRedirect(begun.address, headers={"Cache-Control": "no-store"})


@everyone
@require_safe
@limited(30, 60)
def signed_on(request: HttpRequest, by: str) -> HttpResponse:
    """The way back."""
    provider = provider_named(by)
    begun = request.session.pop(_BEGUN, None)
    if not _belongs(request, provider, begun):
        return _said(400, "This sign-in was not begun here", "It was begun in another window, long ago, or used already.")
    if "code" not in request.GET:  # what else it says may hold anything
        return _said(
            403, f"{_called(provider)} did not sign you in", "You stopped on the way, or it does not let you use this site."
        )
    try:
        told = hear(provider, _back(request, provider), request.GET["code"], begun["nonce"], begun["verifier"])
    except DoesNotAnswer:
        return _not_reached(provider)
    except CoequalError:
        _note_refusal(provider, "not believed", None)
        return _said(
            403,
            f"What came from {provider.called} cannot be trusted",
            "It was not meant for this sign-in, or is not of now. Sign in again.",
            "If that happens again, tell whoever runs this site.",
        )
    try:
        person = person_vouched_for(told.vouched, provider.organisations, provider.addresses)
    except NotLetIn as error:
        _note_refusal(provider, error.why, error.person)
        return _no_account(provider)
    if not (provider.second_factor & told.methods or user_has_device(person)):
        _note_refusal(provider, "no second factor", person)
        return _no_second_factor(provider)
    return _let_in(request, provider, person, told, begun["wanted"])


def _belongs(request: HttpRequest, provider: Provider, begun: Mapping[str, Any] | None) -> bool:
    """Whether an answer is to what this browser asked of this provider, lately."""
    if begun is None or begun["by"] != provider.name or time.time() - begun["since"] > _LONG:
        return False
    if request.GET.get("iss", provider.issuer) != provider.issuer:
        return False
    return secrets.compare_digest(request.GET.get("state", "").encode(), begun["state"].encode())


def _let_in(request: HttpRequest, provider: Provider, person: Person, told: Told, to: str) -> HttpResponse:
    """Sign somebody in, as far as the code where the provider asked for no second factor."""
    request.session.flush()  # of the same person, Django would keep it, and with it a second factor of hours ago
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    begin_session(request.session)
    keep_way_out(request.session, provider, told.end)
    vouched = bool(provider.second_factor & told.methods)
    if vouched:
        vouch(request.session)
    did = "signed in by single sign-on" if vouched else "came by single sign-on"
    with transaction.atomic():
        record(Acting(person.email, ()), did, account_of(person), detail={"by": provider.name})
    if vouched:
        return first_page(person, to)
    return HttpResponseRedirect(f"{reverse('staff:code')}?{urlencode({'next': to})}")


def _back(request: HttpRequest, provider: Provider) -> str:
    return request.build_absolute_uri(reverse("staff:signed-on", kwargs={"by": provider.name}))


def _called(provider: Provider) -> str:
    return f"{provider.called[:1].upper()}{provider.called[1:]}"


def _note_refusal(provider: Provider, why: str, person: Person | None) -> None:
    """Record it, for the organisation that the provider speaks for where it is one; never who it was that is not known here."""
    bodies = list(Organisation.objects.filter(code__in=provider.organisations)[:2])
    account = account_of(person) if person else Account("nobody’s", bodies[0] if len(bodies) == 1 else None)
    with transaction.atomic():
        record(Acting("somebody", ()), "was not let in by single sign-on", account, detail={"by": provider.name, "why": why})


def _not_reached(provider: Provider) -> HttpResponse:
    """The page for a provider that cannot be used just now, whoever's fault it is; the log says which."""
    return _said(
        503,
        f"{_called(provider)} cannot be reached",
        "It does not answer as it should, so nobody can sign in by it just now. Try again in a minute.",
        "If that goes on, tell whoever runs this site." + (" Meanwhile your password is as good." if provider.passwords else ""),
    )


def _no_account(provider: Provider) -> HttpResponse:
    """One page, whatever it is that does not fit: nobody learns from it whether there is an account. The trail says why."""
    return _said(
        403,
        "You cannot sign in here yet",
        f"{_called(provider)} says who you are, and no account here is opened by it for you.",
        "Ask an administrator of your organisation to invite you, under the e-mail address that you have there."
        " Whoever watches over information in your organisation can see in the trail what does not fit.",
    )


def _no_second_factor(provider: Provider) -> HttpResponse:
    """The page for somebody who is known, and has nothing that makes codes."""
    return _said(
        403,
        "Set up your codes first",
        f"{_called(provider)} did not ask you for a second factor, so this site asks for a code, and you have no app for that yet.",
        "Follow the link of your invitation. If it is too old, ask an administrator of your organisation for a new one.",
    )


def _said(status: int, title: str, *sentences: str) -> HttpResponse:
    return failure(status, title, *sentences, links=[(reverse("staff:sign-in"), "Sign in"), (reverse("about:home"), "Start page")])
