"""Studio as a part of a Django site."""

from django.apps import AppConfig


class StudioConfig(AppConfig):
    """Policies are drafted here, and handed to governance."""

    name = "coequal.web.studio"
    label = "studio"
