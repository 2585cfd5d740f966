"""Analyses as a part of a Django site."""

from django.apps import AppConfig


class AnalysesConfig(AppConfig):
    """Analyses that are run, kept and published."""

    name = "coequal.analyses"
    label = "analyses"
