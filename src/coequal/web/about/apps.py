"""Home and the pages that stand by themselves, as a part of a Django site."""

from django.apps import AppConfig


class AboutConfig(AppConfig):
    """Home and the pages that stand by themselves."""

    name = "coequal.web.about"
    label = "about"
