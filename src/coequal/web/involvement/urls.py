"""Addresses: involvements as everybody reads them: what is asked, until when, what was heard, what came of it."""

from django.urls import path

import coequal.web.involvement.converters  # noqa: F401  # every address below uses what it registers
from coequal.accounts.guard import everyone
from coequal.web.involvement import downloads, feeds, views

app_name = "involvement"

_ONE = "involvement/<involvement:reference>"
_PAPER = f"{_ONE}/papers/<int:number>"

urlpatterns = [
    path("involvement", views.involvements, name="list"),
    path(_ONE, views.involvement, name="one"),
    path(_PAPER, views.paper, name="paper"),
    path(f"{_PAPER}/paper.pdf", downloads.pdf, name="paper-pdf"),
    path(f"{_PAPER}/large-print.pdf", downloads.large_print, name="paper-large"),
    path(f"{_PAPER}/paper.docx", downloads.word, name="paper-word"),
    path("feeds/involvement", everyone(feeds.EveryInvolvement()), name="feed"),
    path("feeds/involvement/<involvement:reference>", everyone(feeds.OneInvolvement()), name="feed-one"),
]
