"""Assurance as a part of a Django site."""

from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    """The data register: what uses personal data, how it was screened, assessed, let pass and checked."""

    name = "coequal.assurance"
    label = "assurance"
