"""Free text that was kept in clear is sealed; what a request waits for, since when, and what left as a file gets columns."""

from collections.abc import Callable
from typing import Any, Final

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.models import F
from django.utils import timezone

from coequal.referrals.personal.fields import Sealed, SealedJson, SealedText
from coequal.referrals.personal.sealing import seal, unseal

NEW: Final = "sealed_"  # how the column begins that is to take the place of one in clear
CLEAR: Final = {
    ("Approval", "amounts"): models.JSONField,
    ("PanelDecision", "amounts"): models.JSONField,
    ("Panel", "why_called_off"): models.TextField,
    ("StandingAuthorisation", "why_withdrawn"): models.TextField,
    ("Use", "of"): models.TextField,
}

_Rows = models.QuerySet[Any]


def _column(model: str, name: str, **options: Any) -> "SealedJson[Any, Any] | SealedText[Any, Any]":
    kind = SealedJson if CLEAR[model, name] is models.JSONField else SealedText
    return kind(about=f"referrals_{model.lower()}.{name}", **options)


def _default(name: str) -> dict[str, Any]:
    return {"amounts": {"default": dict}, "of": {}}.get(name, {"default": ""})


def close(apps: Apps, _editor: object) -> None:
    """Seal what stands in clear."""
    for model, name in CLEAR:
        rows: _Rows = models.QuerySet(apps.get_model("referrals", model))
        column = rows.model._meta.get_field(f"{NEW}{name}")  # noqa: SLF001  # Django documents it
        for pk, value in list(rows.values_list("pk", name)):
            raw = seal(column.as_bytes(value), column.about)
            rows.filter(pk=pk).update(**{column.name: Sealed(raw, column)})


def open_again(apps: Apps, _editor: object) -> None:
    """Put what is sealed into clear."""
    for model, name in CLEAR:
        rows: _Rows = models.QuerySet(apps.get_model("referrals", model))
        column = rows.model._meta.get_field(f"{NEW}{name}")  # noqa: SLF001  # Django documents it
        for pk, sealed in list(rows.values_list("pk", column.name)):
            rows.filter(pk=pk).update(**{name: column.as_value(unseal(sealed.raw, column.about))})


def since_begun(apps: Apps, _editor: object) -> None:
    """Of a request that is there, nobody knows when it was last changed: at the earliest when it was begun."""
    models.QuerySet(apps.get_model("referrals", "Request")).update(changed=F("made"))


def taken_back(apps: Apps, _editor: object) -> None:
    """Requests of which the consent was taken back stand where officers see them, from when that was recorded."""
    requests: _Rows = models.QuerySet(apps.get_model("referrals", "Request"))
    consents: _Rows = models.QuerySet(apps.get_model("referrals", "Consent"))
    latest = consents.filter(request=models.OuterRef("pk")).order_by("-pk")
    asked = requests.filter(ended=None, submitted__isnull=False).exclude(state__in=("returned", "deferred"))
    gone = asked.annotate(given=models.Subquery(latest.values("given")[:1]), since=models.Subquery(latest.values("at")[:1]))
    for pk, since in list(gone.filter(given=False).values_list("pk", "since")):
        requests.filter(pk=pk).update(consent_taken_back=since)


def settle(_apps: Apps, editor: Any) -> None:
    """What was changed twice is held against its references now, or else PostgreSQL makes no index in this transaction."""
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _each(made: Callable[[str, str], Any]) -> list[Any]:
    return [made(model, name) for model, name in CLEAR]


_OPEN: Final = models.Q(("ended", None), ("submitted__isnull", False))


class Migration(migrations.Migration):
    """Columns that are sealed, and columns of what is waited for."""

    dependencies = [
        ("referrals", "0004_panels"),
    ]

    operations = [
        *_each(lambda model, name: migrations.AddField(model, f"{NEW}{name}", _column(model, name, null=True))),
        *_each(lambda model, name: migrations.AlterField(model, name, CLEAR[model, name](null=True))),
        migrations.RunPython(close, open_again),
        *_each(migrations.RemoveField),
        *_each(lambda model, name: migrations.RenameField(model, f"{NEW}{name}", name)),
        *_each(lambda model, name: migrations.AlterField(model, name, type(_column(model, name))())),
        *_each(lambda model, name: migrations.AlterField(model, name, type(_column(model, name))(**_default(name)))),
        migrations.AddField("Request", "changed", models.DateTimeField(default=timezone.now)),
        migrations.AddField("Request", "consent_taken_back", models.DateTimeField(null=True)),
        migrations.AddField("Request", "waits_until", models.DateField(null=True)),
        migrations.AddField("Viewing", "exported", models.BooleanField(default=False)),
        migrations.RunPython(since_begun, migrations.RunPython.noop),
        migrations.RunPython(taken_back, migrations.RunPython.noop),
        migrations.RunPython(settle, settle),
        migrations.AddIndex(
            "Request",
            models.Index(
                condition=_OPEN & models.Q(("consent_taken_back__isnull", False)),
                fields=["organisation", "id"],
                name="requests_no_consent",
            ),
        ),
        migrations.AddIndex(
            "Request",
            models.Index(
                condition=models.Q(("waits_until__isnull", False)),
                fields=["organisation", "waits_until", "id"],
                name="requests_waiting",
            ),
        ),
    ]
