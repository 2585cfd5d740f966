"""Health, readiness and version, as JSON for machines."""

from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from coequal import __version__
from coequal.accounts.guard import everyone
from coequal.web.shelf import shelf


@everyone
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Says that the process answers."""
    return JsonResponse({"status": "ok"})


@everyone
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Says whether pages can be served: 200 where the database answers and the library is read, else 503."""
    found = {"database": _works(_ask_database), "library": _works(lambda: len(shelf().policies))}
    return JsonResponse({"ready": all(found.values()), **found}, status=200 if all(found.values()) else 503)


@everyone
@require_safe
def version(_request: HttpRequest) -> HttpResponse:
    """Says which version of the software runs, and how many policies it holds."""
    policies = shelf().policies
    return JsonResponse({"version": __version__, "policies": len(policies), "versions": sum(map(len, policies.values()))})


def _ask_database() -> None:
    """Nothing, where the database has every table of this version. Raises `LookupError` where it has not."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LookupError("tables are missing")


def _works(step: Callable[[], object]) -> bool:
    """Whether a step can be taken; why not is for the log and not for whoever asks."""
    try:
        step()
    except Exception:  # noqa: BLE001  # whatever it is, the answer is that it does not work
        return False
    return True
