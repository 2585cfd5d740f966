"""Addresses: the desk of a programme: its stages, plans, figures and what everybody is told."""

from django.urls import URLPattern

app_name = "aligning"

urlpatterns: list[URLPattern] = []
