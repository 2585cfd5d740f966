"""Programmes as everybody reads them, as a part of a Django site."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programmes as everybody reads them."""

    name = "coequal.web.programmes"
    label = "programmes_pages"
