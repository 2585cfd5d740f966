"""Addresses: meetings, their papers, motions, votes and decisions, and what comes into force."""

from django.urls import URLPattern

app_name = "governing"

urlpatterns: list[URLPattern] = []
