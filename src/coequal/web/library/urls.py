"""Addresses of the library."""

import re

from django.urls import path, register_converter

from coequal.accounts.guard import everyone
from coequal.exchange.forms import FORMS
from coequal.web.library import downloads, feeds, mistakes, views

app_name = "library"


class _Ending:
    """The form of a file, by how its name ends: `pdf`, `fhir.json`."""

    regex = "|".join(re.escape(form.ending) for form in FORMS.values())

    def to_python(self, ending: str) -> str:
        """The form's own name."""
        return next(name for name, form in FORMS.items() if form.ending == ending)

    def to_url(self, name: str) -> str:
        """How its files end."""
        return FORMS[name].ending


register_converter(_Ending, "ending")

_POLICY = "policies/<slug:area>/<slug:service>"
_VERSION = f"{_POLICY}/<str:version>"  # after the words that are no version

urlpatterns = [
    path("policies", views.policies, name="policies"),
    path(_POLICY, views.policy, name="policy"),
    path(f"{_POLICY}/versions", views.versions, name="versions"),
    path(f"{_POLICY}/changes", views.changes, name="changes"),
    path(_VERSION, views.version, name="version"),
    path(f"{_VERSION}/policy.<ending:form>", downloads.exported, name="exported"),
    path(f"{_VERSION}/easy-read", views.easy_read, name="easy-read"),
    path(f"{_VERSION}/easy-read.pdf", downloads.easy_read_pdf, name="easy-read-pdf"),
    path(f"{_VERSION}/referral-form.pdf", downloads.form_pdf, name="form-pdf"),
    path(f"{_VERSION}/referral-form.docx", downloads.form_word, name="form-word"),
    path(f"{_VERSION}/mistake", mistakes.mistake, name="mistake"),
    path(f"{_VERSION}/mistake/<slug:reference>", mistakes.sent, name="mistake-sent"),
    path("feeds/policies", everyone(feeds.AllPolicies()), name="feed"),
    path("feeds/policies/<slug:area>/<slug:service>", everyone(feeds.OnePolicy()), name="policy-feed"),
]
