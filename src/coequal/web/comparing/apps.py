"""Two policies beside each other, and every area at once, as a part of a Django site."""

from django.apps import AppConfig


class ComparingConfig(AppConfig):
    """Two policies beside each other, and every area at once."""

    name = "coequal.web.comparing"
    label = "comparing"
