"""The people of an organisation: who works for it, in which roles, and what an administrator can change of that."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts import access, posts
from coequal.accounts.account import Account
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import CHANGE_PEOPLE, SEE_PEOPLE
from coequal.accounts.roles import EXPLAINED, Role
from coequal.errors import CoequalError
from coequal.web.staff.forms import InviteForm, RoleForm
from coequal.web.staff.looking import looked
from coequal.web.staff.sign_ons import asked_by, linked


def bodies_for(request: StaffRequest, permission: Permission) -> QuerySet[Organisation]:
    """The organisations for which whoever asks may do something."""
    return Organisation.objects.filter(code__in=request.acting.organisations_as(permission))


def member_named(code: str, reference: str) -> posts.Member:
    """The person whom an address names. Raises `Http404`."""
    found = posts.member(get_object_or_404(Organisation, code=code), reference)
    if found is None:
        raise Http404
    return found


@needs(SEE_PEOPLE)
@require_safe
def people(request: StaffRequest) -> HttpResponse:
    """Everybody who works for the organisations of whoever asks."""
    bodies = [(body, posts.members(body)) for body in bodies_for(request, SEE_PEOPLE)]
    for body, _members in bodies:
        looked(request, "looked at the people", Account("people", body))
    return render(request, "staff/people.html", {"bodies": bodies})


@needs(CHANGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: StaffRequest) -> HttpResponse:
    """Somebody new, or a new role for somebody who is known elsewhere."""
    form = InviteForm(bodies_for(request, CHANGE_PEOPLE), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data["role"])
        try:
            person, token = access.invite(request.acting, form.cleaned_data["email"], role, form.chosen())
        except CoequalError as error:
            form.add_error(None, error.message)
        else:
            return _link(request, posts.Member(person, form.chosen()), token)
    return render(request, "staff/invite.html", {"form": form})


@needs(SEE_PEOPLE, posting=CHANGE_PEOPLE, of=member_named)
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: StaffRequest, who: posts.Member) -> HttpResponse:
    """One person: their roles, and what can be changed."""
    form = RoleForm([*who.roles, *who.offered])
    if request.method == "POST":
        if request.POST.get("do") == "give":
            form = RoleForm([*who.roles, *who.offered], request.POST)
        try:
            if answer := _change(request, who, form):
                return answer
        except CoequalError as error:
            form = RoleForm([*who.roles, *who.offered], {"role": ""})
            form.errors.clear()
            form.add_error(None, error.message)
    looked(request, "looked at somebody’s account", who.account)
    shown = {
        "who": who,
        "form": form,
        "explained": EXPLAINED,
        "alone": posts.is_own_alone(request.acting, who),
        "linked": linked(who.person),
        "sign_on": asked_by(who.person),
        "own": who.person == request.acting.person,
    }
    return render(request, "staff/member.html", shown)


def _change(request: StaffRequest, who: posts.Member, form: RoleForm) -> HttpResponse | None:
    """What a button does; None where its form has to come again. Raises `CoequalError` for what cannot be done."""
    match request.POST.get("do"):
        case "give":
            if not form.is_valid():
                return None
            posts.give(request.acting, who, Role(form.cleaned_data["role"]))
        case "take" if request.POST.get("role") in list(Role):
            posts.take(request.acting, who, Role(request.POST["role"]))
        case "deactivate" if request.POST.get("sure") != "yes":
            return _ask(request, who)
        case "deactivate":
            posts.deactivate(request.acting, who)
        case "reactivate":
            posts.reactivate(request.acting, who)
        case "unlink" if request.POST.get("sure") != "yes":
            return _ask_to_unlink(request, who)
        case "unlink":
            posts.unlink(request.acting, who)
        case "renew" if provider := asked_by(who.person):
            raise CoequalError(f"They sign in with {provider.called}, not by a link. Whoever runs the site can make one.")
        case "renew":
            posts.check_own_alone(request.acting, who)
            return _link(request, who, access.renew(request.acting, who.person, who.organisation), renewed=True)
        case _:
            raise CoequalError("That is not one of the things that can be done here.")
    left = posts.member(who.organisation, who.reference)
    return HttpResponseRedirect(_address(left) if left else reverse("staff:people"))


def _ask(request: StaffRequest, who: posts.Member) -> HttpResponse:
    """The page that asks before an account is deactivated, or all that somebody may do for an organisation is ended."""
    name = who.person.name or who.person.email
    if posts.is_own_alone(request.acting, who):
        heading, do = f"Deactivate the account of {name}?", "Deactivate the account"
        says = "What they have open ends at once, and cannot be undone. The account can be reactivated; then they sign in anew."
    else:
        heading, do = f"Take every role away from {name}?", "Take every role away"
        says = "They lose all roles for your organisation, and are signed out. That cannot be undone; you can offer roles anew."
    told = {"heading": heading, "says": [says], "do": do, "fields": {"do": "deactivate", "sure": "yes"}}
    return render(request, "staff/sure.html", {**told, "back_to": _address(who), "back_words": "Back"})


def _ask_to_unlink(request: StaffRequest, who: posts.Member) -> HttpResponse:
    """The page that asks before an account is unlinked."""
    name = who.person.name or who.person.email
    says = (
        "What they have open ends at once. Whoever signs in next with your organisation’s account, under their e-mail address, is "
        "linked anew. Do this where the address there went to another account of the same person; deactivate whoever has left."
    )
    told = {"heading": f"Unlink {name}?", "says": [says], "do": "Unlink", "fields": {"do": "unlink", "sure": "yes"}}
    return render(request, "staff/sure.html", {**told, "back_to": _address(who), "back_words": "Back"})


def _address(who: posts.Member) -> str:
    return reverse("staff:member", kwargs={"code": who.organisation.code, "reference": who.reference})


def _link(request: HttpRequest, who: posts.Member, token: str | None, *, renewed: bool = False) -> HttpResponse:
    """The page that shows a link, once."""
    provider = asked_by(who.person)
    shown = token is not None and provider is None
    address = request.build_absolute_uri(reverse("staff:invitation", kwargs={"token": token})) if shown else None
    told = {"who": who, "address": address, "renewed": renewed, "provider": provider}
    return render(request, "staff/link.html", told)
