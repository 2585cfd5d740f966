"""Addresses: what was answered, counted: tables, charts, files in and out."""

from django.urls import path

import coequal.web.involvement.converters  # noqa: F401  # the addresses below use what it registers
from coequal.web.counts import bringing_in, downloads, looking, reading

app_name = "counts"

_ALL = "involvement/desk/<involvement:reference>/counts"
_ONE = f"{_ALL}/<str:survey>"

urlpatterns = [
    path(_ALL, looking.all_received, name="received"),
    path(f"{_ALL}/profile", looking.who_answered, name="profile"),
    path(f"{_ALL}/responses/<str:response>", reading.response, name="response"),
    path(f"{_ALL}/files", downloads.what_can_be_taken_out, name="taken-out"),
    path(f"{_ALL}/files/<str:file>", downloads.take_out, name="take-out"),
    path(_ONE, looking.results, name="results"),
    path(f"{_ONE}/responses", reading.responses, name="responses"),
    path(f"{_ONE}/duplicates", reading.duplicates, name="duplicates"),
    path(f"{_ONE}/chosen", reading.drawn_by_chance, name="chosen"),
    path(f"{_ONE}/bring-in", bringing_in.bring, name="bring-in"),
    path(f"{_ONE}/texts/<slug:question>", reading.texts, name="texts"),
    path(f"{_ONE}/files/<str:file>", downloads.download, name="file"),
]
