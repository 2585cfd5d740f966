"""Letters about a decision: read, edited, printed with the name filled in, and sent.

The text of a letter names nobody. The name stands only in the answer to the form that says why it is opened, and in no file that
is kept.
"""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_REQUESTS, WRITE_LETTER
from coequal.documents.model import Document
from coequal.documents.pdf import pdf
from coequal.referrals.deciding import letters
from coequal.referrals.models import Letter
from coequal.referrals.seeing.looking import DEALING, look
from coequal.referrals.seeing.table import LETTERS, WHO
from coequal.web.bodies import takes_text
from coequal.web.deciding.forms import LetterForm, NamedForm, SendForm
from coequal.web.deciding.found import letter_at
from coequal.web.deciding.opening import NOT_AFTER, ON_RECORD
from coequal.web.deciding.pages import SEND, Look, Page, form_page, look_page, of_letter, wants
from coequal.web.files import on_page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited

_PURPOSE: Final = "to write to the patient or the clinician"


@needs(SEE_REQUESTS, of=letter_at)
@require_safe
def letter(request: StaffRequest, found: Letter) -> HttpResponse:
    """A letter as it stands, with a placeholder where the name comes."""
    asked = found.decision.request
    look(request.acting, asked, LETTERS, DEALING)
    page = {
        "letter": found,
        "asked": asked,
        "body": on_page(letters.document_of(found, None)),
        "may_write": request.acting.may(WRITE_LETTER, found),
        "others": list(found.decision.letters.exclude(pk=found.pk)),
    }
    return render(request, "deciding/letter.html", page)


@needs(WRITE_LETTER, of=letter_at)
@require_http_methods(SEND)
@takes_text
def edit(request: StaffRequest, found: Letter) -> HttpResponse:
    """Another text of a letter that was not sent yet."""
    look(request.acting, found.decision.request, LETTERS, DEALING)
    form = LetterForm(sent(request), initial={"text": found.text})
    if form.is_valid() and done(form, lambda: letters.edit(request.acting, found, form.cleaned_data["text"])):
        return to(of_letter(found))
    return form_page(request, form, _page(found, "Edit the letter", "Keep it"))


@needs(SEE_REQUESTS, of=letter_at)
@require_http_methods(SEND)
@limited(60, 60)
def named(request: StaffRequest, found: Letter) -> HttpResponse:
    """A letter with the name filled in, on a page or as a PDF, for whoever may see who it is about."""
    asked, form = found.decision.request, NamedForm(sent(request), initial={"form": "page"})
    if form.is_valid() and done(form, lambda: look(request.acting, asked, WHO, _PURPOSE)):
        look(request.acting, asked, LETTERS, DEALING)
        document = letters.document_of(found, asked.identity)
        if form.cleaned_data["form"] == "pdf":
            return as_pdf(document, found.reference)
        return render(request, "deciding/named-letter.html", {"letter": found, "asked": asked, "body": on_page(document)})
    lead = ("The letter is shown with the name and, to the patient, with the address.", NOT_AFTER, ON_RECORD)
    return form_page(request, form, _page(found, "The letter with the name", "Open it", lead, warn=True))


def as_pdf(document: Document, name: str) -> HttpResponse:
    """A document as a PDF that a browser saves. It is made anew each time, because nothing that names somebody is kept."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(pdf(document), content_type="application/pdf", headers=headers)


@needs(WRITE_LETTER, of=letter_at)
@require_http_methods(SEND)
def send(request: StaffRequest, found: Letter) -> HttpResponse:
    """That it is sent, after a last look: from then on it stays, and whoever asked reads it here."""
    form = SendForm(sent(request))
    wanted = wants(request, form)
    told = form.cleaned_data if wanted != "form" else {}
    if wanted == "do" and done(form, lambda: letters.send(request.acting, found, told["how"])):
        return to(of_letter(found))
    lead = ("Print it with the name first, and send it in the way that the patient asked for.",)
    page = _page(found, "Send the letter", "Look at it once more", lead)
    if wanted == "look":
        rows = [("To", found.to), ("About", found.decision.request.reference), ("How", told["how"])]
        follows = (
            "Its text stays as it is from now on.",
            "The clinician reads the decision and this letter on the page of the request.",
            "The time for an appeal is counted from the day on which the later of the two letters was sent.",
        )
        return look_page(request, page, Look("Look at it once more", "It is sent", rows, follows, f"{found.to}, by this letter."))
    return form_page(request, form, page)


def _page(found: Letter, title: str, button: str, lead: tuple[str, ...] = (), *, warn: bool = False) -> Page:
    caption = f"Letter to {found.to} about {found.decision.request.reference}"
    return Page(title, button, of_letter(found), "This letter", caption, lead, warn=warn)
