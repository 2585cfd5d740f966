"""Scorecards, rounds of scoring, and options from the long list to the shortlist, as a part of a Django site."""

from django.apps import AppConfig


class PrioritisingConfig(AppConfig):
    """Scorecards, rounds of scoring, and options from the long list to the shortlist."""

    name = "coequal.web.prioritising"
    label = "prioritising_pages"

    def ready(self) -> None:
        """Hand in what stands on the start page of staff."""
        from coequal.web.prioritising import start  # noqa: F401, PLC0415  # models can be imported only now
