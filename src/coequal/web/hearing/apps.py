"""Involvements as officers run them: dates, gates, papers, events, letters, as a part of a Django site."""

from django.apps import AppConfig


class HearingConfig(AppConfig):
    """Involvements as officers run them: dates, gates, papers, events, letters."""

    name = "coequal.web.hearing"
    label = "hearing"

    def ready(self) -> None:
        """Hand in what stands on the start page of staff."""
        from coequal.web.hearing import start  # noqa: F401, PLC0415  # models can be imported only now
