"""Addresses of finding the policy that binds."""

from django.urls import path

from coequal.web.finding import views

app_name = "finding"

urlpatterns = [
    path("find", views.find, name="find"),
    path("find/practices", views.practices, name="practices"),
    path("find/areas", views.areas, name="areas"),
]
