"""The one way in which rows that stay as they are can be emptied: for a request that is disposed of, and for nothing else.

What is personal goes; what is left is the skeleton: reference, kind, states with their days, and outcome.
"""

from typing import Any, Final

from django.db.models import Model, QuerySet

from coequal.errors import CoequalError
from coequal.referrals import models
from coequal.referrals.models import Request
from coequal.referrals.personal.fields import SealedColumn, SealedJson

GONE: Final[dict[type[Model], str]] = {
    models.Identity: "request",
    models.EqualityAnswers: "request",
    models.ClinicalCase: "request",
    models.Consent: "request",
    models.Disclosure: "request",
    models.Attachment: "request",
}
EMPTIED: Final[dict[type[Model], str]] = {
    models.Step: "request",
    models.Viewing: "request",
    models.Urgency: "request",
    models.Approval: "request",
    models.Use: "approval__request",
    models.PanelDecision: "request",
    models.MemberView: "item__request",
    models.PanelInterest: "item__request",
    models.Letter: "request",
    models.Appeal: "decision__request",
    models.KeepingReview: "request",
}
OF_NO_REQUEST: Final[tuple[type[Model], ...]] = (models.Panel, models.StandingAuthorisation)  # why they ended stays sealed


def empty(request: Request) -> dict[str, int]:
    """Take away what is personal, and say how many rows of which table were taken away or emptied.

    Raises `CoequalError` for a request that is not marked as disposed of in this very transaction.
    """
    if request.disposed is None:
        raise CoequalError(f"{request.reference} is not disposed of, so nothing of it is emptied.")
    done: dict[str, int] = {}
    for model, path in GONE.items():
        done[str(model._meta.verbose_name)] = _rows(model, path, request).delete()[0]  # noqa: SLF001  # Django documents it
    for model, path in EMPTIED.items():
        nothing: dict[str, Any] = {field.name: {} if isinstance(field, SealedJson) else "" for field in sealed_in(model)}
        done[str(model._meta.verbose_name)] = _rows(model, path, request).update(**nothing)  # noqa: SLF001
    request.unmet, request.intervention = [], None
    request.save(update_fields=["unmet", "intervention"])
    return {name: count for name, count in done.items() if count}


def sealed_in(model: type[Model]) -> list[SealedColumn[Any, Any]]:
    """The sealed columns of a table."""
    return [field for field in model._meta.concrete_fields if isinstance(field, SealedColumn)]  # noqa: SLF001


def _rows(model: type[Model], path: str, request: Request) -> QuerySet[Any]:
    """The rows of a request as rows like any other, which those that stay as they are do not offer."""
    return QuerySet(model).filter(**{path: request})
