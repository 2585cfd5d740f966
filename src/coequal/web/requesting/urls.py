"""Addresses: the requests of one's own clinic, and funding requests as they are written, sent and withdrawn."""

from django.urls import path

import coequal.web.requests.converters  # noqa: F401  # the addresses below use what it registers
from coequal.web.requesting import beginning, checking, consenting, desk, facts, files, listing, sending, writing

app_name = "requesting"

_ONE = "funding/<request:reference>"
_FILE = f"{_ONE}/files/<attachment:attachment>"

urlpatterns = [
    path("asked", listing.asked, name="asked"),
    path("funding/new", beginning.new, name="new"),
    path("funding/checked", beginning.checked, name="checked"),
    path(_ONE, desk.desk, name="request"),
    path(f"{_ONE}/parts/<slug:section>", writing.section, name="section"),
    path(f"{_ONE}/facts/<slug:part>", facts.facts, name="facts"),
    path(f"{_ONE}/unmet", writing.unmet, name="unmet"),
    path(f"{_ONE}/consent", consenting.consent, name="consent"),
    path(f"{_ONE}/consent/back", consenting.taken_back, name="take-back"),
    path(f"{_ONE}/files", files.files, name="files"),
    path(f"{_ONE}/files/scan", files.scanned, name="scan"),
    path(_FILE, files.download, name="file"),
    path(f"{_FILE}/out", files.out, name="file-out"),
    path(f"{_ONE}/names", checking.names, name="names"),
    path(f"{_ONE}/check", checking.check, name="check"),
    path(f"{_ONE}/send", sending.send, name="send"),
    path(f"{_ONE}/withdraw", sending.withdrawn, name="withdraw"),
]
