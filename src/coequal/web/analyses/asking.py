"""The pages on which somebody asks for an analysis: checked while they wait, then put into the queue."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import RUN_ANALYSES, SEE_DRAFTS
from coequal.analyses.keeping import Wanted, begin
from coequal.analyses.runs.asking import Data
from coequal.analyses.runs.example import example
from coequal.analyses.runs.options import FILE
from coequal.analyses.runs.run import COMPARISON, LOTTERY, OPTIONS
from coequal.drafting.asking import checked
from coequal.drafting.checking.checker import NotChecked
from coequal.errors import CoequalError, Place
from coequal.lint.finding import ERROR
from coequal.populations.synthetic.table import SERVICE
from coequal.web.analyses.forms import Asking, ComparisonForm, LotteryForm, OptionsForm, sent
from coequal.web.analyses.policies import drafts, drafts_named, versions
from coequal.web.limits import limited
from coequal.web.shelf import NotOnTheShelf, shelf

MOST_QUOTED = 200  # letters of a line


def organisations_of(request: StaffRequest) -> list[Organisation]:
    """The organisations for which somebody may ask."""
    return list(Organisation.objects.filter(code__in=request.acting.organisations_as(RUN_ANALYSES)))


@needs(RUN_ANALYSES)
@require_safe
def new(request: StaffRequest) -> HttpResponse:
    """The kinds of analyses, and of what is about one service the services."""
    services = [(name, title, name == SERVICE) for name, title in shelf().services.items()]
    return render(request, "analyses/new.html", {"services": services})


@needs(RUN_ANALYSES)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(60, 60)
def compare(request: StaffRequest, service: str) -> HttpResponse:
    """Two policies or drafts of a service."""
    _title(service)
    offered = [*drafts(request.acting.organisations_as(SEE_DRAFTS), service), *versions(service)]
    form = ComparisonForm(offered, organisations_of(request), sent(request), initial=_from_address(request))
    if form.is_valid():
        given, (a, b) = form.cleaned_data, form.sides
        asked = {"a": a.asked, "b": b.asked, "people": form.counted, "today": _today()}
        wanted = Wanted(COMPARISON, given["title"], given["question"], asked, frozenset({a.organisation, b.organisation} - {""}))
        if (analysis := _begun(request, form, wanted)) is not None:
            return analysis
    page = {"form": form, "heading": "Compare two policies or drafts", "service": _title(service)}
    return render(request, "analyses/ask.html", page)


def _from_address(request: HttpRequest) -> dict[str, str]:
    """What an address already says, such as the draft from which somebody comes."""
    return {name: request.GET[name] for name in ("a", "b", "question") if name in request.GET}


@needs(RUN_ANALYSES)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(60, 60)
def lottery(request: StaffRequest, service: str) -> HttpResponse:
    """The same people in every area."""
    form = LotteryForm(service == SERVICE, shelf().today(), organisations_of(request), sent(request))
    page = {"form": form, "heading": "The postcode lottery on a day", "service": _title(service)}
    if form.is_valid():
        given = form.cleaned_data
        asked = {"service": service, "on": given["on"].isoformat(), "today": _today(), "people": form.counted}
        if (analysis := _begun(request, form, Wanted(LOTTERY, given["title"], given["question"], asked))) is not None:
            return analysis
    return render(request, "analyses/ask.html", page)


@needs(RUN_ANALYSES)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(60, 60)
def options(request: StaffRequest) -> HttpResponse:
    """An options file, pasted or begun from the example."""
    initial = {"text": example()} if "example" in request.GET else None
    form = OptionsForm(organisations_of(request), sent(request), initial=initial)
    if form.is_valid() and (analysis := begin_options(request, form)) is not None:
        return analysis
    return render(request, "analyses/options.html", {"form": form})


def begin_options(request: StaffRequest, form: OptionsForm) -> HttpResponse | None:
    """The way to the analysis of an options file; None where the form now says what is wrong."""
    given = form.cleaned_data
    text = given["text"].replace("\r\n", "\n")
    codes = request.acting.organisations_as(SEE_DRAFTS) & {form.for_whom.code}
    asked = {"text": text, "drafts": drafts_named(codes, text), "today": _today()}
    return _begun(request, form, Wanted(OPTIONS, given["title"], given["question"], asked), "text")


def _begun(request: StaffRequest, form: Asking, wanted: Wanted, about: str | None = None) -> HttpResponse | None:
    """The way to the page of the analysis; None where it cannot be worked out, which the form then says."""
    try:
        check_drafts(wanted.asked)
        analysis = begin(request.acting, form.for_whom, wanted)
    except CoequalError as error:
        form.add_error(about, f"{error}{_quoted(error, wanted)}")
        return None
    return HttpResponseRedirect(reverse("analyses:analysis", kwargs={"reference": analysis.reference}))


def check_drafts(asked: Data) -> None:
    """Nothing, where every draft in what is asked was read in time, in a process of its own. Raises `CoequalError`.

    Only then is it read by the process that serves the site, which has to answer others meanwhile.
    """
    sides = (one for one in (asked.get("a"), asked.get("b")) if one and "text" in one)
    for name, text in {**{one["draft"]: one["text"] for one in sides}, **asked.get("drafts", {})}.items():
        try:
            found = checked(text)
        except NotChecked as error:
            raise CoequalError(f"{error.says} It can be analysed once it can be checked.", Place(name)) from None
        if not found.readable:
            wrong = next(one for one in found.findings if one.severity == ERROR)
            raise CoequalError(wrong.message, Place(name, wrong.line))


def _quoted(error: CoequalError, wanted: Wanted) -> str:
    """The line of an options file that is wrong, in a sentence with a space before it; nothing where no line is known."""
    if wanted.kind != OPTIONS or error.place is None or error.place.line is None or error.place.file != FILE:
        return ""
    line = wanted.asked["text"].split("\n")[error.place.line - 1].strip()
    return f" The line is: {line[:MOST_QUOTED]}"


def _title(service: str) -> str:
    """The title of a service. Raises `NotOnTheShelf`."""
    if service not in shelf().services:
        raise NotOnTheShelf(f'The library knows no service "{service}".')
    return shelf().services[service]


def _today() -> str:
    today: date = shelf().today()
    return today.isoformat()
