"""One option: what it means, how it was judged, where it stands and why, and what it would do to whom."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import BEGIN_EQUALITY, CHANGE_OPTIONS, SEE_PROGRAMMES
from coequal.programmes.assessed.shown import standings
from coequal.programmes.models import Option
from coequal.programmes.options import candidates
from coequal.programmes.options.earlier import earlier
from coequal.programmes.options.impacts import Told, impact
from coequal.programmes.options.standing import EQUALITY, MATTERS, QUALITY, impacts_of, judgements_of
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.prioritising.found import Judged, judged_named, option_named
from coequal.web.prioritising.option_forms import ImpactForm, JudgeForm, PlaceForm
from coequal.web.prioritising.options import may_change
from coequal.web.prioritising.pages import Page, about, at_option, form_page, seen

_SEND = ["GET", "HEAD", "POST"]
_WORDS = {EQUALITY: "Impact on equality", QUALITY: "Impact on quality"}


@needs(SEE_PROGRAMMES, of=option_named)
@require_safe
def one(request: StaffRequest, option: Option) -> HttpResponse:
    """The page of an option."""
    page = {
        **about(option.area),
        "option": option,
        "judged": list(judgements_of(option).items()),
        "impacts": [(kind, words, list(impacts_of(option, kind).items())) for kind, words in _WORDS.items()],
        "earlier": earlier(option),
        "assessed": standings([option])[0][1],
        "may_assess": request.acting.may(BEGIN_EQUALITY, option),
        "may": may_change(request, option.area),
    }
    return render(request, "prioritising/option.html", page)


@needs(CHANGE_OPTIONS, of=judged_named)
@require_http_methods(_SEND)
def judge(request: StaffRequest, found: Judged) -> HttpResponse:
    """Whether an option meets a hurdle; what was judged before stands below."""
    option, hurdle = found.option, found.hurdle
    earlier = list(option.judgements.filter(hurdle=hurdle).select_related("by").order_by("-pk"))
    form, held = JudgeForm(sent(request)), seen(request, earlier[0] if earlier else None)
    if form.is_valid() and done(form, lambda: candidates.judge(request.acting, option, hurdle, **form.cleaned_data, seen=held)):
        return to(at_option(option))
    lead = (f"Hurdle: {hurdle.title}. {hurdle.means}",)
    page = Page(f"Judge: {option.title}", "Judge", at_option(option), "This option", lead)
    past = [(one, one.answer, one.why) for one in earlier]
    return form_page(request, option.area, form, page, seen=held, earlier=past)


@needs(CHANGE_OPTIONS, of=option_named)
@require_http_methods(_SEND)
def place(request: StaffRequest, option: Option) -> HttpResponse:
    """Where an option goes, and why."""
    form, held = PlaceForm(option, sent(request)), str(request.POST.get("before", option.place))
    if form.is_valid() and done(form, lambda: candidates.shorten(request.acting, option, **form.cleaned_data, seen=held)):
        return to(at_option(option))
    lead = [f"Now it is: {option.place}."]
    if option.why:
        lead.append(f"The reason so far: {option.why}")
    page = Page(f"Where it goes: {option.title}", "Save", at_option(option), "This option", tuple(lead))
    return form_page(request, option.area, form, page, before=held)


@needs(CHANGE_OPTIONS, of=option_named)
@require_http_methods(_SEND)
def write_impact(request: StaffRequest, option: Option) -> HttpResponse:
    """What an option may do in one matter; what was written before stands below. `kind` and `matter` come with the address."""
    kind = request.GET.get("kind", EQUALITY)
    kind = kind if kind in MATTERS else EQUALITY
    there = impacts_of(option, kind)
    matter = request.GET.get("matter", "")
    matter = matter if matter in there else ""
    stands = there.get(matter)
    initial = {"effect": stands.effect, "says": stands.says, "measures": stands.measures} if stands else {}
    form, held = ImpactForm(matter, sent(request), initial=initial), seen(request, stands)

    def keep() -> None:
        told = form.cleaned_data
        about_whom = matter or told["matter"]
        impact(request.acting, option, Told(kind, about_whom, told["effect"], told["says"], told["measures"]), seen=held)

    goes_on = matter and stands is None
    if form.is_valid() and done(form, keep):
        return to((goes_on and _next(option)) or f"{at_option(option)}#{kind}")
    title = f"{_WORDS[kind]}: {matter}" if matter else _WORDS[kind]
    left = len(list(_unwritten(option)))
    lead = (
        f"Option: {option.title}.",
        *((f"On this and {left - 1} more nothing is written yet.",) if goes_on and left > 1 else ()),
    )
    page = Page(title, "Save, and go on" if goes_on else "Save", at_option(option), "This option", tuple(lead))
    past = option.impacts.filter(kind=kind, matter=matter).select_related("by").order_by("-pk")
    earlier = [(one, one.effect, f"{one.says} {one.measures}".strip()) for one in past]
    return form_page(request, option.area, form, page, seen=held, earlier=earlier)


def _unwritten(option: Option) -> Iterator[tuple[str, str]]:
    """Each matter that is always asked about and of which nothing is written yet, with its kind."""
    written = set(option.impacts.values_list("kind", "matter"))
    return ((kind, matter) for kind, matters in MATTERS.items() for matter in matters if (kind, matter) not in written)


def _next(option: Option) -> str:
    """The address of the form for the next matter of which nothing is written; nothing where all is."""
    coming = next(_unwritten(option), None)
    return f"{at_option(option, 'impact')}?{urlencode(dict(zip(('kind', 'matter'), coming, strict=True)))}" if coming else ""
