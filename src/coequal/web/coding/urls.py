"""Addresses: what people wrote, screened and put under themes."""

from django.urls import path

import coequal.web.involvement.converters  # noqa: F401  # the addresses below use what it registers
from coequal.web.coding import blind, campaigns, coding, desk, drafting, files, frames, screening

app_name = "coding"

_ALL = "involvement/desk/<involvement:reference>/themes"
_FRAME = f"{_ALL}/frames/<str:frame>"
_SAMPLE = f"{_ALL}/samples/<str:sample>"

urlpatterns = [
    path(_ALL, desk.desk, name="desk"),
    path(f"{_ALL}/screening", screening.screening, name="screening"),
    path(f"{_ALL}/screening/<str:extract>", screening.one, name="screen"),
    path(f"{_ALL}/campaigns", campaigns.campaigns, name="campaigns"),
    path(f"{_ALL}/campaigns/<str:campaign>", campaigns.campaign, name="campaign"),
    path(f"{_ALL}/draft", drafting.draft, name="draft"),
    path(_FRAME, frames.frame, name="frame"),
    path(f"{_FRAME}/themes/<slug:key>", frames.theme, name="theme"),
    path(f"{_FRAME}/code", coding.following, name="code"),
    path(f"{_FRAME}/code/<str:extract>", coding.one, name="code-one"),
    path(f"{_FRAME}/undo", coding.undone, name="undo"),
    path(f"{_FRAME}/sure", coding.sure, name="sure"),
    path(f"{_FRAME}/history", files.history, name="history"),
    path(f"{_FRAME}/codebook.csv", files.codebook, name="codebook"),
    path(f"{_FRAME}/codebook.qdc", files.exchange, name="exchange"),
    path(f"{_FRAME}/coded.csv", files.coded, name="coded"),
    path(f"{_FRAME}/sample", blind.draw_one, name="draw"),
    path(_SAMPLE, blind.sample, name="sample"),
    path(f"{_SAMPLE}/code/<str:extract>", blind.code, name="blind"),
]
