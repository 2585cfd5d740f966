"""An officer's answer as it goes through its pages: what they read must still be what was last sent, and nothing may stop it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from coequal.accounts.acting import Acting
from coequal.accounts.guard import StaffRequest
from coequal.pages.forms import Form
from coequal.referrals.approving.answering import AsRead, require_as_read
from coequal.referrals.approving.bound import Bound
from coequal.referrals.approving.sent import SentAgain, mark_of_sent
from coequal.referrals.models import Request
from coequal.referrals.pack.welfare import WelfareStop
from coequal.web.governing.pages import Look, Page, form_page, look_page, seen, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import to
from coequal.web.referring.pages import stopped

InWords = Callable[[Acting, Request, AsRead, str], object]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its page, what is typed, the last look at it, what is done then, and whether it goes back to the clinic."""

    page: Page
    form: Form
    look: Callable[[], Look]
    act: Callable[[AsRead], object]
    goes_back: bool = False


def answered(request: StaffRequest, found: Request, bound: Bound, doing: Answer) -> HttpResponse:
    """The next page of an answer: its form, the last look, or the request once it is answered.

    Where it was sent again since it was read, a page that says what changed and keeps what was typed; where people must talk
    first, whom to contact.
    """
    read = AsRead(bound, seen(request, request.GET.get("seen") or mark_of_sent(found)))
    try:
        require_as_read(found, read, back=doing.goes_back)
        wanted = wants(request, doing.form)
        if wanted == "do" and done(doing.form, lambda: doing.act(read)):
            return to(doing.page.back)
    except SentAgain as error:
        return _sent_again(request, doing, error)
    except WelfareStop as error:
        return stopped(request, found, error.stop, status=409 if request.method == "POST" else 200)
    if wanted == "look":
        return look_page(request, doing.page, doing.look(), mark=read.seen)
    return form_page(request, doing.form, doing.page, mark=read.seen)


def _sent_again(request: StaffRequest, doing: Answer, error: SentAgain) -> HttpResponse:
    """That it was sent again, what changed, and what was typed, to be copied."""
    typed = [(str(field.label), text) for field in doing.form if (text := _typed(request, field.html_name))]
    told = {"page": doing.page, "changes": error.changes, "typed": typed}
    return render(request, "referring/sent_again.html", told, status=409)


def _typed(request: StaffRequest, name: str) -> str:
    """What was typed into a box, or into the boxes of a day one after the other."""
    texts = [text for key, some in request.POST.lists() if key == name or key.startswith(f"{name}[") for text in some]
    return " ".join(filter(None, texts))
