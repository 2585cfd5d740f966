"""Addresses of assessments of equality and quality."""

from typing import Final

from django.urls import path

from coequal.web.assurance import equality, equality_desk, equality_signing, equality_writing

_DESK = "equality/desk"
_ONE = f"{_DESK}/<str:reference>"

PATTERNS: Final = [
    path("equality", equality.public, name="equality-public"),
    path(_DESK, equality_desk.every, name="equality-list"),
    path(f"{_DESK}/begin", equality_desk.begin, name="equality-begin"),
    path(f"{_DESK}/groups/<slug:code>", equality_desk.further, name="equality-further"),
    path(_ONE, equality_desk.desk, name="equality-desk"),
    path(f"{_ONE}/group", equality_writing.group, name="equality-group"),
    path(f"{_ONE}/evidence", equality_writing.evidence, name="equality-evidence"),
    path(f"{_ONE}/aims", equality_writing.aims, name="equality-aims"),
    path(f"{_ONE}/aspect", equality_writing.aspect, name="equality-aspect"),
    path(f"{_ONE}/submit", equality_writing.submit, name="equality-submit"),
    path(f"{_ONE}/version", equality_signing.version, name="equality-version"),
    path(f"{_ONE}/sign", equality_signing.sign, name="equality-sign"),
    path("equality/<str:reference>", equality.read, name="equality-read"),
    path("equality/<str:reference>/<int:number>", equality.read, name="equality-earlier"),
    path("equality/<str:reference>/<int:number>/as.<slug:form>", equality.read_file, name="equality-file"),
]
