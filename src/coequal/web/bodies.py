"""What may be sent to the site: forms of modest size, and no files."""

from collections.abc import Callable
from typing import Any, Final, NoReturn

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse

from coequal.web.failures import failure

LARGEST: Final = 512 * 1024  # bytes of a whole request; the forms in it may hold half of that


class NoFiles(FileUploadHandler):
    """Takes no file, so that nothing that is sent ever lies on a disk."""

    def new_file(self, *_args: Any, **_options: Any) -> NoReturn:
        """Stop at the first file. Raises `StopUpload`."""
        raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never called, because no file is begun."""

    def file_complete(self, file_size: int) -> None:
        """Never called, because no file is begun."""


def small(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuses a request that says it is larger than any form of this site, before it is read; what a form gets back is not kept."""

    def measure(request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return failure(413, "That is too much at once", "What was sent is larger than any form here. Nothing of it was kept.")
        response = get_response(request)
        if request.method == "POST" and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"  # it may show what was typed
        return response

    return measure
