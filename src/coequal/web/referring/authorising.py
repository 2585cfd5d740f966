"""Standing authorisations as governance has them: the list, a new one for a text of a policy, and its withdrawal."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import AUTHORISE
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.approving.authorising import authorise, withdraw_authorisation
from coequal.referrals.models import StandingAuthorisation
from coequal.web.governing.pages import SEND, Look, Page, form_page, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.referring.binding import bound_to, commissioner_of, titled_with_version, versions_of
from coequal.web.referring.forms import AuthoriseForm, WhyForm
from coequal.web.referring.found import authorisation_at
from coequal.web.shelf import NotOnTheShelf, shelf


@needs(AUTHORISE)
@require_safe
def authorisations(request: StaffRequest) -> HttpResponse:
    """Every standing authorisation of the own organisation, and the policies for which one can be given."""
    codes, today = request.acting.organisations_as(AUTHORISE), timezone.localdate()
    rows = StandingAuthorisation.objects.filter(organisation__code__in=codes).select_related("organisation")
    given = [(one, titled_with_version(one.policy, one.version), _treatments(one), _stands(one)) for one in rows]
    policies = [(one.area, one, *one.id.split("/")) for one in versions_of(codes, today)]
    return render(request, "referring/authorisations.html", {"given": given, "policies": policies})


def _treatments(one: StandingAuthorisation) -> list[str]:
    """The names of the treatments of one; their ids where its text is not on the shelf any more."""
    try:
        names = {each.id: each.name for each in shelf().policy(one.policy, one.version).treatments}
    except NotOnTheShelf:
        names = {}
    return [names.get(each, each) for each in one.treatments]


def _stands(one: StandingAuthorisation) -> tuple[str, str]:
    """Where one stands today, with its colour."""
    today = timezone.localdate()
    if one.withdrawn:
        return "withdrawn", "grey"
    if one.holds(today):
        return "holds", "green"
    return ("over", "grey") if one.until < today else ("to come", "blue")


@needs(AUTHORISE)
@require_http_methods(SEND)
def new(request: StaffRequest, area: str, service: str, version: str) -> HttpResponse:
    """A standing authorisation for one text of a policy, after a last look at what will be approved by it."""
    bound = bound_to(f"{area}/{service}", version)
    if not bound.commissioners & request.acting.organisations_as(AUTHORISE):
        raise CoequalError(f"{bound.policy.id} is not a policy of your organisation. Choose one from the list of its own.")
    organisation = commissioner_of(bound)
    form = AuthoriseForm(bound.policy, sent(request))
    wanted = wants(request, form)
    if wanted == "do" and done(form, lambda: authorise(request.acting, organisation, bound, form.said)):
        return to(reverse("referring:authorisations"))
    caption = f"{bound.policy.title}, {bound.policy.area}, version {version}"
    lead = ("Requests that plainly meet every rule are approved without an officer. Nothing is ever declined this way.",)
    page = Page(*("Give a standing authorisation", "Look at it once more", _list(), "All standing authorisations", caption), lead)
    if wanted == "look":
        return look_page(request, page, _look(form))
    return form_page(request, form, page)


def _list() -> str:
    return reverse("referring:authorisations")


def _look(form: AuthoriseForm) -> Look:
    said = form.said
    names = {one.id: one.name for one in form.policy.treatments}
    rows = [
        ("Who authorises", f"{said.name}, {said.post}"),
        ("Treatments", "; ".join(names[one] for one in said.treatments)),
        ("Holds", f"from {say_date(said.since)} until {say_date(said.until)}"),
        ("An approval is good for", f"{said.lasts} months"),
        ("Fingerprint of the text", form.policy.digest.removeprefix("sha256:")[:16]),
    ]
    follows = [
        "A request is approved at once only if every rule is met, every test is done and in date, and nothing is assumed.",
        "No person may have to judge anything, and no other reading of a rule may change the answer.",
        "Everything else goes to an officer. The authorisation is for this text alone: a changed text needs another one.",
        "It can be withdrawn at any time. What was approved by then stays approved.",
    ]
    told = "Nobody is told. Each approval names who authorised it."
    return Look("Look at it once more", "Give the authorisation", rows, follows, told, warn=False)


@needs(AUTHORISE, of=authorisation_at)
@require_http_methods(SEND)
def withdraw(request: StaffRequest, found: StandingAuthorisation) -> HttpResponse:
    """Withdraw one, with the reason, after a last look."""
    form = WhyForm("Why it is withdrawn", "Whoever reads the record later has to understand it.", sent(request))
    wanted = wants(request, form)
    if wanted == "do" and done(form, lambda: withdraw_authorisation(request.acting, found, form.cleaned_data["why"])):
        return to(_list())
    caption = f"{found.reference}, {titled_with_version(found.policy, found.version)}"
    page = Page("Withdraw a standing authorisation", "Look at it once more", _list(), "All standing authorisations", caption)
    if wanted == "look":
        rows = [("Why it is withdrawn", form.cleaned_data["why"])]
        follows = ["From now on an officer answers each request. What was approved by it stays approved."]
        look = Look("Withdraw this standing authorisation", "Withdraw it", rows, follows, "Nobody is told.")
        return look_page(request, page, look)
    return form_page(request, form, page)
