"""Addresses: a survey as people answer it, one page at a time. None of them holds anything of an answer."""

from django.urls import path

import coequal.web.answering.converters  # noqa: F401  # every address below uses what it registers
from coequal.web.answering import coming_back, finishing, pages, preview, start

app_name = "answering"
_HOME = "survey/<answered:reference>"

urlpatterns = [
    path(_HOME, start.start, name="start"),
    path(f"{_HOME}/begin", start.begin, name="begin"),
    path(f"{_HOME}/page/<int:number>", pages.page, name="page"),
    path(f"{_HOME}/check", finishing.check, name="check"),
    path(f"{_HOME}/sent", finishing.sent, name="sent"),
    path(f"{_HOME}/code", coming_back.code, name="code"),
    path(f"{_HOME}/leave", coming_back.leave, name="leave"),
    path(f"{_HOME}/return", coming_back.come_back, name="return"),
    path(f"{_HOME}/withdraw", coming_back.withdrawal, name="withdraw"),
    path("survey/preview/<answered:reference>", preview.preview, name="preview"),
]
