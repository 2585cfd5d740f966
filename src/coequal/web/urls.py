"""Every address of the site, part by part."""

from django.urls import include, path

from coequal.web.operation import views as operation
from coequal.web.operation.metrics import metrics

urlpatterns = [
    path("health", operation.health, name="health"),
    path("ready", operation.ready, name="ready"),
    path("version", operation.version, name="version"),
    path("metrics", metrics, name="metrics"),
    path("", include("coequal.web.about.urls")),
    path("", include("coequal.web.finding.urls")),
    path("", include("coequal.web.library.urls")),
    path("", include("coequal.web.checker.urls")),
    path("", include("coequal.web.comparing.urls")),
    path("", include("coequal.web.staff.urls")),
    path("", include("coequal.web.studio.urls")),
    path("", include("coequal.web.analyses.urls")),
    path("", include("coequal.web.involvement.urls")),
    path("", include("coequal.web.answering.urls")),
    path("", include("coequal.web.hearing.urls")),
    path("", include("coequal.web.surveys.urls")),
    path("", include("coequal.web.counts.urls")),
    path("", include("coequal.web.coding.urls")),
    path("", include("coequal.web.findings.urls")),
    path("", include("coequal.web.programmes.urls")),
    path("", include("coequal.web.aligning.urls")),
    path("", include("coequal.web.prioritising.urls")),
    path("", include("coequal.web.governing.urls")),
    path("", include("coequal.web.referring.urls")),
    path("", include("coequal.web.requesting.urls")),
    path("", include("coequal.web.deciding.urls")),
    path("", include("coequal.web.requests.urls")),
    path("", include("coequal.web.assurance.urls")),
    path("", include("coequal.web.api.urls")),
]

handler400 = "coequal.web.failures.not_usable"
handler403 = "coequal.web.failures.forbidden"
handler404 = "coequal.web.failures.not_found"
handler500 = "coequal.web.failures.broken"
