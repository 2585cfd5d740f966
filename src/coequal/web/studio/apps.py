"""Studio as a part of a Django site."""

from django.apps import AppConfig


class StudioConfig(AppConfig):
    """Policies are drafted here, and handed to governance."""

    name = "coequal.web.studio"
    label = "studio"

    def ready(self) -> None:
        """Hand in what stands on the start page of staff."""
        from coequal.web.studio import start  # noqa: F401, PLC0415  # models can be imported only now
