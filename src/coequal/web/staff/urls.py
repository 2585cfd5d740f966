"""Addresses of what staff do with their accounts."""

from django.urls import path

from coequal.web.staff import views

app_name = "staff"
urlpatterns = [
    path("staff", views.home, name="home"),
    path("staff/sign-in", views.home, name="sign-in"),
    path("staff/code", views.home, name="code"),
    path("staff/sign-out", views.home, name="sign-out"),
    path("staff/account", views.home, name="account"),
    path("staff/people", views.home, name="people"),
    path("staff/keys", views.home, name="keys"),
    path("staff/trail", views.home, name="trail"),
]
