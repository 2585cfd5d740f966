"""Addresses of the studio."""

from django.urls import path

from coequal.web.studio import beginning, changing, editing, files, handing, histories, listing

app_name = "studio"

_DRAFT = "studio/<str:reference>"

urlpatterns = [
    path("studio", listing.drafts, name="drafts"),
    path("studio/begin", beginning.start, name="begin"),
    path("studio/begin/version", beginning.version, name="begin-version"),
    path("studio/begin/text", beginning.text, name="begin-text"),
    path("studio/begin/nothing", beginning.nothing, name="begin-nothing"),
    path("studio/handed-over/<str:reference>", handing.handover, name="handover"),
    path(_DRAFT, listing.draft, name="draft"),
    path(f"{_DRAFT}/edit", editing.edit, name="edit"),
    path(f"{_DRAFT}/check", editing.check, name="check"),
    path(f"{_DRAFT}/both/<int:number>", editing.clash, name="clash"),
    path(f"{_DRAFT}/history", histories.history, name="history"),
    path(f"{_DRAFT}/history/<int:number>", histories.one_revision, name="revision"),
    path(f"{_DRAFT}/history/<int:number>/restore", histories.restored, name="restore"),
    path(f"{_DRAFT}/differences", histories.differences, name="differences"),
    path(f"{_DRAFT}/changes", changing.changes, name="changes"),
    path(f"{_DRAFT}/hand-over", handing.handing, name="hand-over"),
    path(f"{_DRAFT}/withdraw", handing.withdrawing, name="withdraw"),
    path(f"{_DRAFT}/again", beginning.again, name="again"),
    path(f"{_DRAFT}/draft.md", files.as_text, name="text"),
    path(f"{_DRAFT}/draft.pdf", files.as_pdf, name="pdf"),
    path(f"{_DRAFT}/draft.docx", files.as_word, name="word"),
    path(f"{_DRAFT}/bring-back", files.bring_back, name="bring-back"),
]
