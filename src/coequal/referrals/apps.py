"""Referrals as a part of a Django site."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Requests for one person, and what is decided about them."""

    name = "coequal.referrals"
    label = "referrals"

    def ready(self) -> None:
        """Have what is typed about requests searched for who they are about, and hand in who keeps requests."""
        from coequal.assurance.retention.keepers import register  # noqa: PLC0415  # models can be imported only now
        from coequal.referrals.keeping.keeper import Requests  # noqa: PLC0415
        from coequal.referrals.requesting.nameless import watch  # noqa: PLC0415

        watch()
        register(Requests())
