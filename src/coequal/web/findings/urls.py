"""Addresses: the report of findings as it is written and published, and what came of each theme."""

from django.urls import path

import coequal.web.involvement.converters  # noqa: F401  # every address below uses what it registers
from coequal.web.findings import considering, desk, public, publishing, writing

app_name = "findings"

_DESK = "involvement/desk/<involvement:reference>"
_REPORT = f"{_DESK}/report"
_PUBLIC = "involvement/<involvement:reference>"

urlpatterns = [
    path(_REPORT, desk.outline, name="desk"),
    path(f"{_REPORT}/write/<path:place>", writing.write_it, name="write"),
    path(f"{_REPORT}/restore/<path:place>", writing.restore_it, name="restore"),
    path(f"{_REPORT}/preview/<slug:which>", desk.preview, name="preview"),
    path(f"{_REPORT}/files/<str:file>", desk.download, name="file"),
    path(f"{_REPORT}/publish", publishing.publish_it, name="publish"),
    path(f"{_DESK}/you-said", considering.every, name="considerations"),
    path(f"{_DESK}/you-said/publish", considering.publish_them, name="publish-considerations"),
    path(f"{_DESK}/you-said/<str:frame>/<str:theme>", considering.consider, name="consider"),
    path(f"{_PUBLIC}/you-said", public.you_said, name="you-said"),
    path(f"{_PUBLIC}/report", public.report, name="report"),
    path(f"{_PUBLIC}/report/<int:number>", public.report, name="edition"),
    path(f"{_PUBLIC}/report/<slug:which>", public.report, name="part"),
    path(f"{_PUBLIC}/report/<int:number>/<slug:which>", public.report, name="edition-part"),
    path(f"{_PUBLIC}/report/<int:number>/files/<str:file>", public.download, name="public-file"),
]
