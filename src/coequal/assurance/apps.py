"""Assurance as a part of a Django site."""

from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    """The data register: what uses personal data, how it was screened, assessed, let pass and checked."""

    name = "coequal.assurance"
    label = "assurance"

    def ready(self) -> None:
        """Hand in who keeps drafts and accounts."""
        from coequal.assurance.retention.drafts import Drafts  # noqa: PLC0415  # models can be imported only now
        from coequal.assurance.retention.keepers import register  # noqa: PLC0415
        from coequal.assurance.retention.people import People  # noqa: PLC0415

        register(Drafts())
        register(People())
