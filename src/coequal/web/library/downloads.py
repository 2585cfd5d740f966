"""A version of a policy as a file: PDF, Word, Markdown, and easy words as a PDF. Made when asked for, and kept with the shelf."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe

from coequal.accounts.guard import everyone
from coequal.documents.pdf import pdf as as_pdf
from coequal.documents.word import word as as_word
from coequal.exchange.easy_read import easy_read
from coequal.exchange.policy import policy_document
from coequal.policies.markdown import put_together
from coequal.policies.model import Policy
from coequal.referrals.pack.blank import blank_of
from coequal.web.limits import limited
from coequal.web.shelf import Shelf, as_it_stands, of_the_shelf, shelf

P = ParamSpec("P")
_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}
_WHOLE, _EASY, _FORM = "", "-easy-read", "-referral-form"  # which document, as the name of its file ends
_SHOWN: Final = ("pdf",)  # by the browser itself; the others are for other programs


def _tag(request: HttpRequest, area: str, service: str, version: str) -> str:
    """Which bytes these are: the version as it stands, the day on which it is looked at, and the form."""
    policy = shelf().policy(f"{area}/{service}", version)
    form = request.path.rpartition("/")[2]
    stands = sha256(as_it_stands(policy).encode()).hexdigest()
    return f'"{stands[:16]}-{shelf().today():%Y%m%d}-{form}"'


def _download(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A file that is only read, and not sent again to whoever has it."""
    return require_safe(condition(etag_func=_tag)(view))


@everyone
@_download
@limited(60, 60)
def pdf(_request: HttpRequest, area: str, service: str, version: str) -> HttpResponse:
    """The version as a tagged PDF."""
    return _file(shelf().policy(f"{area}/{service}", version), "pdf")


@everyone
@_download
@limited(60, 60)
def word(_request: HttpRequest, area: str, service: str, version: str) -> HttpResponse:
    """The version as a Word file."""
    return _file(shelf().policy(f"{area}/{service}", version), "docx")


@everyone
@_download
def source(_request: HttpRequest, area: str, service: str, version: str) -> HttpResponse:
    """The version's own file; of a family's member with its values put in."""
    return _file(shelf().policy(f"{area}/{service}", version), "md")


@everyone
@_download
@limited(60, 60)
def easy_read_pdf(_request: HttpRequest, area: str, service: str, version: str) -> HttpResponse:
    """The version in easy words, as a tagged PDF."""
    return _file(shelf().policy(f"{area}/{service}", version), "pdf", _EASY)


@everyone
@_download
@limited(60, 60)
def form_pdf(_request: HttpRequest, area: str, service: str, version: str) -> HttpResponse:
    """The empty referral form of the version, to print, as a tagged PDF."""
    return _file(shelf().policy(f"{area}/{service}", version), "pdf", _FORM)


@everyone
@_download
@limited(60, 60)
def form_word(_request: HttpRequest, area: str, service: str, version: str) -> HttpResponse:
    """The empty referral form of the version as a Word file."""
    return _file(shelf().policy(f"{area}/{service}", version), "docx", _FORM)


def _file(policy: Policy, form: str, which: str = _WHOLE) -> HttpResponse:
    name = f"{policy.id.replace('/', '-')}-{policy.version}{which}.{form}"
    response = HttpResponse(_made(policy.id, policy.version, (which, form), shelf().today()), content_type=_TYPES[form])
    response["Content-Disposition"] = f'{"inline" if form in _SHOWN else "attachment"}; filename="{name}"'
    response["Cache-Control"] = "public, no-cache"  # asked for anew by its tag: from one day to the next a version may be over
    return response


@of_the_shelf(32)
def _made(held: Shelf, policy_id: str, version: str, file: tuple[str, str], today: date) -> bytes:
    which, form = file
    policy = held.policy(policy_id, version)
    if form == "md":
        return put_together(policy.file).encode()
    if which == _FORM:
        document = blank_of(held.rules(policy))
    else:
        document = (easy_read if which == _EASY else policy_document)(policy, held.library, today)
    return as_pdf(document) if form == "pdf" else as_word(document)
