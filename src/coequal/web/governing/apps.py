"""Meetings, their papers, motions, votes and decisions, and what comes into force, as a part of a Django site."""

from django.apps import AppConfig


class GoverningConfig(AppConfig):
    """Meetings, their papers, motions, votes and decisions, and what comes into force."""

    name = "coequal.web.governing"
    label = "governing_pages"
