"""The web server: gunicorn, with the site read once and shared by its workers."""

import logging
import re
from collections.abc import Callable
from typing import Any, Final

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import TConn, ThreadWorker

from coequal.web.logs import Lines
from coequal.web.operation.beside import Beside
from coequal.web.operation.metrics import share, unshare

PATIENCE: Final = 10  # seconds in which the next bytes of a request have to come
_QUOTES = re.compile(r"ip=|:|'").search  # from here on a message may quote what somebody sent


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn says nothing of its types
    """A worker that gives up on whoever sends nothing, so that silent connections do not hold its threads."""

    def handle(self, conn: TConn) -> Any:
        """Answer a connection, within the server's patience."""
        if not isinstance(conn.sock, _Patient):
            conn.sock = _Patient(conn.sock)
        return super().handle(conn)


class _Patient:
    """A socket that never waits without end, even where it is told to."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock

    def setblocking(self, flag: bool) -> None:
        self._sock.settimeout(PATIENCE if flag else 0)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _Quiet(Logger):  # type: ignore[misc]  # see above
    """What the server has to say, as lines of JSON, without what somebody sent."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Lines())

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        found = _QUOTES(msg)
        super().warning(msg[: found.start()] if found else msg, *args, **kwargs)


class _Arbiter(Arbiter):  # type: ignore[misc]  # see above
    """The server's first process, which also looks after the worker beside it, about once a second."""

    def manage_workers(self) -> None:
        """Start what is not there."""
        super().manage_workers()
        if self.app.beside is not None:
            self.app.beside.look()

    def stop(self, graceful: bool = True) -> None:
        """Stop the server's own workers; the one beside it is told first, so that both end at the same time."""
        if self.app.beside is not None:
            self.app.beside.call_off()
        super().stop(graceful)


class _Server(BaseApplication):  # type: ignore[misc]  # see above
    def __init__(self, settings: dict[str, Any], beside: Beside | None = None) -> None:
        self.settings, self.beside = settings, beside
        super().__init__()

    def run(self) -> None:
        """Serve until told to stop."""
        _Arbiter(self).run()

    def load_config(self) -> None:
        """Hand over how to serve."""
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """The site."""
        from coequal.web.wsgi import application  # noqa: PLC0415  # read in the server's own process, just before it serves

        return application


def _end(beside: Beside | None) -> Callable[[Arbiter], None]:
    """What is done when the server ends."""

    def end(_arbiter: Arbiter) -> None:
        if beside is not None:
            beside.stop()
        unshare()

    return end


def serve(address: str, workers: int, beside: Beside | None = None) -> None:
    """Serve the site at an address such as 127.0.0.1:8000 until the process is told to stop; so long something works beside it."""
    logging.captureWarnings(capture=True)
    share()
    _Server(
        {
            "bind": address,
            "workers": workers,
            "threads": 16,
            "worker_class": Worker,
            "logger_class": _Quiet,
            "preload_app": True,
            "timeout": 30,
            "graceful_timeout": 10,
            "accesslog": None,  # it would hold addresses of people and of pages
            "loglevel": "warning",
            "limit_request_line": 4094,
            "on_exit": _end(beside),  # called in the first process alone
        },
        beside,
    ).run()
