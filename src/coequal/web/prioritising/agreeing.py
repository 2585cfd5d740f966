"""What the group agrees on after talking, what it recommends, and the round as a document: page, PDF and Word."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import RUN_ROUND, SEE_PROGRAMMES
from coequal.involvement.conduct.changing import fingerprint
from coequal.programmes.models import Round, Topic
from coequal.programmes.models.prioritising import MODERATED, RECOMMENDED, TALKING
from coequal.programmes.prioritisation import agreeing
from coequal.programmes.prioritisation.document import document
from coequal.programmes.prioritisation.scorecards import domains_of
from coequal.web.files import as_file, on_page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import before, sent, to
from coequal.web.limits import limited
from coequal.web.prioritising.forms import Recommend, Scores
from coequal.web.prioritising.found import OfArea, round_named, topic_named
from coequal.web.prioritising.pages import Page, about, at_round, form_page, seen
from coequal.web.prioritising.scoring import OPEN, beside

_SEND = ["GET", "HEAD", "POST"]


@needs(RUN_ROUND, of=topic_named)
@require_http_methods(_SEND)
def moderate(request: StaffRequest, found: OfArea[Topic]) -> HttpResponse:
    """The scores of a topic on which the group agrees, beside what its members gave."""
    topic, of = found.thing, found.thing.round
    if of.state not in OPEN:
        return render(request, "prioritising/scores.html", {**about(found.area), "round": of, "open": False})
    stands = {domain: one for (key, domain), one in agreeing.agreed_scores(of).items() if key == topic.pk}
    domains = domains_of(of.scorecard)
    form, held = Scores(domains, stands, sent(request)), seen(request, topic.moderated.last())
    rows = next(rows for one, rows in beside(of) if one.pk == topic.pk)
    if form.is_valid() and (not form.given or done(form, lambda: agreeing.moderate(request.acting, topic, form.given, seen=held))):
        return to(at_round(of))
    page = {
        **about(found.area),
        "round": of,
        "topic": topic,
        "form": form,
        "seen": held,
        "spans": [span for _title, _cells, span in rows],
        "may": of.state in (TALKING, MODERATED) or form.is_bound,
    }
    return render(request, "prioritising/moderate.html", page)


@needs(RUN_ROUND, of=topic_named)
@require_http_methods(_SEND)
def recommend(request: StaffRequest, found: OfArea[Topic]) -> HttpResponse:
    """What the group recommends on a topic, and why."""
    topic, of = found.thing, found.thing.round
    held = before(request, fingerprint(topic))
    initial = {"says": topic.recommendation, "reasons": topic.reasons}
    form = Recommend(sent(request), initial=initial)
    if form.is_valid() and done(form, lambda: agreeing.recommend(request.acting, topic, **form.cleaned_data, seen=held)):
        return to(at_round(of))
    lead = [f"On: {topic.title}.", "A recommendation decides nothing. Others decide later, and say why."]
    if of.state not in (MODERATED, RECOMMENDED):
        lead.append(f"This round is {of.state}. A recommendation comes once the group has agreed on all scores.")
    page = Page("Recommend", "Take it down", at_round(of), "This round", tuple(lead))
    return form_page(request, found.area, form, page, before=held)


@needs(SEE_PROGRAMMES, of=round_named)
@require_safe
@limited(120, 60)
def results(request: StaffRequest, found: OfArea[Round]) -> HttpResponse:
    """The whole of a round as everybody may see it later: scores, spread, what the order hangs on, recommendations."""
    page = {**about(found.area), "round": found.thing, "document": on_page(document(found.thing), above=2)}
    return render(request, "prioritising/results.html", page)


@needs(SEE_PROGRAMMES, of=round_named)
@require_safe
@limited(60, 60)
def pdf(_request: StaffRequest, found: OfArea[Round]) -> HttpResponse:
    """The same as a tagged PDF."""
    return as_file(document(found.thing), f"{found.thing.reference}-prioritisation", "pdf")


@needs(SEE_PROGRAMMES, of=round_named)
@require_safe
@limited(60, 60)
def word(_request: StaffRequest, found: OfArea[Round]) -> HttpResponse:
    """The same as a Word file."""
    return as_file(document(found.thing), f"{found.thing.reference}-prioritisation", "docx")
