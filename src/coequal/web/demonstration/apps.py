"""What is prepared so that every page has something to show, as a part of a Django site."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """What is prepared so that every page has something to show."""

    name = "coequal.web.demonstration"
    label = "demonstration"
