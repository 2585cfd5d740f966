"""Addresses: involvements as officers run them: dates, gates, papers, events, letters."""

from django.urls import URLPattern

app_name = "hearing"

urlpatterns: list[URLPattern] = []
