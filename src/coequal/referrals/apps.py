"""Referrals as a part of a Django site."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Requests for one person, and what is decided about them."""

    name = "coequal.referrals"
    label = "referrals"
