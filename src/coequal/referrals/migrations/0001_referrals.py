"""The tables of referrals."""

import functools

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import coequal.accounts.references
import coequal.referrals.personal.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0004_offers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeepingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("outcome", models.CharField(max_length=30)),
                ("years", models.PositiveSmallIntegerField()),
                ("citation", models.CharField(max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keeping_rules", to="accounts.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Panel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=functools.partial(coequal.accounts.references.new_reference, *("U",)), max_length=11, unique=True
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.CharField(blank=True, max_length=40)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("quorum", models.PositiveSmallIntegerField()),
                ("lay_chair", models.BooleanField()),
                ("urgent", models.BooleanField(default=False)),
                ("hears_appeals", models.BooleanField(default=False)),
                ("state", models.CharField(default="called", max_length=20)),
                ("why_called_off", models.CharField(blank=True, max_length=300)),
                ("made", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="panels", to="accounts.organisation"
                    ),
                ),
            ],
            options={
                "verbose_name": "panel",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("listed", models.DateTimeField(auto_now_add=True)),
                ("taken_off", models.DateTimeField(null=True)),
                ("views_closed", models.DateTimeField(null=True)),
                (
                    "listed_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "views_closed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="items", to="referrals.panel"),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PanelDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=functools.partial(coequal.accounts.references.new_reference, *("QD",)), max_length=12, unique=True
                    ),
                ),
                ("by_way_of", models.CharField(max_length=20)),
                ("outcome", models.CharField(max_length=20)),
                ("answers", coequal.referrals.personal.fields.SealedJson(default=dict)),
                ("reasons", coequal.referrals.personal.fields.SealedText()),
                ("conditions", coequal.referrals.personal.fields.SealedText(default="")),
                ("wants", coequal.referrals.personal.fields.SealedText(default="")),
                ("amounts", models.JSONField(default=dict)),
                ("expires", models.DateField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("deciders", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "item",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="referrals.item"
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=functools.partial(coequal.accounts.references.new_reference, *("Y",)), max_length=11, unique=True
                    ),
                ),
                ("grounds", models.JSONField()),
                ("says", coequal.referrals.personal.fields.SealedText()),
                ("lodged_on", models.DateField()),
                ("due", models.DateField(null=True)),
                ("state", models.CharField(default="lodged", max_length=20)),
                ("found", coequal.referrals.personal.fields.SealedJson(default=dict)),
                ("reasons", coequal.referrals.personal.fields.SealedText(default="")),
                ("answered_on", models.DateField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("heard_by", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "lodged_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appeal", to="referrals.paneldecision"
                    ),
                ),
            ],
            options={
                "verbose_name": "appeal",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=functools.partial(coequal.accounts.references.new_reference, *("Q",)), max_length=11, unique=True
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("state", models.CharField(default="being written", max_length=30)),
                ("urgent", models.BooleanField(default=False)),
                ("service", models.CharField(max_length=60)),
                ("treatment", models.CharField(blank=True, max_length=60)),
                ("policy", models.CharField(blank=True, max_length=120)),
                ("version", models.CharField(blank=True, max_length=40)),
                ("digest", models.CharField(blank=True, max_length=80)),
                ("referred_on", models.DateField()),
                ("unmet", models.JSONField(default=list)),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("submitted", models.DateTimeField(null=True)),
                ("due", models.DateField(null=True)),
                ("decided", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                ("disposed", models.DateTimeField(null=True)),
                (
                    "follows",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="followed_by", to="referrals.request"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="accounts.organisation"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests_made", to="accounts.organisation"
                    ),
                ),
            ],
            options={
                "verbose_name": "request",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="paneldecision",
            name="request",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="referrals.request"),
        ),
        migrations.CreateModel(
            name="KeepingReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("found", models.CharField(max_length=20)),
                ("why", coequal.referrals.personal.fields.SealedText(default="")),
                ("again_on", models.DateField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keeping_reviews", to="referrals.request"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="item",
            name="request",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="items", to="referrals.request"),
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", coequal.referrals.personal.fields.SealedText(default="")),
                ("nhs_number", coequal.referrals.personal.fields.SealedText(default="")),
                ("date_of_birth", coequal.referrals.personal.fields.SealedText(default="")),
                ("address", coequal.referrals.personal.fields.SealedText(default="")),
                ("contact", coequal.referrals.personal.fields.SealedJson(default=dict)),
                ("partner", coequal.referrals.personal.fields.SealedJson(default=dict)),
                ("mark", models.CharField(blank=True, db_index=True, max_length=64)),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="identity", to="referrals.request"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EqualityAnswers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answers", coequal.referrals.personal.fields.SealedJson(default=dict)),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="equality", to="referrals.request"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given", models.BooleanField()),
                ("by", coequal.referrals.personal.fields.SealedText()),
                ("on", models.DateField()),
                ("to", coequal.referrals.personal.fields.SealedText()),
                ("how", models.CharField(max_length=40)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "written_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "request",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="referrals.request"),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ClinicalCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("facts", coequal.referrals.personal.fields.SealedJson(default=dict)),
                ("statements", coequal.referrals.personal.fields.SealedJson(default=dict)),
                ("sent_facts", coequal.referrals.personal.fields.SealedJson(default=dict)),
                ("sent_statements", coequal.referrals.personal.fields.SealedJson(default=dict)),
                ("cleared", coequal.referrals.personal.fields.SealedJson(default=list)),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clinical", to="referrals.request"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=functools.partial(coequal.accounts.references.new_reference, *("QF",)), max_length=12, unique=True
                    ),
                ),
                ("name", coequal.referrals.personal.fields.SealedText()),
                ("kind", models.CharField(max_length=80)),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("content", coequal.referrals.personal.fields.SealedBytes()),
                ("scanned", models.CharField(default="not scanned", max_length=20)),
                ("names_nobody", models.BooleanField(default=False)),
                ("added", models.DateTimeField(auto_now_add=True)),
                (
                    "added_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "names_nobody_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="referrals.request"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RulesVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("text", models.TextField()),
                ("why", models.CharField(max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="request_rules", to="accounts.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-since", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="request",
            name="rules",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.rulesversion"
            ),
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("post", models.CharField(max_length=120)),
                ("lay", models.BooleanField(default=False)),
                ("chairs", models.BooleanField(default=False)),
                ("there", models.BooleanField(default=False)),
                (
                    "panel",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="referrals.panel"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="panel_seats", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PanelInterest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("says", coequal.referrals.personal.fields.SealedText()),
                ("follows", models.CharField(max_length=40)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "item",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="referrals.item"),
                ),
                (
                    "seat",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="referrals.seat"),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MemberView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answers", coequal.referrals.personal.fields.SealedJson()),
                ("leans", models.CharField(max_length=20)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="views", to="referrals.item")),
                ("seat", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="views", to="referrals.seat")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="StandingAuthorisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=functools.partial(coequal.accounts.references.new_reference, *("W",)), max_length=11, unique=True
                    ),
                ),
                ("policy", models.CharField(max_length=120)),
                ("version", models.CharField(max_length=40)),
                ("digest", models.CharField(max_length=80)),
                ("treatments", models.JSONField()),
                ("name", models.CharField(max_length=120)),
                ("post", models.CharField(max_length=120)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("lasts", models.PositiveSmallIntegerField()),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("withdrawn", models.DateTimeField(null=True)),
                ("why_withdrawn", models.CharField(blank=True, max_length=300)),
                (
                    "made_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standing_authorisations",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "standing authorisation",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.CharField(
                        default=functools.partial(coequal.accounts.references.new_reference, *("V",)), max_length=11, unique=True
                    ),
                ),
                ("amounts", models.JSONField(default=dict)),
                ("from_day", models.DateField()),
                ("expires", models.DateField()),
                ("reasons", coequal.referrals.personal.fields.SealedText(default="")),
                ("conditions", coequal.referrals.personal.fields.SealedText(default="")),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("withdrawn", models.DateTimeField(null=True)),
                ("why_withdrawn", coequal.referrals.personal.fields.SealedText(default="")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approval", to="referrals.request"
                    ),
                ),
                (
                    "authorisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="referrals.standingauthorisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("left", models.CharField(blank=True, max_length=30)),
                ("came_to", models.CharField(max_length=30)),
                ("says", coequal.referrals.personal.fields.SealedText(default="")),
                ("to_asker", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="referrals.request"),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="request_topics", to="accounts.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="request",
            name="topic",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="referrals.topic"
            ),
        ),
        migrations.CreateModel(
            name="Use",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("of", models.CharField(max_length=60)),
                ("count", models.SmallIntegerField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "approval",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="referrals.approval"),
                ),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "takes_back",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="taken_back_by", to="referrals.use"
                    ),
                ),
            ],
            options={
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Viewing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=40)),
                ("part", models.CharField(max_length=20)),
                ("purpose", models.CharField(max_length=120)),
                ("broke_glass", models.BooleanField(default=False)),
                ("why", coequal.referrals.personal.fields.SealedText(default="")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "request",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="viewings", to="referrals.request"),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=functools.partial(coequal.accounts.references.new_reference, *("Z",)), max_length=11, unique=True
                    ),
                ),
                ("to", models.CharField(max_length=20)),
                ("text", coequal.referrals.personal.fields.SealedText()),
                ("edited", models.DateTimeField(null=True)),
                ("sent", models.DateTimeField(null=True)),
                ("how", models.CharField(blank=True, max_length=40)),
                (
                    "edited_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="referrals.paneldecision"
                    ),
                ),
            ],
            options={
                "verbose_name": "letter",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("decision", "to"), name="letter_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_off__isnull", True)), fields=("panel", "request"), name="request_once_a_panel"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(fields=("request", "digest"), name="file_once_a_request"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("panel", "person"), name="panel_seat_once"),
        ),
        migrations.AddConstraint(
            model_name="memberview",
            constraint=models.UniqueConstraint(fields=("item", "seat"), name="view_once"),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("authorisation__isnull", False), ("decided_by__isnull", True)),
                    models.Q(("authorisation__isnull", True), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="approval_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(fields=("organisation", "name"), name="topic_once"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["organisation", "state", "-id"], name="requests_by_state"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("ended", None), ("submitted__isnull", False), ("officer", None)),
                fields=["organisation", "id"],
                name="requests_new",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("ended", None), ("submitted__isnull", False)),
                fields=["officer", "id"],
                name="requests_of_officer",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("ended", None), ("submitted__isnull", False), ("due__isnull", False)),
                fields=["organisation", "due", "id"],
                name="requests_due",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["organisation", "submitted", "id"], name="requests_by_day"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("disposed", None)), fields=["organisation", "ended", "id"], name="requests_kept"
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["organisation", "-id"], name="requests_newest"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["provider", "state", "-id"], name="requests_asked"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["organisation", "service", "treatment", "-id"], name="requests_alike"),
        ),
        migrations.AddIndex(
            model_name="viewing",
            index=models.Index(fields=["request", "part", "person"], name="viewings_of_part"),
        ),
    ]
