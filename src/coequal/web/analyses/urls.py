"""Addresses of this part."""

from django.urls import URLPattern

app_name = "analysing"
urlpatterns: list[URLPattern] = []
