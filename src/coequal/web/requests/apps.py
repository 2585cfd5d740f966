"""Requests for one person as those see them who deal with them, as a part of a Django site."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """What waits for whom, search, report, rules and keeping."""

    name = "coequal.web.requests"
    label = "requests_pages"

    def ready(self) -> None:
        """Hand in what stands on the start page of staff."""
        from coequal.web.requests import start  # noqa: F401, PLC0415  # models can be imported only now
