"""The web server: gunicorn, with the site read once and shared by its workers."""

from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn says nothing of its types
    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Hand over how to serve."""
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """The site."""
        from coequal.web.wsgi import application  # noqa: PLC0415  # read in the server's own process, just before it serves

        return application


def serve(address: str, workers: int) -> None:
    """Serve the site at an address such as 127.0.0.1:8000 until the process is told to stop."""
    _Server(
        {
            "bind": address,
            "workers": workers,
            "threads": 4,
            "preload_app": True,
            "timeout": 30,
            "graceful_timeout": 10,
            "accesslog": None,  # it would hold addresses of people and of pages
            "loglevel": "warning",
            "limit_request_line": 4094,
        }
    ).run()
