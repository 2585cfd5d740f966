"""Addresses: the report of findings as it is written and published, and what came of each theme."""

from django.urls import URLPattern

app_name = "findings"

urlpatterns: list[URLPattern] = []
