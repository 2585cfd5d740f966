"""The checker, as a part of a Django site."""

from django.apps import AppConfig


class CheckerConfig(AppConfig):
    """The checker."""

    name = "coequal.web.checker"
    label = "checker"
