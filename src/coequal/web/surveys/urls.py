"""Addresses: surveys as officers write them, print them, and type in what comes back on paper."""

from django.urls import path

import coequal.web.answering.converters
import coequal.web.involvement.converters  # noqa: F401  # the addresses below use what both register
from coequal.web.surveys import builder, editing, listing, printing, publishing, questions, typing_in, wording

app_name = "surveys"

_ALL = "involvement/desk/<involvement:reference>/surveys"
_ONE = "involvement/desk/surveys/<answered:reference>"
_FORM = f"{_ONE}/forms/<str:serial>"

urlpatterns = [
    path(_ALL, listing.surveys, name="list"),
    path(f"{_ALL}/begin", listing.begin, name="begin"),
    path(_ONE, listing.survey, name="survey"),
    path(f"{_ONE}/file", editing.edit, name="edit"),
    path(f"{_ONE}/survey.md", editing.file, name="file"),
    path(f"{_ONE}/build", builder.build, name="build"),
    path(f"{_ONE}/build/about", builder.about, name="about"),
    path(f"{_ONE}/build/page", builder.new_page, name="new-page"),
    path(f"{_ONE}/build/page/<slug:part>", builder.page, name="page"),
    path(f"{_ONE}/build/page/<slug:page>/new/<str:kind>", questions.new, name="new-question"),
    path(f"{_ONE}/build/question/<slug:part>", questions.change, name="question"),
    path(f"{_ONE}/words/<str:language>", wording.words, name="words"),
    path(f"{_ONE}/publish", publishing.publishing, name="publish"),
    path(f"{_ONE}/versions", publishing.versions, name="versions"),
    path(f"{_ONE}/form.pdf", printing.form, name="pdf"),
    path(f"{_ONE}/copies", printing.copies, name="copies"),
    path(f"{_ONE}/forms", typing_in.forms_back, name="forms"),
    path(f"{_FORM}/type", typing_in.type_form, name="type"),
    path(f"{_FORM}/differences", typing_in.differing, name="differences"),
    path(f"{_FORM}/aside", typing_in.aside, name="aside"),
]
