"""Analyses as what staff and the public see of them, as a part of a Django site."""

from django.apps import AppConfig


class AnalysingConfig(AppConfig):
    """Analyses: asked for, followed while they run, read, published."""

    name = "coequal.web.analyses"
    label = "analysing"

    def ready(self) -> None:
        """Hand in what stands on the start page of staff."""
        from coequal.web.analyses import start  # noqa: F401, PLC0415  # models can be imported only now
