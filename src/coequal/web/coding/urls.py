"""Addresses: what people wrote, screened and put under themes."""

from django.urls import URLPattern

app_name = "coding"

urlpatterns: list[URLPattern] = []
