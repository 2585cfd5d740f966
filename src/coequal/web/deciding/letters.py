"""Letters about requests: which are still to be sent; and each read, edited, printed with the name filled in, and sent.

The text of a letter names nobody. The name stands only in the answer to the form that says why it is opened, and in no file that
is kept.
"""

from typing import Final

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_REQUESTS, WRITE_LETTER
from coequal.documents.media import MEDIA_TYPES
from coequal.documents.model import Document
from coequal.documents.pdf import pdf
from coequal.facts.dates import say_date
from coequal.referrals.deciding import letters
from coequal.referrals.desk import letters as owed
from coequal.referrals.models import Letter
from coequal.referrals.seeing.looking import DEALING, export, look
from coequal.referrals.seeing.table import LETTERS, WHO
from coequal.web.bodies import takes_text
from coequal.web.deciding.forms import LetterForm, NamedForm, SendForm
from coequal.web.deciding.found import letter_at
from coequal.web.deciding.opening import NOT_AFTER, ON_RECORD
from coequal.web.deciding.pages import SEND, Look, Page, form_page, look_page, of_letter, seen, wants
from coequal.web.files import on_page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited

_PURPOSE: Final = "to write to the patient or the clinician"


@needs(SEE_REQUESTS)
@require_safe
def to_send(request: StaffRequest) -> HttpResponse:
    """The letters that are still to be written and sent, the oldest first, each with the day on which it is due."""
    after = request.GET.get("after", "")
    page = {"listed": owed.to_send(request.acting, after), "after": after, "today": timezone.localdate()}
    return render(request, "deciding/letters.html", page)


@needs(SEE_REQUESTS, of=letter_at)
@require_safe
def letter(request: StaffRequest, found: Letter) -> HttpResponse:
    """A letter as it stands, with a placeholder where the name comes."""
    asked = found.request
    look(request.acting, asked, LETTERS, DEALING)
    page = {
        "letter": found,
        "asked": asked,
        "body": on_page(letters.document_of(found, None)),
        "may_write": request.acting.may(WRITE_LETTER, found),
        "others": list(_beside(found)),
    }
    return render(request, "deciding/letter.html", page)


@needs(WRITE_LETTER, of=letter_at)
@require_http_methods(SEND)
@takes_text
def edit(request: StaffRequest, found: Letter) -> HttpResponse:
    """Another text of a letter that was not sent yet; what somebody else wrote meanwhile stands beside it, and neither is lost."""
    look(request.acting, found.request, LETTERS, DEALING)
    form, mark = LetterForm(sent(request), initial={"text": found.text}), seen(request, letters.mark(found))
    clashes: list[letters.Clash] = []

    def act() -> None:
        try:
            letters.edit(request.acting, found, form.cleaned_data["text"], mark)
        except letters.Clash as clash:
            clashes.append(clash)
            raise

    if form.is_valid() and done(form, act):
        return to(of_letter(found))
    other = clashes[0].now if clashes else None
    mark = letters.mark(other) if other else mark
    page = {"form": form, "other": other, "seen": mark, "page": _page(found, "Edit the letter", "Keep it")}
    return render(request, "deciding/edit-letter.html", page)


@needs(SEE_REQUESTS, of=letter_at)
@require_http_methods(SEND)
@limited(60, 60)
def named(request: StaffRequest, found: Letter) -> HttpResponse:
    """A letter with the name filled in, on a page or as a PDF, for whoever may see who it is about."""
    asked, form = found.request, NamedForm(sent(request), initial={"form": "page"})
    as_file = form.is_valid() and form.cleaned_data["form"] == "pdf"
    opening = export if as_file else look
    if form.is_valid() and done(form, lambda: opening(request.acting, asked, WHO, _PURPOSE)):
        opening(request.acting, asked, LETTERS, DEALING)
        document = letters.document_of(found, asked.identity)
        if as_file:
            return as_pdf(document, found.reference)
        return render(request, "deciding/named-letter.html", {"letter": found, "asked": asked, "body": on_page(document)})
    lead = ("The letter is shown with the name and, to the patient, with the address.", NOT_AFTER, ON_RECORD)
    return form_page(request, form, _page(found, "The letter with the name", "Open it", lead, warn=True))


def as_pdf(document: Document, name: str) -> HttpResponse:
    """A document as a PDF that a browser saves. It is made anew each time, because nothing that names somebody is kept."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(pdf(document), content_type=MEDIA_TYPES["pdf"], headers=headers)


@needs(WRITE_LETTER, of=letter_at)
@require_http_methods(SEND)
def send(request: StaffRequest, found: Letter) -> HttpResponse:
    """That it is sent, after a last look: from then on it stays, and whoever asked reads it here."""
    form, mark = SendForm(sent(request)), seen(request, letters.mark(found))
    wanted = wants(request, form)
    told = form.cleaned_data if wanted != "form" else {}
    if wanted == "do" and done(form, lambda: letters.send(request.acting, found, told["how"], mark, told["on"])):
        return to(of_letter(found))
    lead = ("Print it with the name first, and send it in the way that the patient asked for.",)
    page = _page(found, "Send the letter", "Look at it once more", lead)
    if wanted == "look":
        rows = [("To", found.to), ("About", found.request.reference), ("How", told["how"]), ("Sent on", say_date(told["on"]))]
        follows = (
            "Its text stays as it is from now on.",
            "The clinician reads the decision and this letter on the page of the request.",
            "The time for an appeal is counted from the day on which the later of the two letters was sent.",
        )
        look_ = Look("Look at it once more", "It is sent", rows, follows, f"{found.to}, by this letter.")
        return look_page(request, page, look_, mark=mark)
    return form_page(request, form, page, mark=mark)


def _page(found: Letter, title: str, button: str, lead: tuple[str, ...] = (), *, warn: bool = False) -> Page:
    caption = f"Letter to {found.to} about {found.request.reference}"
    return Page(title, button, of_letter(found), "This letter", caption, lead, warn=warn)


def _beside(found: Letter) -> QuerySet[Letter]:
    """The other letter about the same."""
    return found.request.letters.filter(decision=found.decision, appeal=found.appeal).exclude(pk=found.pk).defer("text")
