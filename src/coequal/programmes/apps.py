"""Programmes as a part of a Django site."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programmes, their service areas, and what is decided in them."""

    name = "coequal.programmes"
    label = "programmes"

    def ready(self) -> None:
        """Have analyses know what was ratified here, and drafts stay that an option means."""
        from coequal.analyses.surroundings import open_as  # noqa: PLC0415  # models can be imported only now
        from coequal.assurance.retention.drafts import refers_to_drafts  # noqa: PLC0415  # the same
        from coequal.programmes.adoption.library import WithAdopted  # noqa: PLC0415  # the same
        from coequal.programmes.options.candidates import drafts_meant  # noqa: PLC0415  # the same

        open_as(WithAdopted)
        refers_to_drafts(drafts_meant)
