"""Analysing as a part of a Django site."""

from django.apps import AppConfig


class AnalysingConfig(AppConfig):
    """Analyses are run, looked at and published here."""

    name = "coequal.web.analyses"
    label = "analysing"
