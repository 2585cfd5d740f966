"""Addresses: a referral and its pack, prior approval, what is used of it, and standing authorisations."""

from django.urls import path

import coequal.web.requests.converters  # noqa: F401  # the addresses below use what it registers
from coequal.web.referring import answering, approvals, authorising, beginning, sending, writing

app_name = "referring"
_UNDER = "refer/under/<slug:area>/<slug:service>"
_ASKED = "refer/<request:reference>"
_APPROVAL = "approvals/<approval:number>"
_CASE = "approvals/requests/<request:reference>"

urlpatterns = [
    path("refer", beginning.start, name="start"),
    path(_UNDER, beginning.begin, name="begin"),
    path(f"{_UNDER}/form.pdf", beginning.blank, name="blank"),
    path(f"{_UNDER}/from-check", beginning.from_check, name="from-check"),
    path(_ASKED, writing.request_page, name="request"),
    path(f"{_ASKED}/facts/<slug:section>", writing.facts, name="facts"),
    path(f"{_ASKED}/who", writing.who, name="who"),
    path(f"{_ASKED}/pack.pdf", sending.pack_pdf, name="pack-pdf"),
    path(f"{_ASKED}/pack.docx", sending.pack_word, name="pack-word"),
    path(f"{_ASKED}/pack.json", sending.pack_fhir, name="pack-fhir"),
    path(f"{_ASKED}/send", sending.submit, name="submit"),
    path(f"{_ASKED}/withdraw", sending.withdraw, name="withdraw"),
    path(_CASE, answering.case, name="case"),
    path(f"{_CASE}/approve", answering.grant, name="grant"),
    path(f"{_CASE}/decline", answering.refuse, name="refuse"),
    path(f"{_CASE}/return", answering.give_back, name="return"),
    path(f"{_CASE}/elsewhere", answering.elsewhere, name="elsewhere"),
    path(_APPROVAL, approvals.approval, name="approval"),
    path(f"{_APPROVAL}/use", approvals.use, name="use"),
    path(f"{_APPROVAL}/uses/<int:row>/back", approvals.take_back, name="take-back"),
    path(f"{_APPROVAL}/renew", approvals.renew, name="renew"),
    path(f"{_APPROVAL}/withdraw", answering.withdraw_approval, name="withdraw-approval"),
    path("authorisations", authorising.authorisations, name="authorisations"),
    path("authorisations/new/<slug:area>/<slug:service>/<str:version>", authorising.new, name="authorise"),
    path("authorisations/<authorisation:reference>/withdraw", authorising.withdraw, name="withdraw-authorisation"),
]
