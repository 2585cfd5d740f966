"""Individual funding requests as clinicians write them, as a part of a Django site."""

from django.apps import AppConfig


class RequestingConfig(AppConfig):
    """Individual funding requests as clinicians write them."""

    name = "coequal.web.requesting"
    label = "requesting_pages"

    def ready(self) -> None:
        """Hand in what stands on the start page of staff."""
        from coequal.web.requesting import start  # noqa: F401, PLC0415  # models can be imported only now
