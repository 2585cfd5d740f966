"""Addresses of the library."""

from django.urls import path

from coequal.accounts.guard import everyone
from coequal.web.library import downloads, feeds, mistakes, views

app_name = "library"

_POLICY = "policies/<slug:area>/<slug:service>"
_VERSION = f"{_POLICY}/<str:version>"  # after the words that are no version

urlpatterns = [
    path("policies", views.policies, name="policies"),
    path(_POLICY, views.policy, name="policy"),
    path(f"{_POLICY}/versions", views.versions, name="versions"),
    path(f"{_POLICY}/changes", views.changes, name="changes"),
    path(_VERSION, views.version, name="version"),
    path(f"{_VERSION}/policy.pdf", downloads.pdf, name="pdf"),
    path(f"{_VERSION}/policy.docx", downloads.word, name="word"),
    path(f"{_VERSION}/policy.md", downloads.source, name="source"),
    path(f"{_VERSION}/easy-read", views.easy_read, name="easy-read"),
    path(f"{_VERSION}/easy-read.pdf", downloads.easy_read_pdf, name="easy-read-pdf"),
    path(f"{_VERSION}/referral-form.pdf", downloads.form_pdf, name="form-pdf"),
    path(f"{_VERSION}/referral-form.docx", downloads.form_word, name="form-word"),
    path(f"{_VERSION}/mistake", mistakes.mistake, name="mistake"),
    path(f"{_VERSION}/mistake/<slug:reference>", mistakes.sent, name="mistake-sent"),
    path("feeds/policies", everyone(feeds.AllPolicies()), name="feed"),
    path("feeds/policies/<slug:area>/<slug:service>", everyone(feeds.OnePolicy()), name="policy-feed"),
]
