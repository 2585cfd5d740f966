"""Addresses: scorecards, rounds of scoring, and options from the long list to the shortlist."""

from django.urls import URLPattern

app_name = "prioritising"

urlpatterns: list[URLPattern] = []
