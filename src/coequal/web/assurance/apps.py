"""The data register, its screenings, assessments and checks, as a part of a Django site."""

from django.apps import AppConfig


class AssuringConfig(AppConfig):
    """The data register: as everybody reads it, and as staff keep it."""

    name = "coequal.web.assurance"
    label = "assuring"

    def ready(self) -> None:
        """Hand in what stands on the start page of staff."""
        from coequal.web.assurance import start  # noqa: F401, PLC0415  # models can be imported only now
