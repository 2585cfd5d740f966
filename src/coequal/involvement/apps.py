"""Public involvement as a part of a Django site."""

from django.apps import AppConfig


class InvolvementConfig(AppConfig):
    """Involvements, their surveys, what people said, and the report of it."""

    name = "coequal.involvement"
    label = "involvement"

    def ready(self) -> None:
        """Hand in who keeps what people said."""
        from coequal.assurance.retention.keepers import register  # noqa: PLC0415  # models can be imported only now
        from coequal.involvement.disposing import Answers  # noqa: PLC0415

        register(Answers())
