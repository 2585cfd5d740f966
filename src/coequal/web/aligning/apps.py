"""The desk of a programme: its stages, plans, figures and what everybody is told, as a part of a Django site."""

from django.apps import AppConfig


class AligningConfig(AppConfig):
    """The desk of a programme: its stages, plans, figures and what everybody is told."""

    name = "coequal.web.aligning"
    label = "aligning_pages"
