"""The report of findings as it is written and published, and what came of each theme, as a part of a Django site."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """The report of findings as it is written and published, and what came of each theme."""

    name = "coequal.web.findings"
    label = "findings"
