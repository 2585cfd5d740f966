"""Addresses: the data register as everybody reads it, and as staff keep it; how long records are kept."""

from django.urls import path

from coequal.web.assurance import (
    checking,
    desk,
    entering,
    groups,
    passing,
    public,
    retention,
    retention_certificates,
    versions,
    writing,
)
from coequal.web.assurance.equality_urls import PATTERNS

app_name = "assuring"

_DESK = "data-protection/desk"
_ONE = f"{_DESK}/<str:reference>"
_VERSION = f"{_ONE}/assessment/<int:number>"
_CHECK = f"{_ONE}/checks/<str:check>"
_CERTIFICATE = "records/certificates/<str:reference>"

urlpatterns = [
    *PATTERNS,
    path("data-protection", public.registers, name="registers"),
    path("data-protection/screening", public.how, name="how"),
    path("data-protection/blank/<slug:what>.<slug:form>", public.blank, name="blank"),
    path(_DESK, desk.uses, name="list"),
    path(f"{_DESK}/enter", entering.enter, name="enter"),
    path(f"{_DESK}/adopt/<slug:code>/<slug:entry>", entering.adopt_own, name="adopt"),
    path(f"{_DESK}/groups/<slug:code>", groups.groups, name="groups"),
    path(_ONE, desk.desk, name="desk"),
    path(f"{_ONE}/change", entering.change, name="change"),
    path(f"{_ONE}/screening", entering.screening, name="screening"),
    path(f"{_ONE}/elsewhere", entering.elsewhere, name="elsewhere"),
    path(f"{_ONE}/end", entering.end, name="end"),
    path(f"{_ONE}/let-pass", passing.let_pass, name="let-pass"),
    path(f"{_ONE}/let-pass/withdraw", passing.withdraw, name="withdraw"),
    path(f"{_ONE}/assessment", writing.assessment, name="assessment"),
    path(f"{_ONE}/assessment/step", writing.step, name="step"),
    path(f"{_ONE}/assessment/risk", writing.risk, name="risk"),
    path(f"{_ONE}/assessment/submit", writing.submit, name="submit"),
    path(_VERSION, versions.version, name="version"),
    path(f"{_VERSION}.pdf", versions.version_pdf, name="version-pdf"),
    path(f"{_VERSION}.docx", versions.version_word, name="version-word"),
    path(f"{_VERSION}/advice", versions.advise, name="advise"),
    path(f"{_VERSION}/approval", versions.approve, name="approve"),
    path(f"{_VERSION}/regulator", versions.regulator, name="regulator"),
    path(f"{_VERSION}/sign-off", versions.sign, name="sign"),
    path(f"{_ONE}/checks/add", checking.add, name="check-add"),
    path(f"{_CHECK}.pdf", checking.check_pdf, name="check-pdf"),
    path(f"{_CHECK}.docx", checking.check_word, name="check-word"),
    path(_CHECK, checking.check, name="check"),
    path(f"{_CHECK}/findings/<int:number>", checking.follow, name="follow"),
    path("records", retention.overview, name="retention"),
    path("records/holds/<str:reference>/end", retention.release, name="retention-release"),
    path("records/reviews/<str:reference>", retention.dispose, name="retention-dispose"),
    path(f"{_CERTIFICATE}.pdf", retention_certificates.certificate_pdf, name="retention-certificate-pdf"),
    path(f"{_CERTIFICATE}.docx", retention_certificates.certificate_word, name="retention-certificate-word"),
    path(_CERTIFICATE, retention_certificates.certificate, name="retention-certificate"),
    path("records/<slug:code>/period", retention.period, name="retention-period"),
    path("records/<slug:code>/hold", retention.hold, name="retention-hold"),
    path("records/<slug:code>/due/<slug:kind>", retention.due, name="retention-due"),
    path("data-protection/<slug:code>", public.register, name="register"),
    path("data-protection/<slug:code>/as.<slug:form>", public.register_file, name="register-file"),
    path("data-protection/<slug:code>/<str:reference>", public.entry, name="entry"),
]
