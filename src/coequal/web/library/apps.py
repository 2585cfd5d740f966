"""Policies as pages, as a part of a Django site."""

from django.apps import AppConfig
from django.core.checks import register


class LibraryConfig(AppConfig):
    """Policies as pages."""

    name = "coequal.web.library"
    label = "library"

    def ready(self) -> None:
        """Have the site look at its library before it starts."""
        from coequal.web.library.checks import library_is_read  # noqa: PLC0415  # the shelf needs the parts of the site

        register(library_is_read)
