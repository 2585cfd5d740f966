"""Addresses of comparisons."""

from django.urls import path

from coequal.web.comparing import lotteries, views

app_name = "comparing"

urlpatterns = [
    path("compare", views.compare, name="choose"),
    path("compare", views.compare, name="compare"),
    path("compare/report.pdf", views.report, name="report"),
    path("lottery", lotteries.every_service, name="lotteries"),
    path("lottery/<slug:service>", lotteries.lottery, name="lottery"),
    path("lottery/<slug:service>/report.pdf", lotteries.report, name="lottery-report"),
]
