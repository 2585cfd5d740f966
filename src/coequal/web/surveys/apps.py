"""Surveys as officers write them, print them, and type in what comes back on paper, as a part of a Django site."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Surveys as officers write them, print them, and type in what comes back on paper."""

    name = "coequal.web.surveys"
    label = "surveys"
