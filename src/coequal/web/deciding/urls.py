"""Addresses: a request as its commissioner deals with it, panels, letters, and what can be done after a decision."""

from django.urls import path

import coequal.web.requests.converters  # noqa: F401  # the addresses below use what it registers
from coequal.web.deciding import (
    again,
    agenda,
    answers,
    appeals,
    calling,
    decide,
    files,
    interventions,
    items,
    letters,
    my_appeal,
    opening,
    packs,
    panel_desk,
    request_page,
    screening,
    seats,
    sitting,
    urgency,
)

app_name = "deciding"

_REQUEST = "requests/<request:reference>"
_FILE = f"{_REQUEST}/files/<attachment:attachment>"
_PANEL = "panels/<panel:panel>"
_ITEM = f"{_PANEL}/<request:reference>"
_MINE = "panels/mine/<panel:panel>"
_MY_ITEM = f"{_MINE}/<request:reference>"
_MY_APPEAL = f"{_MINE}/appeals/<appeal:appeal>"
_LETTER = "letters/<letter:letter>"
_APPEAL = "appeals/<appeal:appeal>"

urlpatterns = [
    path(_REQUEST, request_page.request_page, name="request"),
    path(f"{_REQUEST}/who", opening.who, name="who"),
    path(f"{_REQUEST}/break-glass", opening.glass, name="break-glass"),
    path(_FILE, files.file, name="file"),
    path(f"{_FILE}/names", files.names, name="file-names"),
    path(f"{_REQUEST}/take-on", screening.take_on, name="take-on"),
    path(f"{_REQUEST}/intervention", interventions.intervention, name="intervention"),
    path(f"{_REQUEST}/urgency", urgency.urgency, name="urgency"),
    *(path(f"{_REQUEST}/{name}", view, name=name) for name, view in screening.VIEWS.items()),
    path(f"{_REQUEST}/urgent-panel", calling.call_urgent, name="call-urgent"),
    path(f"{_REQUEST}/answer", answers.answer, name="answer"),
    path(f"{_REQUEST}/answer/<letter:letter>", answers.letter, name="answer-letter"),
    path(f"{_REQUEST}/again", again.ask_again, name="ask-again"),
    path(f"{_REQUEST}/appeal", again.lodge, name="lodge"),
    path(f"{_REQUEST}/ask-no-more", again.ask_no_more, name="ask-no-more"),
    path(f"{_REQUEST}/appeal-by-post", again.take_down, name="take-down-appeal"),
    path(f"{_REQUEST}/appeal-by-post/back", again.take_down_back, name="take-down-back"),
    path("panels", calling.panels, name="panels"),
    path("panels/call", calling.call, name="call"),
    path("panels/mine", sitting.mine, name="mine"),
    path(_MINE, sitting.panel, name="my-panel"),
    path(f"{_MINE}/pack", packs.my_pack, name="my-pack"),
    path(f"{_MINE}/pack.pdf", packs.my_pack_pdf, name="my-pack-pdf"),
    path(f"{_MINE}/pack.docx", packs.my_pack_word, name="my-pack-word"),
    path(_MY_ITEM, sitting.item, name="my-item"),
    path(f"{_MY_ITEM}/interest", sitting.interest, name="interest"),
    path(f"{_MY_ITEM}/view", sitting.view, name="view"),
    path(f"{_MY_ITEM}/files/<attachment:attachment>", sitting.file, name="my-file"),
    path(_MY_APPEAL, my_appeal.my_appeal, name="my-appeal"),
    path(f"{_MY_APPEAL}/files/<attachment:attachment>", my_appeal.file, name="my-appeal-file"),
    path(_PANEL, panel_desk.panel, name="panel"),
    path(f"{_PANEL}/seats", seats.seats, name="seats"),
    path(f"{_PANEL}/there", seats.there, name="there"),
    path(f"{_PANEL}/agenda", agenda.agenda, name="agenda"),
    path(f"{_PANEL}/begin", panel_desk.begin, name="begin"),
    path(f"{_PANEL}/close", panel_desk.close, name="close"),
    path(f"{_PANEL}/off", panel_desk.call_off, name="call-off"),
    path(f"{_PANEL}/pack", packs.pack, name="pack"),
    path(f"{_PANEL}/pack.pdf", packs.pack_pdf, name="pack-pdf"),
    path(f"{_PANEL}/pack.docx", packs.pack_word, name="pack-word"),
    path(_ITEM, items.item, name="item"),
    path(f"{_ITEM}/off", agenda.take_off, name="take-off"),
    path(f"{_ITEM}/close-views", items.close_views, name="close-views"),
    path(f"{_ITEM}/decide", decide.decide, name="decide"),
    path("letters", letters.to_send, name="letters"),
    path(_LETTER, letters.letter, name="letter"),
    path(f"{_LETTER}/edit", letters.edit, name="edit-letter"),
    path(f"{_LETTER}/named", letters.named, name="named-letter"),
    path(f"{_LETTER}/send", letters.send, name="send-letter"),
    path("appeals", appeals.appeals, name="appeals"),
    path(_APPEAL, appeals.appeal, name="appeal"),
    path(f"{_APPEAL}/panel", appeals.before, name="before-panel"),
    path(f"{_APPEAL}/hear", appeals.hear, name="hear"),
]
