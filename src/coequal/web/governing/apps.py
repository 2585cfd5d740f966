"""Meetings, their papers, motions, votes and decisions, and what comes into force, as a part of a Django site."""

from django.apps import AppConfig


class GoverningConfig(AppConfig):
    """Meetings, their papers, motions, votes and decisions, and what comes into force."""

    name = "coequal.web.governing"
    label = "governing_pages"

    def ready(self) -> None:
        """Hand in what stands on the start page of staff."""
        from coequal.web.governing import start  # noqa: F401, PLC0415  # models can be imported only now
