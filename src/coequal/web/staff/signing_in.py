"""Signing in: e-mail address and password, then a one-time code, then the page that one wanted to see."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import django_otp
from django.contrib.auth import authenticate, login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from django_otp.models import Device

from coequal.accounts.account import Account, account_of
from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.guard import SignInFirst, acting_in, begin_session, everyone
from coequal.accounts.models import Person
from coequal.accounts.offers import offers_to
from coequal.accounts.second_factor import WaitFirst, accepted, code_now
from coequal.accounts.trail import record
from coequal.web.failures import failure
from coequal.web.limits import limited
from coequal.web.staff.forms import CodeForm, SignInForm
from coequal.web.staff.sign_ons import asked_by, offered

_WRONG = "The e-mail address or the password is wrong. Check both and try again."
_SOMEBODY = Acting("somebody", ())


def wanted(request: HttpRequest) -> str:
    """Where somebody wants to go after signing in: an address of this site, else the start page."""
    given = request.GET.get("next", "")
    own = given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if own else reverse("staff:home")


def note(person: Person, did: str) -> None:
    """Record what somebody did with their own account."""
    with transaction.atomic():
        record(Acting(person.email, ()), did, account_of(person))


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first step."""
    if request.method == "POST":
        return _check_password(request)
    return _page(request, SignInForm())


@limited(30, 60)
def _check_password(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    email = form.cleaned_data["email"].strip().casefold()
    person = authenticate(request, username=email, password=form.cleaned_data["password"])
    if not isinstance(person, Person):
        _note_failure(request, email)
        form.add_error(None, _WRONG)  # the same, whichever it was
        return _page(request, form)
    if provider := asked_by(person):
        note(person, "was refused a password where single sign-on is asked for")
        form.add_error(None, f"Passwords do not open your account. Sign in with {provider.called}.")
        return _page(request, form)
    request.session.flush()  # of the same person, Django would keep it, and with it a second factor of hours ago
    login(request, person)
    begin_session(request.session)
    note(person, "gave the right password")
    return HttpResponseRedirect(f"{reverse('staff:code')}?{urlencode({'next': wanted(request)})}")


def _note_failure(request: HttpRequest, email: str) -> None:
    """Record it. What was typed in place of an address is written nowhere: it may be a password."""
    did = "was locked out after wrong passwords" if getattr(request, "axes_locked_out", False) else "gave a wrong password"
    person = Person.objects.filter(email=email).first()
    with transaction.atomic():
        record(_SOMEBODY, did, account_of(person) if person else Account("nobody’s"))


def locked_out(_request: HttpRequest, _response: HttpResponse, _credentials: Any) -> HttpResponse:
    """The page for whoever has given too many wrong passwords, or whose address others tried."""
    return failure(
        429,
        "You cannot sign in for an hour",
        "A wrong password was given five times for this e-mail address. Wait for an hour after the last try, then sign in.",
        "If you have lost your password, or if it was not you, tell an administrator of your organisation."
        " They can give you a new link at once.",
        links=[(reverse("about:home"), "Start page")],
    )


def _page(request: HttpRequest, form: SignInForm) -> HttpResponse:
    to = f"?{urlencode({'next': wanted(request)})}" if "next" in request.GET else ""
    ways_on = [(one.called, reverse("staff:sign-on", kwargs={"by": one.name}) + to) for one in offered()]
    return render(request, "staff/sign-in.html", {"form": form, "providers": ways_on})


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step, for whoever has taken the first: by the right password, or by single sign-on."""
    try:
        acting_in(request)
    except SignInFirst as error:
        if error.step != "staff:code":
            raise
    else:
        return HttpResponseRedirect(wanted(request))
    person = half_in(request)
    assert person is not None
    if request.method == "POST":
        return _check_code(request, person)
    return _code_page(request, CodeForm(), person)


def half_in(request: HttpRequest) -> Person | None:
    """Whoever has taken at least the first step."""
    return Person.objects.get(pk=request.user.pk) if request.user.is_authenticated else None


@limited(30, 60)
def _check_code(request: HttpRequest, person: Person) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form, person)
    try:
        device = accepted(person, form.cleaned_data["code"])
    except WaitFirst as error:
        form.add_error("code", f"Too many codes were wrong. You can try again {in_words(error.until)}.")
        return _code_page(request, form, person)
    if device is None:
        note(person, "gave a wrong one-time code")
        form.add_error("code", "That code is wrong, or was used before. Wait for the next one and enter it.")
        return _code_page(request, form, person)
    enter(request, device)
    note(person, "signed in")
    return first_page(person, wanted(request))


def first_page(person: Person, to: str) -> HttpResponse:
    """The way to what somebody wanted to see, who is in; to what is offered to them where they can do nothing else yet."""
    only_offers = offers_to(person).exists() and not person_acting(person).posts
    return HttpResponseRedirect(reverse("staff:offers") if only_offers else to)


def enter(request: HttpRequest, device: Device) -> None:
    """Let somebody in whose code was right: from here on the session has another number."""
    request.session.cycle_key()
    begin_session(request.session)
    django_otp.login(request, device)


def in_words(until: datetime) -> str:
    """When something ends, as people say it."""
    seconds = max(round((until - timezone.now()).total_seconds()), 1)
    if seconds < 90:
        return f"in {seconds} {'second' if seconds == 1 else 'seconds'}"
    return f"in {round(seconds / 60)} minutes" if seconds < 90 * 60 else f"in {round(seconds / 3600)} hours"


def _code_page(request: HttpRequest, form: CodeForm, person: Person) -> HttpResponse:
    shown = {"form": form, "invented": person.demonstration, "code_now": code_now(person)}
    response = render(request, "staff/code.html", shown)
    response["Cache-Control"] = "no-store"
    return response
