"""Addresses: programmes as everybody reads them."""

from django.urls import URLPattern

app_name = "programmes"

urlpatterns: list[URLPattern] = []
