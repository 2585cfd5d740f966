"""Addresses: a survey as people answer it, one page at a time."""

from django.urls import URLPattern

app_name = "answering"

urlpatterns: list[URLPattern] = []
