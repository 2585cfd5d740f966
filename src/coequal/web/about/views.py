"""The start page, the pages that stand by themselves, and what search engines are told."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.web.about.held import held
from coequal.web.about.words import WORDS
from coequal.web.finding.places import places
from coequal.web.shelf import shelf

_ALONE = ("about:home", "finding:find", "library:policies", "comparing:choose", "comparing:lotteries", "involvement:list")
_STANDING = ("about:about", "about:reading", "about:words", "about:privacy", "about:cookies", "about:accessibility")
View = Callable[[HttpRequest], HttpResponse]


def page(name: str, also: Callable[[], Mapping[str, object]] = dict) -> View:
    """A page with a template of its own, which may be handed something."""

    @everyone
    @require_safe
    def standing(request: HttpRequest) -> HttpResponse:
        return render(request, f"about/{name}.html", dict(also()))

    return standing


home = page("home", lambda: {"held": held()})
about = page("about", lambda: {"held": held(), "practices": places().table})
reading = page("reading")
words = page("words", lambda: {"words": WORDS})
privacy = page("privacy")
cookies = page("cookies")
accessibility = page("accessibility")


@everyone
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may look at: everything but the checker, in which people answer questions about themselves."""
    lines = [
        "User-agent: *",
        "Disallow: /check/",
        "Disallow: /find?",
        f"Sitemap: {request.build_absolute_uri(reverse('about:sitemap'))}",
    ]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")


@everyone
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The pages that stand by themselves, and every policy."""
    parts = (name.partition("/") for name in shelf().policies)
    paths = [reverse(name) for name in (*_ALONE, *_STANDING)]
    paths += (reverse("library:policy", kwargs={"area": area, "service": service}) for area, _, service in parts)
    addresses = [request.build_absolute_uri(path) for path in paths]
    return render(request, "about/sitemap.xml", {"addresses": addresses}, content_type="application/xml; charset=utf-8")
