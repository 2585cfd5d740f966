"""What people wrote, screened and put under themes, as a part of a Django site."""

from django.apps import AppConfig


class CodingConfig(AppConfig):
    """What people wrote, screened and put under themes."""

    name = "coequal.web.coding"
    label = "coding_pages"
