"""One's own account: roles, password, backup codes, and where else one is signed in."""

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coequal.accounts.acting import Acting
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Person
from coequal.accounts.offers import offers_to
from coequal.accounts.permissions import SEE_START
from coequal.accounts.second_factor import backup_codes_left, new_backup_codes
from coequal.accounts.sessions import end_sessions
from coequal.web.failures import failure
from coequal.web.limits import limited
from coequal.web.staff.forms import ChangePasswordForm, NameForm
from coequal.web.staff.sign_ons import asked_by, linked
from coequal.web.staff.signing_in import note

DONE = {
    "name": "Your name is kept.",
    "password": "Your password is changed. Wherever else you were signed in, you are not any more.",  # nosec B105  # a sentence
    "sessions": "Wherever else you were signed in, you are not any more.",
}


@needs(SEE_START)
@require_safe
def account(request: StaffRequest) -> HttpResponse:
    """What there is to say of one's own account."""
    held = own(request).memberships.filter(accepted__isnull=False).select_related("organisation")
    shown = {
        "memberships": held.order_by("organisation__name", "role"),
        "offers": offers_to(own(request)),
        "linked": linked(own(request)),
        "sign_on": asked_by(own(request)),
        "left": backup_codes_left(own(request)),
        "done": DONE.get(request.GET.get("done", "")),
    }
    return render(request, "staff/account.html", shown)


@needs(SEE_START)
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: StaffRequest) -> HttpResponse:
    """The name by which colleagues know somebody."""
    person = own(request)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            person.name = form.cleaned_data["name"]
            person.save()
            note(person, "changed their name")
        return HttpResponseRedirect(f"{reverse('staff:account')}?done=name")
    return render(request, "staff/name.html", {"form": form})


@needs(SEE_START)
@limited(30, 600)
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: StaffRequest) -> HttpResponse:
    """Another password; none where passwords open nothing."""
    if provider := asked_by(own(request)):
        return failure(
            403,
            "Passwords are turned off",
            f"You sign in with {provider.called}, and a password does not open your account.",
            links=[(reverse("staff:account"), "Your account")],
        )
    form = ChangePasswordForm(own(request), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = own(request)
        with transaction.atomic():
            person.set_password(form.cleaned_data["new"])
            person.save()
            update_session_auth_hash(request, person)
            end_sessions(person, but=request.session.session_key)
            note(person, "changed their password")
        return HttpResponseRedirect(f"{reverse('staff:account')}?done=password")
    return render(request, "staff/password.html", {"form": form})


@needs(SEE_START)
@require_POST
def backup_codes(request: StaffRequest) -> HttpResponse:
    """New backup codes, shown once."""
    with transaction.atomic():
        codes = new_backup_codes(own(request))
        note(own(request), "made new backup codes")
    return render(request, "staff/backup-codes.html", {"codes": codes})


@needs(SEE_START)
@require_POST
def sessions(request: StaffRequest) -> HttpResponse:
    """The end of all sessions but this one."""
    with transaction.atomic():
        end_sessions(own(request), but=request.session.session_key)
        note(own(request), "ended their other sessions")
    return HttpResponseRedirect(f"{reverse('staff:account')}?done=sessions")


def own(request: StaffRequest) -> Person:
    """Whoever asks."""
    return own_of(request.acting)


def own_of(acting: Acting) -> Person:
    """The person who acts."""
    person = acting.person
    assert person is not None  # only people come in by the pages
    return person
