"""Staff as a part of a Django site."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Staff sign in here, and see to accounts, roles, keys and the trail."""

    name = "coequal.web.staff"
    label = "staff"
