"""Letters about more than decisions, appeals before panels, urgency that somebody confirms, and interventions by that name."""

import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import coequal.referrals.personal.fields

PROTECT = django.db.models.deletion.PROTECT


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Say of each letter which request it is about, when it was made and on which day it was sent; end appeals that nobody hears.

    What was made before is made anew in nothing: a letter that is still to be sent has no day on which it is due.
    """
    letters, appeals = apps.get_model("referrals", "Letter"), apps.get_model("referrals", "Appeal")
    for pk, sent, request, made in letters.objects.values_list("pk", "sent", "decision__request", "decision__at").iterator():
        day = django.utils.timezone.localdate(sent) if sent else None
        letters.objects.filter(pk=pk).update(request=request, made=made, sent_on=day)
    appeals.objects.filter(state="lodged", decision__request__state="withdrawn").update(state="withdrawn")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or else the table cannot be altered in this transaction


class Migration(migrations.Migration):
    """As above."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("referrals", "0002_requests_of_clinic"),
    ]

    operations = [
        migrations.RenameModel("Topic", "Intervention"),
        migrations.RenameField("request", "topic", "intervention"),
        migrations.RemoveConstraint("intervention", "topic_once"),
        migrations.AlterField(
            "intervention",
            "organisation",
            models.ForeignKey(on_delete=PROTECT, related_name="interventions", to="accounts.organisation"),
        ),
        migrations.AddConstraint(
            "intervention", models.UniqueConstraint(fields=("organisation", "name"), name="intervention_once")
        ),
        migrations.CreateModel(
            name="Urgency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_urgent", models.BooleanField()),
                ("why", coequal.referrals.personal.fields.SealedText(default="")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by", models.ForeignKey(on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("request", models.ForeignKey(on_delete=PROTECT, related_name="urgencies", to="referrals.request")),
            ],
            options={"verbose_name": "finding of urgency", "ordering": ["pk"]},
        ),
        migrations.AddField("appeal", "came_from", models.CharField(default="the clinician", max_length=20)),
        migrations.AddField(
            "appeal",
            "panel",
            models.ForeignKey(null=True, on_delete=PROTECT, related_name="appeals", to="referrals.panel"),
        ),
        migrations.AddField(
            "letter", "appeal", models.ForeignKey(null=True, on_delete=PROTECT, related_name="letters", to="referrals.appeal")
        ),
        migrations.AddField(
            "letter", "request", models.ForeignKey(null=True, on_delete=PROTECT, related_name="letters", to="referrals.request")
        ),
        migrations.AddField("letter", "made", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AddField("letter", "due", models.DateField(null=True)),
        migrations.AddField("letter", "sent_on", models.DateField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            "letter", "request", models.ForeignKey(on_delete=PROTECT, related_name="letters", to="referrals.request")
        ),
        migrations.AlterField(
            "letter",
            "decision",
            models.ForeignKey(null=True, on_delete=PROTECT, related_name="letters", to="referrals.paneldecision"),
        ),
        migrations.AddConstraint("letter", models.UniqueConstraint(fields=("appeal", "to"), name="letter_of_appeal_once")),
        migrations.AddConstraint(
            "letter",
            models.UniqueConstraint(
                condition=models.Q(("appeal", None), ("decision", None)), fields=("request", "to"), name="letter_of_end_once"
            ),
        ),
        migrations.AddIndex(
            "letter", models.Index(condition=models.Q(("sent", None)), fields=["request", "id"], name="letters_to_send")
        ),
    ]
