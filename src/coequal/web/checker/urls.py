"""Addresses of the checker. None of them holds anything of an answer."""

from django.urls import path

from coequal.web.checker import views

app_name = "checker"
_HOME = "check/<slug:area>/<slug:service>"

urlpatterns = [
    path(_HOME, views.start, name="start"),
    path(f"{_HOME}/question", views.question, name="question"),
    path(f"{_HOME}/answers", views.answers, name="answers"),
    path(f"{_HOME}/result", views.outcome, name="result"),
    path(f"{_HOME}/summary", views.summarised, name="summary"),
    path(f"{_HOME}/summary.pdf", views.summary_file, name="summary-file"),
    path(f"{_HOME}/areas", views.areas, name="areas"),
    path(f"{_HOME}/clinician", views.clinician, name="clinician"),
]
