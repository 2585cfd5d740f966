"""Involvements as officers run them: dates, gates, papers, events, letters, as a part of a Django site."""

from django.apps import AppConfig


class HearingConfig(AppConfig):
    """Involvements as officers run them: dates, gates, papers, events, letters."""

    name = "coequal.web.hearing"
    label = "hearing"
