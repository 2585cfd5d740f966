"""One's own account: roles, password, backup codes, and where else one is signed in."""

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Person
from coequal.accounts.permissions import SEE_START
from coequal.accounts.second_factor import backup_codes_left, new_backup_codes
from coequal.accounts.sessions import end_sessions
from coequal.web.limits import limited
from coequal.web.staff.forms import ChangePasswordForm
from coequal.web.staff.signing_in import note

DONE = {
    "password": "Your password is changed. Wherever else you were signed in, you are not any more.",
    "sessions": "Wherever else you were signed in, you are not any more.",
}


@needs(SEE_START)
@require_safe
def account(request: StaffRequest) -> HttpResponse:
    """What there is to say of one's own account."""
    memberships = _own(request).memberships.select_related("organisation").order_by("organisation__name", "role")
    shown = {"memberships": memberships, "left": backup_codes_left(_own(request)), "done": DONE.get(request.GET.get("done", ""))}
    return render(request, "staff/account.html", shown)


@needs(SEE_START)
@limited(30, 600)
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: StaffRequest) -> HttpResponse:
    """Another password."""
    form = ChangePasswordForm(_own(request), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = _own(request)
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
        codes = new_backup_codes(_own(request))
        note(_own(request), "made new backup codes")
    return render(request, "staff/backup-codes.html", {"codes": codes})


@needs(SEE_START)
@require_POST
def sessions(request: StaffRequest) -> HttpResponse:
    """The end of all sessions but this one."""
    with transaction.atomic():
        end_sessions(_own(request), but=request.session.session_key)
        note(_own(request), "ended their other sessions")
    return HttpResponseRedirect(f"{reverse('staff:account')}?done=sessions")


def _own(request: StaffRequest) -> Person:
    person = request.acting.person
    assert person is not None  # only people come in by the pages
    return person
