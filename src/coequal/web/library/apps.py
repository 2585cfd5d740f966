"""Policies as pages, as a part of a Django site."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Policies as pages."""

    name = "coequal.web.library"
    label = "library"
