"""What may be sent to the site: forms of modest size, and no files but a draft's text, answers, and what goes with a request."""

from collections.abc import Callable
from typing import Any, Final, NoReturn, TypeVar

from django.core.files.uploadhandler import FileUploadHandler, MemoryFileUploadHandler, StopUpload
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from coequal.web.failures import failure

LARGEST: Final = 256 * 1024  # bytes of a whole request
LARGEST_TEXT: Final = 768 * 1024  # of one that brings a text of 512 kB
LARGEST_FILE: Final = 8 * 1024 * 1024  # of one that brings a file of 5 MB, or brings it back sealed
LARGEST_ATTACHMENT: Final = 11 * 1024 * 1024  # of one that brings a file of 10 MB
V = TypeVar("V", bound=Callable[..., HttpResponse])


class NoFiles(FileUploadHandler):
    """Takes no file, so that nothing that is sent ever lies on a disk."""

    def new_file(self, *_args: Any, **_options: Any) -> NoReturn:
        """Stop at the first file. Raises `StopUpload`."""
        raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never called, because no file is begun."""

    def file_complete(self, file_size: int) -> None:
        """Never called, because no file is begun."""


def takes_text(view: V) -> V:
    """A view to which the text of a whole policy may be sent, in a form or as a file, which is held in memory alone."""
    view.takes_text = True  # type: ignore[attr-defined]
    return view


def takes_file(view: V) -> V:
    """A view to which a file of answers may be sent, which is held in memory alone."""
    view.takes_file = True  # type: ignore[attr-defined]
    return view


def takes_attachment(view: V) -> V:
    """A view to which a file with a request for one person may be sent, which is held in memory alone."""
    view.takes_attachment = True  # type: ignore[attr-defined]
    return view


def small(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuses a request that says it is larger than any form of this site, before it is read; what a form gets back is not kept."""

    def measure(request: HttpRequest) -> HttpResponse:
        most = _most(request) if request.method == "POST" else LARGEST
        if most > LARGEST:
            request.upload_handlers = [_InMemory(request)]
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            return failure(413, "That is too much at once", "What was sent is larger than any form here. Nothing of it was kept.")
        response = get_response(request)
        if request.method == "POST" and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"  # it may show what was typed
        return response

    return measure


def _most(request: HttpRequest) -> int:
    """How many bytes the view that a request is for takes at most."""
    try:
        view = resolve(request.path_info).func
    except Http404:
        return LARGEST
    if hasattr(view, "takes_attachment"):
        return LARGEST_ATTACHMENT
    return LARGEST_FILE if hasattr(view, "takes_file") else LARGEST_TEXT if hasattr(view, "takes_text") else LARGEST


class _InMemory(MemoryFileUploadHandler):
    """Takes a file into memory whatever its size, because the whole request has been measured already."""

    def handle_raw_input(self, *_args: Any, **_options: Any) -> None:
        """Begin."""
        self.activated = True
