"""Screening, panels, decisions, letters, reconsideration and appeals, as a part of a Django site."""

from django.apps import AppConfig


class DecidingConfig(AppConfig):
    """Screening, panels, decisions, letters, reconsideration and appeals."""

    name = "coequal.web.deciding"
    label = "deciding_pages"

    def ready(self) -> None:
        """Hand in what stands on the start page of staff."""
        from coequal.web.deciding import start  # noqa: F401, PLC0415  # models can be imported only now
