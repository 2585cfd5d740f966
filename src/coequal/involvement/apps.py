"""Public involvement as a part of a Django site."""

from django.apps import AppConfig


class InvolvementConfig(AppConfig):
    """Involvements, their surveys, what people said, and the report of it."""

    name = "coequal.involvement"
    label = "involvement"
