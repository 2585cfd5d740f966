"""A version of a policy as a file, in every form in which policies leave. Made when asked for, and kept with the shelf."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe

from coequal import __version__
from coequal.accounts.guard import everyone
from coequal.documents.pdf import pdf as as_pdf
from coequal.documents.word import word as as_word
from coequal.exchange.forms import FORMS, Asked, file_name
from coequal.referrals.pack.blank import blank_of
from coequal.web.files import SHOWN
from coequal.web.limits import limited
from coequal.web.shelf import Shelf, as_it_stands, of_the_shelf, shelf

P = ParamSpec("P")
_FORM: Final = "-referral-form"  # as the name of its file ends


def _tag(request: HttpRequest, area: str, service: str, version: str, **_form: str) -> str:
    """Which bytes these are: the version as it stands, the day on which it is looked at, what wrote them, and the form."""
    policy = shelf().policy(f"{area}/{service}", version)
    file = request.path.rpartition("/")[2]
    stands = sha256(as_it_stands(policy).encode()).hexdigest()
    return f'"{stands[:16]}-{shelf().today():%Y%m%d}-{__version__}-{file}"'


def _download(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A file that is only read, and not sent again to whoever has it."""
    return require_safe(condition(etag_func=_tag)(view))


@everyone
@_download
@limited(60, 60)
def exported(_request: HttpRequest, area: str, service: str, version: str, form: str) -> HttpResponse:
    """The version in one of the forms, for people or for other software; of a family's member with its values put in."""
    policy = shelf().policy(f"{area}/{service}", version)
    return _file(_made(policy.id, version, (form, False), shelf().today()), form, file_name(policy, FORMS[form]))


@everyone
@_download
@limited(60, 60)
def easy_read_pdf(_request: HttpRequest, area: str, service: str, version: str) -> HttpResponse:
    """The version in easy words, as a tagged PDF."""
    policy = shelf().policy(f"{area}/{service}", version)
    return _file(_made(policy.id, version, ("pdf", True), shelf().today()), "pdf", file_name(policy, FORMS["pdf"], easy=True))


@everyone
@_download
@limited(60, 60)
def form_pdf(_request: HttpRequest, area: str, service: str, version: str) -> HttpResponse:
    """The empty referral form of the version, to print, as a tagged PDF."""
    return _blank(f"{area}/{service}", version, "pdf")


@everyone
@_download
@limited(60, 60)
def form_word(_request: HttpRequest, area: str, service: str, version: str) -> HttpResponse:
    """The empty referral form of the version as a Word file."""
    return _blank(f"{area}/{service}", version, "docx")


def _blank(policy_id: str, version: str, form: str) -> HttpResponse:
    policy = shelf().policy(policy_id, version)
    name = f"{policy.id.replace('/', '-')}-{policy.version}{_FORM}.{form}"
    return _file(_blank_made(policy.id, version, form), form, name)


def _file(content: bytes, form: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=FORMS[form].media)
    response["Content-Disposition"] = f'{"inline" if form in SHOWN else "attachment"}; filename="{name}"'
    response["Cache-Control"] = "public, no-cache"  # asked for anew by its tag: from one day to the next a version may be over
    return response


@of_the_shelf(64)
def _made(held: Shelf, policy_id: str, version: str, form: tuple[str, bool], today: date) -> bytes:
    name, easy = form
    return FORMS[name].write(Asked(policy=held.policy(policy_id, version), library=held.library, on=today, easy=easy))


@of_the_shelf(16)
def _blank_made(held: Shelf, policy_id: str, version: str, form: str) -> bytes:
    document = blank_of(held.rules(held.policy(policy_id, version)))
    return as_pdf(document) if form == "pdf" else as_word(document)
