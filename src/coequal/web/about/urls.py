"""Addresses of the start page and the pages that stand by themselves."""

from django.urls import path

from coequal.web.about import views

app_name = "about"

urlpatterns = [
    path("", views.home, name="home"),
    path("about", views.about, name="about"),
    path("about/reading", views.reading, name="reading"),
    path("about/words", views.words, name="words"),
    path("about/privacy", views.privacy, name="privacy"),
    path("about/cookies", views.cookies, name="cookies"),
    path("about/accessibility", views.accessibility, name="accessibility"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
