"""What was answered, counted: tables, charts, files in and out, as a part of a Django site."""

from django.apps import AppConfig


class CountsConfig(AppConfig):
    """What was answered, counted: tables, charts, files in and out."""

    name = "coequal.web.counts"
    label = "counts"
