"""Scorecards, rounds of scoring, and options from the long list to the shortlist, as a part of a Django site."""

from django.apps import AppConfig


class PrioritisingConfig(AppConfig):
    """Scorecards, rounds of scoring, and options from the long list to the shortlist."""

    name = "coequal.web.prioritising"
    label = "prioritising_pages"
