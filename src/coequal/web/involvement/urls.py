"""Addresses: involvements as everybody reads them: what is asked, until when, what was heard, what came of it."""

from django.urls import URLPattern

app_name = "involvement"

urlpatterns: list[URLPattern] = []
