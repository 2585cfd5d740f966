"""Programmes as a part of a Django site."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programmes, their service areas, and what is decided in them."""

    name = "coequal.programmes"
    label = "programmes"
