"""Addresses: what waits for whom, search, report, signals, rules, interventions, keeping, and who opened what."""

from django.urls import path

import coequal.web.requests.converters  # noqa: F401  # the addresses below use what it registers
from coequal.web.requests import counting, interventions, keeping, opened, queue, rules, searching, unanswered

app_name = "requests"

_WAITS = "requests/<request:reference>/unanswered"
_KEPT = "requests/keeping/<request:reference>"

urlpatterns = [
    path("requests", queue.queue, name="queue"),
    path("requests/search", searching.search, name="search"),
    path("requests/person", searching.person, name="person"),
    path("requests/interventions", interventions.interventions, name="interventions"),
    path("requests/report", counting.report, name="report"),
    path("requests/report/file.<slug:ending>", counting.report_file, name="report-file"),
    path("requests/signals", counting.signals, name="signals"),
    path("requests/signals/file.<slug:ending>", counting.signals_file, name="signals-file"),
    path("requests/rules", rules.rules, name="rules"),
    path("requests/rules/new", rules.bring_in, name="bring-in"),
    path("requests/rules/<int:number>", rules.version, name="rules-version"),
    path("requests/keeping", keeping.keeping, name="keeping"),
    path("requests/keeping/periods", keeping.periods, name="periods"),
    path(_KEPT, keeping.review, name="review"),
    path(f"{_KEPT}/dispose", keeping.dispose, name="dispose"),
    path(_WAITS, unanswered.waiting, name="unanswered"),
    path(f"{_WAITS}/close", unanswered.close, name="close"),
    path("requests/opened", opened.opened, name="opened"),
]
