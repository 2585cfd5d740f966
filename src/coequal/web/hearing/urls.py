"""Addresses: involvements as officers run them: dates, gates, papers, events, letters."""

from django.urls import path

import coequal.web.involvement.converters  # noqa: F401  # the addresses below use what it registers
from coequal.web.hearing import beginning, desk, editing, events, going, law, letters, rows

app_name = "hearing"

_ONE = "involvement/desk/<involvement:reference>"
_EVENT = f"{_ONE}/events/<str:event>"

urlpatterns = [
    path("involvement/desk", beginning.involvements, name="list"),
    path("involvement/desk/begin", beginning.begin, name="begin"),
    path(_ONE, desk.desk, name="desk"),
    path(f"{_ONE}/copy", beginning.copy, name="copy"),
    path(f"{_ONE}/about", editing.about, name="about"),
    path(f"{_ONE}/days", editing.days, name="days"),
    path(f"{_ONE}/plan", editing.plan, name="plan"),
    path(f"{_ONE}/tell", editing.update, name="tell"),
    path(f"{_ONE}/announce", going.announce, name="announce"),
    path(f"{_ONE}/hold", going.hold, name="hold"),
    path(f"{_ONE}/close", going.close, name="close"),
    path(f"{_ONE}/law", law.gates, name="gates"),
    path(f"{_ONE}/data-protection", law.data_use, name="data-use"),
    path(f"{_ONE}/law/<slug:gate>", law.gate, name="gate"),
    *(path(f"{_ONE}/{kind.name}", rows.listed(kind), name=kind.name) for kind in rows.KINDS),
    *(path(f"{_ONE}/{kind.name}/<int:number>", rows.one(kind), name=f"{kind.name}-one") for kind in rows.KINDS),
    path(_EVENT, events.event, name="event"),
    path(f"{_EVENT}/notes", events.write, name="write"),
    path(f"{_EVENT}/notes/all", events.read, name="read"),
    path(f"{_EVENT}/notes/out", events.take_out, name="note-out"),
    path(f"{_ONE}/letters", letters.letters, name="letters"),
    path(f"{_ONE}/letters/add", letters.add, name="letters-add"),
    path(f"{_ONE}/letters/<str:letter>", letters.letter, name="letter"),
]
