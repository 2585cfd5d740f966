"""Assessments of equality and quality: their drafts, versions and what came of each, and further groups of people."""

import functools

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import coequal.accounts.references


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_offers"),
        ("assurance", "0001_data_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EqualityAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=functools.partial(coequal.accounts.references.new_reference, *("EQ",)), max_length=12, unique=True
                    ),
                ),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("kind", models.CharField(max_length=20)),
                ("subject", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=300)),
                ("texts", models.JSONField(default=dict)),
                ("groups", models.JSONField(default=dict)),
                ("aspects", models.JSONField(default=dict)),
                ("mark", models.PositiveIntegerField(default=0)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="equality_assessments", to="accounts.organisation"
                    ),
                ),
                ("writers", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["-made", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EqualityVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("number", models.PositiveIntegerField()),
                ("about", models.CharField(max_length=71)),
                ("texts", models.JSONField()),
                ("groups", models.JSONField()),
                ("aspects", models.JSONField()),
                ("digest", models.CharField(max_length=71)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="assurance.equalityassessment"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "equality and quality impact assessment",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="EqualityOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("signed", models.BooleanField()),
                ("says", models.TextField()),
                ("answers_for_it", models.CharField(blank=True, max_length=200)),
                ("review_due", models.DateField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcome", to="assurance.equalityversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AssessedGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assessed_groups", to="accounts.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("organisation", "title"), name="assessed_group_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="equalityassessment",
            constraint=models.UniqueConstraint(fields=("organisation", "kind", "subject"), name="equality_assessed_once"),
        ),
        migrations.AddConstraint(
            model_name="equalityversion",
            constraint=models.UniqueConstraint(fields=("assessment", "number"), name="equality_version_once"),
        ),
        migrations.AddConstraint(
            model_name="equalityoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("signed", False), ("review_due__isnull", False), _connector="OR"), name="equality_signed_until"
            ),
        ),
    ]
