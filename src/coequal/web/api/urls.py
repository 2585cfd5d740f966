"""Addresses of this part. Each operation names its own permission; what is not there is said in a document."""

from django.urls import URLPattern, path, re_path

from coequal.web.api import views
from coequal.web.api.interface import api
from coequal.web.api.operations import outside

app_name = "api"


def _operations() -> list[URLPattern]:
    """The addresses of the operations, under their names; not the root that comes with them, which is no page.

    Those with fewer parts that may be anything come first, so that `assess` is not taken for a version.
    """
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    found.sort(key=lambda one: str(one.pattern).count("<"))
    return [path(f"api/{one.pattern}", outside(one.callback), name=one.name) for one in found]


urlpatterns = [
    path("api", views.page, name="page"),
    path("api/openapi.json", views.openapi, name="openapi"),
    *_operations(),
    re_path(r"^api/(?P<rest>.*)$", views.nowhere, name="nowhere"),
]
