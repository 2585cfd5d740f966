"""Operation as a part of a Django site."""

from django.apps import AppConfig


class OperationConfig(AppConfig):
    """Health, readiness and version."""

    name = "coequal.web.operation"
    label = "operation"
