"""Drafting as a part of a Django site."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    """Drafts of policies."""

    name = "coequal.drafting"
    label = "drafting"
