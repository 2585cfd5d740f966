"""Finding the policy that binds, as a part of a Django site."""

from django.apps import AppConfig


class FindingConfig(AppConfig):
    """Finding the policy that binds."""

    name = "coequal.web.finding"
    label = "finding"
