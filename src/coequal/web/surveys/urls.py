"""Addresses: surveys as officers write them, print them, and type in what comes back on paper."""

from django.urls import URLPattern

app_name = "surveys"

urlpatterns: list[URLPattern] = []
