"""The accounts as a part of a Django site."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in. The public needs no account."""

    name = "coequal.accounts"
    label = "accounts"
