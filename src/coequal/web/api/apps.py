"""Api as a part of a Django site."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Other people's software asks here."""

    name = "coequal.web.api"
    label = "api"
