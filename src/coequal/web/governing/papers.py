"""The papers of a meeting: written here or made from the record, published, and had as files; and the pack as it would be now."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import RUN_MEETING, SEE_PROGRAMMES
from coequal.facts.dates import say_date
from coequal.pages.forms import Form
from coequal.pages.words import plural
from coequal.programmes.governance import papers as governance
from coequal.programmes.governance.meetings import CLEAR_DAYS, late
from coequal.programmes.governance.pack import TITLE, keep, pack
from coequal.programmes.models import BoardPaper, Meeting, ServiceArea
from coequal.web.bodies import takes_text
from coequal.web.files import as_file, on_page
from coequal.web.governing.forms import PaperForm
from coequal.web.governing.found import PaperAt, meeting_named, paper_at
from coequal.web.governing.pages import COLOURS, SEND, Page, form_page, of_meeting, seen
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.shelf import shelf


@needs(SEE_PROGRAMMES, posting=RUN_MEETING, of=meeting_named)
@require_http_methods(SEND)
@takes_text
def papers(request: StaffRequest, meeting: Meeting) -> HttpResponse:
    """All papers, the form for a new one, and the ways to have one made from the record."""
    may = request.acting.may(RUN_MEETING, meeting)
    areas = list(ServiceArea.objects.filter(motions__meeting=meeting).distinct())
    form = PaperForm(areas, sent(request)) if may else None
    if form and form.is_valid() and done(form, lambda: _add(request, meeting, form)):
        return to(of_meeting(meeting, "papers"))
    page = {
        "meeting": meeting,
        "colour": COLOURS[meeting.state],
        "papers": list(meeting.papers.select_related("area")),
        "late": late(meeting),
        "clear_days": CLEAR_DAYS,
        "motions": meeting.motions.count(),
        "form": form,
    }
    return render(request, "governing/papers.html", page)


def _add(request: StaffRequest, meeting: Meeting, form: PaperForm) -> BoardPaper:
    told = form.cleaned_data
    return governance.add(request.acting, meeting, told["title"], told["text"], form.about)


@needs(RUN_MEETING, of=meeting_named)
@require_POST
@limited(20, 60)
def keep_pack(request: StaffRequest, meeting: Meeting) -> HttpResponse:
    """The pack as it is now becomes a paper, which stays as it is."""
    keep(request.acting, meeting, shelf().policies, shelf().library)
    return to(of_meeting(meeting, "papers"))


@needs(RUN_MEETING, of=meeting_named)
@require_http_methods(SEND)
def publish(request: StaffRequest, meeting: Meeting) -> HttpResponse:
    """Let everybody read the papers, after a last look at which."""
    form, new = Form(sent(request)), list(meeting.papers.filter(published=None))
    now = " ".join(str(one.pk) for one in new)
    looked_at = {int(key) for key in seen(request, now).split() if key.isdecimal()}
    if new and form.is_valid() and done(form, lambda: governance.publish(request.acting, meeting, seen=looked_at)):
        return to(of_meeting(meeting, "papers"))
    days = max(0, (meeting.on - timezone.localdate()).days - 1)
    lead = [
        "Everybody can then read them, and that cannot be undone. A paper that is published stays as it is.",
        f"The meeting is on {say_date(meeting.on)}: {plural(days, 'clear day')} from today. {CLEAR_DAYS} are needed.",
        *(f"To be published: “{one.title}”." for one in new),
    ]
    if not any(one.title == TITLE for one in meeting.papers.all()):
        lead.append("Papers made from the record are not among them.")
    stands = [] if new else [(of_meeting(meeting, "papers"), "There is no paper that is not published already. Add one first.")]
    page = Page(
        "Publish the papers", "Publish them", of_meeting(meeting, "papers"), "Papers", meeting.title, tuple(lead), warn=True
    )
    return form_page(request, form, page, mark=now, stands=stands)


@needs(SEE_PROGRAMMES, of=paper_at)
@require_safe
def paper(request: StaffRequest, found: PaperAt) -> HttpResponse:
    """A paper as it is read."""
    page = {
        "meeting": found.meeting,
        "paper": found.paper,
        "body": on_page(governance.paper_document(found.paper)),
        "may": not found.paper.published and request.acting.may(RUN_MEETING, found.meeting),
    }
    return render(request, "governing/paper.html", page)


@needs(RUN_MEETING, of=paper_at)
@require_http_methods(SEND)
def take_out(request: StaffRequest, found: PaperAt) -> HttpResponse:
    """Take a paper out that nobody outside has read."""
    paper = found.paper
    form = Form(sent(request))
    if form.is_valid() and done(form, lambda: governance.take_out(request.acting, paper)):
        return to(of_meeting(found.meeting, "papers"))
    lead = (f"“{paper.title}” will be gone, with its text. This cannot be undone.",)
    back = of_meeting(found.meeting, "papers")
    return form_page(
        request, form, Page("Take this paper out", "Take it out", back, "Papers", found.meeting.title, lead, warn=True)
    )


@needs(SEE_PROGRAMMES, of=paper_at)
@require_safe
@limited(60, 60)
def paper_pdf(_request: StaffRequest, found: PaperAt) -> HttpResponse:
    """A paper as a tagged PDF."""
    return paper_file(found.paper, "pdf")


@needs(SEE_PROGRAMMES, of=paper_at)
@require_safe
@limited(60, 60)
def paper_word(_request: StaffRequest, found: PaperAt) -> HttpResponse:
    """A paper as a Word file."""
    return paper_file(found.paper, "docx")


@needs(SEE_PROGRAMMES, of=meeting_named)
@require_safe
@limited(20, 60)
def pack_pdf(_request: StaffRequest, meeting: Meeting) -> HttpResponse:
    """The pack as it would be now, as a tagged PDF."""
    return _pack(meeting, "pdf")


@needs(SEE_PROGRAMMES, of=meeting_named)
@require_safe
@limited(20, 60)
def pack_word(_request: StaffRequest, meeting: Meeting) -> HttpResponse:
    """The pack as it would be now, as a Word file."""
    return _pack(meeting, "docx")


def _pack(meeting: Meeting, ending: str) -> HttpResponse:
    return as_file(pack(meeting, shelf().policies, shelf().library), f"{meeting.reference}-papers", ending)


def paper_file(paper: BoardPaper, ending: str) -> HttpResponse:
    """A paper as a file."""
    return as_file(governance.paper_document(paper), f"{paper.meeting.reference}-paper-{paper.pk}", ending)
