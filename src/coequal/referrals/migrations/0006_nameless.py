"""Each row with sealed columns gets a name, and what is in it is sealed for that row; partners get marks.

A value that does not open, because its key is not here, stays as it is: once the key is back, `personal_keys reseal` seals it.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models

from coequal.referrals.personal.fields import SealedColumn, SealedJson
from coequal.referrals.personal.numbers import mark_of
from coequal.referrals.personal.sealing import CannotOpen, seal, unseal

TABLES = (
    "Appeal",
    "Approval",
    "Attachment",
    "ClinicalCase",
    "Consent",
    "EqualityAnswers",
    "Identity",
    "KeepingReview",
    "Letter",
    "MemberView",
    "Panel",
    "PanelDecision",
    "PanelInterest",
    "StandingAuthorisation",
    "Step",
    "Urgency",
    "Use",
    "Viewing",
)


def _columns(model: type[models.Model]) -> "list[SealedColumn[Any, Any]]":
    return [one for one in model._meta.local_concrete_fields if isinstance(one, SealedColumn)]  # noqa: SLF001  # Django documents it


def _rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    """Each row by itself, since it may hold a file."""
    rows: models.QuerySet[models.Model] = models.QuerySet(model)
    names = [one.name for one in _columns(model)]
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        yield rows.values("pk", "row", *names).get(pk=pk)


def for_rows(apps: Apps, _editor: object) -> None:
    """Name each row, seal what is in it for it, and mark the numbers of partners."""
    for table in TABLES:
        model = apps.get_model("referrals", table)
        for row in _rows(model):
            name = uuid4()
            anew = {"row": name, **_anew(model, row, None, name)}
            if table == "Identity" and "partner" in anew:
                number = (anew["partner"].opened(name) or {}).get("nhs_number", "")
                anew["partner_mark"] = mark_of(number) if number else ""
            models.QuerySet(model).filter(pk=row["pk"]).update(**anew)


def for_columns(apps: Apps, _editor: object) -> None:
    """Seal everything for its column alone again."""
    for table in TABLES:
        model = apps.get_model("referrals", table)
        for row in _rows(model):
            if anew := _anew(model, row, row["row"], None):
                models.QuerySet(model).filter(pk=row["pk"]).update(**anew)


def _anew(model: type[models.Model], row: dict[str, Any], before: UUID | None, after: UUID | None) -> dict[str, Any]:
    """The sealed values of a row, sealed for another place; without those that do not open."""
    found = {}
    for column in _columns(model):
        held = row[column.name]
        if held is None:
            continue
        try:
            plain = unseal(held.raw, column.about, before)
        except CannotOpen:
            continue
        found[column.name] = type(held)(seal(plain, column.about, after), column)
    return found


class Migration(migrations.Migration):
    """Names of rows, and the marks of partners."""

    dependencies = [
        ("referrals", "0005_keepingclean"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(migrations.AddField(one, "row", models.UUIDField(editable=False, null=True)) for one in TABLES),
        migrations.AddField("Identity", "partner_mark", models.CharField(blank=True, db_index=True, default="", max_length=64)),
        migrations.RunPython(for_rows, for_columns),
        *(migrations.AlterField(one, "row", models.UUIDField(default=uuid4, editable=False, unique=True)) for one in TABLES),
        migrations.AlterField("Identity", "partner_mark", models.CharField(blank=True, db_index=True, max_length=64)),
        migrations.CreateModel(
            "Disclosure",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.UUIDField(default=uuid4, editable=False, unique=True)),
                ("says", SealedJson()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disclosures", to="referrals.request"
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
    ]
