"""What is written down about requests and failures: one line of JSON each, with nothing in it about anybody.

No address of a page with its parameters, no address of a computer, no text of a form and no message of an error is written,
since each of them may hold what somebody typed: only which view was asked, how it ended, and where in the code it failed.
"""

import json
import logging
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

_ABOUT = ("view", "method", "status", "milliseconds")
_requests = logging.getLogger("coequal.requests")


class Lines(logging.Formatter):
    """A record as one line of JSON: when, how grave, from where, and what is known to be harmless."""

    def format(self, record: logging.LogRecord) -> str:
        """The line. The arguments of a message are left out; of a failure its kind and its places in the code stay."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        line |= {name: getattr(record, name) for name in _ABOUT if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            failed = record.exc_info[1]
            line["failed"] = type(failed).__name__
            line["at"] = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(failed.__traceback__)][-8:]
        return json.dumps(line)


def _event(record: logging.LogRecord) -> str:
    """What happened, in words of the software's own; what Django suspects it quotes, so that is only named."""
    if record.name.startswith("django.security"):
        return "refused"
    return record.msg if isinstance(record.msg, str) else type(record.msg).__name__


def requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Writes one line for each request: the view by its name, the method, the status and how long it took."""

    def log(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        about = {
            "view": match.view_name if match else "none",
            "method": request.method if request.method in ("GET", "POST", "HEAD") else "other",
            "status": response.status_code,
            "milliseconds": round(1000 * (time.perf_counter() - began), 1),
        }
        _requests.info("request", extra=about)
        return response

    return log


_QUIET: Final = {"handlers": ["lines"], "level": "ERROR", "propagate": False}
CONFIGURATION: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "coequal.web.logs.Lines"}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "coequal": {"handlers": ["lines"], "level": "INFO", "propagate": False},
        "django": _QUIET,
        "django.server": _QUIET,
        "axes": _QUIET,
    },
}
