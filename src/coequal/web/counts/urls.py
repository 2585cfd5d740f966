"""Addresses: what was answered, counted: tables, charts, files in and out."""

from django.urls import URLPattern

app_name = "counts"

urlpatterns: list[URLPattern] = []
