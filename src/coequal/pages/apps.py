"""The pages as a part of a Django site."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Layout, forms and static files, which every other part of the site uses."""

    name = "coequal.pages"
    label = "pages"
