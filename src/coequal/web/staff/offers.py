"""Roles that other organisations offer: somebody who has signed in accepts or declines each."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import acting_in, everyone
from coequal.accounts.models import Person
from coequal.accounts.offers import accept, decline, offers_to
from coequal.web.failures import failure
from coequal.web.staff.own_account import own_of
from coequal.web.staff.sign_ons import only_way_lost_by


@everyone  # who has been offered their only role has none yet, so no permission could be asked for
@require_http_methods(["GET", "HEAD", "POST"])
def offers(request: HttpRequest) -> HttpResponse:
    """What is offered to whoever has signed in; nothing of anybody else. Raises `SignInFirst`."""
    person = own_of(acting_in(request))
    if request.method == "POST":
        return _answer(request, person)
    response = render(request, "staff/offers.html", {"offers": offers_to(person)})
    response["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest, person: Person) -> HttpResponse:
    """Keep what was said. Raises `Http404` where there is no such offer."""
    which, do = request.POST.get("offer", ""), {"accept": accept, "decline": decline}.get(request.POST.get("do", ""))
    offer = next((one for one in offers_to(person) if str(one.pk) == which), None)
    if offer is None or do is None:
        raise Http404
    if do is accept and (called := only_way_lost_by(person, offer)):
        return failure(
            409,
            "Accepting this would lock you out",
            f"You sign in with {called}, which opens accounts of its own organisations alone, and you have no password here.",
            "Nothing was changed. Ask whoever runs this site for a link by which you choose a password and set up codes."
            f" Then let {offer.organisation} offer you the role anew.",
            links=[(reverse("staff:offers"), "Roles offered to you"), (reverse("staff:home"), "Start page")],
        )
    do(offer)
    return HttpResponseRedirect(
        reverse("staff:home" if person.memberships.filter(accepted__isnull=False).exists() else "staff:offers")
    )
