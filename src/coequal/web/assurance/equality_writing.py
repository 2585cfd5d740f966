"""Writing an assessment of equality and quality piece by piece, and submitting it."""

from dataclasses import asdict

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import WRITE_EQUALITY
from coequal.assurance.equality import writing
from coequal.assurance.equality.answers import Answer
from coequal.assurance.equality.matters import ASPECTS, Matter
from coequal.assurance.models import EqualityAssessment
from coequal.errors import CoequalError
from coequal.pages.forms import Form
from coequal.programmes.assessed.links import offers
from coequal.web.assurance.equality_forms import AimsForm, AspectForm, EvidenceForm, GroupForm, typed
from coequal.web.assurance.equality_found import about, assessment_named
from coequal.web.assurance.equality_pages import form_page, of_assessment, page_of
from coequal.web.assurance.pages import SEND
from coequal.web.hearing.forms import capital, done
from coequal.web.hearing.pages import number_before, sent, to


def _group(request: StaffRequest, of: EqualityAssessment) -> tuple[str, Answer]:
    """The group that the address names, with what is said of it. Raises `Http404`."""
    there, title = writing.answers_of(of), request.GET.get("group", "")
    if title not in there:
        raise Http404
    return title, there[title]


@needs(WRITE_EQUALITY, of=assessment_named)
@require_http_methods(SEND)
def group(request: StaffRequest, of: EqualityAssessment) -> HttpResponse:
    """What it does to one group of people."""
    title, stands = _group(request, of)
    mark = number_before(request, of.mark)
    form = GroupForm(sent(request), initial=typed(stands))
    if form.is_valid() and done(form, lambda: writing.answer(request.acting, of, mark, title, form.answer)):
        return to(f"{of_assessment(of)}#groups")
    return form_page(request, form, page_of(of, capital(title), "Save", "What shows the effect is linked afterwards."), seen=mark)


@needs(WRITE_EQUALITY, of=assessment_named)
@require_http_methods(SEND)
def evidence(request: StaffRequest, of: EqualityAssessment) -> HttpResponse:
    """What shows an effect; `out` in the address takes a piece out by its number."""
    title, stands = _group(request, of)
    mark, out = number_before(request, of.mark), request.GET.get("out", "")
    if out:
        return _evidence_out(request, of, title, stands, mark)
    form = EvidenceForm(list(offers(of.organisation)), sent(request))
    if form.is_valid() and done(form, lambda: writing.add_evidence(request.acting, of, mark, title, form.evidence)):
        return to(f"{of_assessment(of)}#groups")
    lead = "A table of who answered stands in the assessment as it was published. Small counts are hidden in it."
    return form_page(request, form, page_of(of, f"Evidence: {title}", "Link it", lead), seen=mark)


def _evidence_out(request: StaffRequest, of: EqualityAssessment, title: str, stands: Answer, mark: int) -> HttpResponse:
    typed_number = request.GET["out"]
    if not (typed_number.isascii() and typed_number.isdigit() and len(typed_number) < 5):
        raise Http404
    number, form = int(typed_number), Form(sent(request))
    if form.is_valid() and done(form, lambda: writing.take_evidence_out(request.acting, of, mark, title, number)):
        return to(f"{of_assessment(of)}#groups")
    if not 1 <= number <= len(stands.evidence):
        raise Http404
    page = page_of(of, f"Take evidence out: {title}", "Take it out", stands.evidence[number - 1].words, warn=True)
    return form_page(request, form, page, seen=mark)


@needs(WRITE_EQUALITY, of=assessment_named)
@require_http_methods(SEND)
def aims(request: StaffRequest, of: EqualityAssessment) -> HttpResponse:
    """The aims of the equality duty."""
    mark = number_before(request, of.mark)
    form = AimsForm(sent(request), initial=of.texts)
    if form.is_valid() and done(form, lambda: writing.write(request.acting, of, mark, form.cleaned_data)):
        return to(f"{of_assessment(of)}#aims")
    lead = "It can be saved half done."
    return form_page(request, form, page_of(of, "The aims of the equality duty", "Save", lead), seen=mark)


@needs(WRITE_EQUALITY, of=assessment_named)
@require_http_methods(SEND)
def aspect(request: StaffRequest, of: EqualityAssessment) -> HttpResponse:
    """What could become worse in one aspect of quality."""
    found = _aspect(request)
    mark = number_before(request, of.mark)
    form = AspectForm(found, sent(request), initial=asdict(writing.risks_of(of)[found.key]))
    if form.is_valid() and done(form, lambda: writing.weigh(request.acting, of, mark, found.key, form.risk)):
        return to(f"{of_assessment(of)}#quality")
    return form_page(request, form, page_of(of, f"Quality: {found.title}", "Save"), seen=mark)


def _aspect(request: StaffRequest) -> Matter:
    found = next((one for one in ASPECTS if one.key == request.GET.get("aspect", "")), None)
    if found is None:
        raise Http404
    return found


@needs(WRITE_EQUALITY, of=assessment_named)
@require_http_methods(SEND)
def submit(request: StaffRequest, of: EqualityAssessment) -> HttpResponse:
    """A last look, and the version is made."""
    mark, form = number_before(request, of.mark), Form(sent(request))

    def keep() -> None:
        subject = about(of)
        if subject is None:
            raise CoequalError(f"The {of.kind} that it is about is not there any more, so it cannot be submitted.")
        writing.submit(request.acting, of, mark, subject)

    if form.is_valid() and done(form, keep):
        return to(of_assessment(of))
    unknown = [title for title, one in writing.answers_of(of).items() if one.told == "not known"]
    lead = [f"This version stays as it is, and is about the {of.kind} as that is now. Somebody who wrote none of it signs it off."]
    lead.append(f"Not known for: {', '.join(unknown)}." if unknown else "It says something of every group.")
    return form_page(request, form, page_of(of, "Look at it once more", "Submit it", *lead), seen=mark)
