"""Keys for software that asks by the API: made, shown once, and withdrawn."""

from secrets import token_urlsafe

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.account import Account
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.keeping_keys import make_key, withdraw_key
from coequal.accounts.models import ApiKey
from coequal.accounts.permissions import CHANGE_KEYS, SCOPES
from coequal.web.staff.forms import KeyForm, in_words
from coequal.web.staff.looking import looked
from coequal.web.staff.people import bodies_for

_MADE = "key made"


def key_named(prefix: str) -> ApiKey:
    """The key that an address names. Raises `Http404`."""
    found = ApiKey.objects.select_related("organisation").filter(prefix=prefix).first()
    if found is None:
        raise Http404
    return found


@needs(CHANGE_KEYS)
@require_safe
def keys(request: StaffRequest) -> HttpResponse:
    """Every key of the organisations of whoever asks."""
    found = ApiKey.objects.select_related("organisation").filter(organisation__in=bodies_for(request, CHANGE_KEYS))
    for body in bodies_for(request, CHANGE_KEYS):
        looked(request, "looked at the keys", Account("keys", body))
    now = timezone.now()
    shown = [(key, [in_words(scope) for scope in key.scopes if scope in SCOPES], key.works(now)) for key in found]
    return render(request, "staff/keys.html", {"keys": shown})


@needs(CHANGE_KEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A new key. The same form sent again, as a browser does that loads the page anew, makes no second one."""
    form = KeyForm(bodies_for(request, CHANGE_KEYS), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        once = request.POST.get("once", "")
        if once and request.session.get(_MADE) == once:
            return HttpResponseRedirect(reverse("staff:keys"))
        request.session[_MADE] = once
        told = {name: form.cleaned_data[name] for name in ("software", "purpose", "scopes", "until")}
        key, shown = make_key(request.acting, form.chosen(), **told)
        return render(request, "staff/key-made.html", {"key": key, "shown": shown})
    return render(request, "staff/new-key.html", {"form": form, "once": request.POST.get("once") or token_urlsafe(12)})


@needs(CHANGE_KEYS, of=key_named)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: StaffRequest, key: ApiKey) -> HttpResponse:
    """The end of a key; a page asks first."""
    if request.method != "POST":
        shown = {
            "heading": f"Withdraw the key of {key.software}?",
            "says": [
                f"The key cq_{key.prefix}… opens nothing any more, at once. That cannot be undone: make a new key if you need one."
            ],
            "do": "Withdraw the key",
            "fields": {},
            "back_to": reverse("staff:keys"),
            "back_words": "Keys for software",
        }
        return render(request, "staff/sure.html", shown)
    withdraw_key(request.acting, key)
    return HttpResponseRedirect(reverse("staff:keys"))
