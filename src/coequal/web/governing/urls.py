"""Addresses: meetings, their papers, motions, votes and decisions, and what comes into force."""

from django.urls import path

import coequal.web.programmes.converters  # noqa: F401  # the addresses below use what it registers
from coequal.web.governing import after, calling, deciding, desk, limits, motions, papers, public, putting, ratifying, seats, voting

app_name = "governing"

_ONE = "meetings/<meeting:reference>"
_PAPER = f"{_ONE}/papers/<int:number>"
_MOTION = f"{_ONE}/motions/<motion:motion>"
_DECISION = "meetings/decisions/<decision:reference>"
_PUBLIC = "decisions/meetings/<meeting:reference>"

urlpatterns = [
    path("meetings", calling.meetings, name="list"),
    path("meetings/call", calling.call, name="call"),
    path("meetings/limits", limits.limits, name="limits"),
    path("meetings/limits/<int:number>", limits.end, name="limit"),
    path(_DECISION, after.decision, name="after"),
    path(f"{_DECISION}/call-in", after.call_in, name="call-in"),
    path(f"{_DECISION}/call-in/end", after.end_call_in, name="end-call-in"),
    path(f"{_DECISION}/ratify", ratifying.ratify, name="ratify"),
    path(_ONE, desk.desk, name="meeting"),
    path(f"{_ONE}/begin", desk.begin, name="begin"),
    path(f"{_ONE}/close", desk.close, name="close"),
    path(f"{_ONE}/off", desk.call_off, name="call-off"),
    path(f"{_ONE}/short-notice", desk.short_notice, name="short-notice"),
    path(f"{_ONE}/seats", seats.seats, name="seats"),
    path(f"{_ONE}/there", seats.there, name="there"),
    path(f"{_ONE}/papers", papers.papers, name="papers"),
    path(f"{_ONE}/papers/pack", papers.keep_pack, name="keep-pack"),
    path(f"{_ONE}/papers/publish", papers.publish, name="publish"),
    path(f"{_ONE}/pack.pdf", papers.pack_pdf, name="pack-pdf"),
    path(f"{_ONE}/pack.docx", papers.pack_word, name="pack-word"),
    path(_PAPER, papers.paper, name="paper"),
    path(f"{_PAPER}/paper.pdf", papers.paper_pdf, name="paper-pdf"),
    path(f"{_PAPER}/paper.docx", papers.paper_word, name="paper-word"),
    path(f"{_PAPER}/out", papers.take_out, name="paper-out"),
    path(f"{_ONE}/put", putting.choose, name="choose"),
    path(f"{_ONE}/put/<service_area:area>", putting.put, name="put"),
    path(_MOTION, motions.motion, name="motion"),
    path(f"{_MOTION}/interests", voting.interest, name="interest"),
    path(f"{_MOTION}/votes", voting.votes, name="votes"),
    path(f"{_MOTION}/decide", deciding.decide, name="decide"),
    path("decisions/<decision:reference>", public.decision, name="decision"),
    path(_PUBLIC, public.meeting, name="public-meeting"),
    path(f"{_PUBLIC}/papers/<int:number>", public.paper, name="public-paper"),
    path(f"{_PUBLIC}/papers/<int:number>/paper.pdf", public.paper_pdf, name="public-paper-pdf"),
    path(f"{_PUBLIC}/papers/<int:number>/paper.docx", public.paper_word, name="public-paper-word"),
]
