"""Screening, panels, decisions, letters, reconsideration and appeals, as a part of a Django site."""

from django.apps import AppConfig


class DecidingConfig(AppConfig):
    """Screening, panels, decisions, letters, reconsideration and appeals."""

    name = "coequal.web.deciding"
    label = "deciding_pages"
