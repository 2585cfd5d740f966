"""From an answer to a referral: facts of one person, the pack, prior approval and its use, as a part of a Django site."""

from django.apps import AppConfig


class ReferringConfig(AppConfig):
    """From an answer to a referral: the facts of one person, the pack, prior approval and what is used of it."""

    name = "coequal.web.referring"
    label = "referring_pages"

    def ready(self) -> None:
        """Hand in what stands on the start page of staff."""
        from coequal.web.referring import start  # noqa: F401, PLC0415  # models can be imported only now
