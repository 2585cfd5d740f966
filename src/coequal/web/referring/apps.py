"""From an answer to a referral: facts of one person, the pack, prior approval and its use, as a part of a Django site."""

from django.apps import AppConfig


class ReferringConfig(AppConfig):
    """From an answer to a referral: the facts of one person, the pack, prior approval and what is used of it."""

    name = "coequal.web.referring"
    label = "referring_pages"
