"""Being told by e-mail: asked for on a page, confirmed by a link, and ended by a link, each by pressing a button.

No page here sets a cookie. Links in e-mails are opened by filters too, so opening one changes nothing.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import everyone
from coequal.errors import CoequalError
from coequal.programmes.models import Programme
from coequal.programmes.models.programmes import ENDED
from coequal.programmes.telling import subscribing
from coequal.programmes.telling.delivering import is_set_up
from coequal.web.failures import sent_from_here
from coequal.web.limits import limited
from coequal.web.programmes.forms import WHOLE, SubscribeForm
from coequal.web.programmes.found import public_programme


@everyone
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest, reference: str) -> HttpResponse:
    """Who wants to be told says where, and of what. Whether they are told already shows in nothing."""
    programme = public_programme(reference)
    if request.method == "POST":
        return _ask(request, programme)
    return _form(request, programme, SubscribeForm(programme.areas.all(), initial={"about": request.GET.get("area", WHOLE)}))


@limited(20, 600)
def _ask(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = SubscribeForm(programme.areas.all(), request.POST)
    if not form.is_valid():
        return _form(request, programme, form)
    if not sent_from_here(request):
        form.add_error(None, "Your browser does not say that this was sent from this page. Check it, and send it once more.")
        return _form(request, programme, form)
    about = form.cleaned_data["about"]
    area = None if about == WHOLE else programme.areas.get(reference=about)
    try:
        subscribing.ask(programme, form.cleaned_data["address"], area)
    except CoequalError as error:
        form.add_error(None, error.message)
        return _form(request, programme, form)
    return HttpResponseRedirect(reverse("programmes:asked", kwargs={"reference": programme.reference}))


def _form(request: HttpRequest, programme: Programme, form: SubscribeForm) -> HttpResponse:
    page = {"programme": programme, "form": form, "has_ended": programme.state == ENDED, "can_send": is_set_up()}
    return render(request, "programmes/subscribe.html", page)


@everyone
@require_safe
def asked(request: HttpRequest, reference: str) -> HttpResponse:
    """That an e-mail is on its way, and what to do with it; the same for everybody."""
    return render(request, "programmes/asked.html", {"programme": public_programme(reference)})


@everyone
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """By the button on this page somebody confirms that they want to be told; the link says who they are."""
    if request.method != "POST":
        return render(request, "programmes/confirm.html", {"done": None})
    return render(request, "programmes/confirm.html", {"done": subscribing.confirm(token)})


@everyone
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """By the button on this page, or that of their mail program, somebody is told no more, and their address is erased."""
    if request.method == "POST":
        subscribing.leave(token)
    return render(request, "programmes/leave.html", {"done": request.method == "POST"})
