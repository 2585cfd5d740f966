"""Figures for a program that watches the site: how many requests, how they ended, how long they took, and what waits.

No figure is about anybody: a status and a duration are kept of a request, and neither its address nor its view. The workers
of one server write to files in one folder, so that whichever is asked says what all of them have answered.
"""

import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from ipaddress import ip_address
from shutil import rmtree
from tempfile import mkdtemp
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from coequal.accounts.guard import everyone
from coequal.web.limits import address

if TYPE_CHECKING:
    from prometheus_client import Counter, Histogram
    from prometheus_client.registry import CollectorRegistry

_SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"
_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds


def is_on() -> bool:
    """Whether anybody may ask for the figures; where nobody may, none are kept."""
    return bool(settings.METRICS_TOKEN or settings.METRICS_FROM)


def share() -> None:
    """Let the processes that this one is to start add up their figures. It has to come before any is kept."""
    if is_on():
        os.environ[_SHARED] = mkdtemp(prefix="coequal-metrics-")


def unshare() -> None:
    """Take away what the processes shared, once they have ended."""
    if folder := os.environ.pop(_SHARED, None):
        rmtree(folder, ignore_errors=True)


class _Meters(NamedTuple):
    """What is kept of requests in this process."""

    registry: "CollectorRegistry"
    requests: "Counter"
    seconds: "Histogram"


@lru_cache(maxsize=1)
def _meters() -> _Meters:
    # When it is imported it is settled whether processes share their figures.
    from prometheus_client import CollectorRegistry, Counter, Histogram  # noqa: PLC0415

    registry = CollectorRegistry()
    requests = Counter("coequal_requests", "Requests that were answered, by status.", ["status"], registry=registry)
    seconds = Histogram("coequal_request_seconds", "How long answers took.", registry=registry, buckets=_BUCKETS)
    return _Meters(registry, requests, seconds)


def requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Counts each request, where anybody may ask for the figures."""
    if not is_on():
        raise MiddlewareNotUsed
    kept = _meters()

    def count(request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = get_response(request)
        kept.seconds.observe(perf_counter() - began)
        kept.requests.labels(str(response.status_code)).inc()
        return response

    return count


@everyone
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, as Prometheus reads them; for whoever has the token, or asks from an address that is named."""
    if not _may(request):
        raise Http404
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest  # noqa: PLC0415  # see _meters
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

    if _SHARED in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it says nothing of its types
    else:
        registry = _meters().registry
    now = CollectorRegistry()
    now.register(_Now())
    response = HttpResponse(generate_latest(registry) + generate_latest(now), content_type=CONTENT_TYPE_LATEST)
    response.headers["Cache-Control"] = "no-store"
    return response


def _may(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    if settings.METRICS_TOKEN and constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        return True
    try:
        asks = ip_address(address(request))
    except ValueError:
        return False
    return any(asks in network for network in settings.METRICS_FROM)


class _Now:
    """What is so at the moment of asking."""

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415  # see _meters

        try:
            waiting = DBTaskResult.objects.ready()
            count, oldest = waiting.count(), waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
        except DatabaseError:
            connection.close()  # so that the next question finds out anew
            yield GaugeMetricFamily("coequal_database_up", "Whether the database answers.", value=0)
            return
        yield GaugeMetricFamily("coequal_database_up", "Whether the database answers.", value=1)
        yield GaugeMetricFamily("coequal_work_waiting", "Jobs that wait for a worker.", value=count)
        age = max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0
        yield GaugeMetricFamily("coequal_work_oldest_seconds", "For how long the job has waited that waits longest.", value=age)
