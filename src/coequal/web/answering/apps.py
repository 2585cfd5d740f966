"""A survey as people answer it, one page at a time, as a part of a Django site."""

from django.apps import AppConfig


class AnsweringConfig(AppConfig):
    """A survey as people answer it, one page at a time."""

    name = "coequal.web.answering"
    label = "answering"
