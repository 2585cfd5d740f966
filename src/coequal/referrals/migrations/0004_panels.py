"""Who wrote on a request, which file somebody opened, and that nobody has said yet whether a file names anybody."""

from typing import Any

from django.conf import settings
from django.db import migrations, models


def nobody_said(apps: Any, _schema: Any) -> None:
    """So far a file either named nobody or nobody had said."""
    apps.get_model("referrals", "Attachment").objects.filter(names_nobody=False).update(names_nobody=None)


def say_no(apps: Any, _schema: Any) -> None:
    """The way back, which knows no third answer."""
    apps.get_model("referrals", "Attachment").objects.filter(names_nobody=None).update(names_nobody=False)


def find_writers(apps: Any, _schema: Any) -> None:
    """Those who asked, took down a consent, added a file, or opened the request as clinicians, wrote on it as far as is known."""
    of = apps.get_model
    Request = of("referrals", "Request")  # noqa: N806  # a model
    wrote = set(Request.objects.values_list("pk", "made_by"))
    wrote |= set(of("referrals", "Consent").objects.values_list("request", "written_by"))
    wrote |= set(of("referrals", "Attachment").objects.values_list("request", "added_by"))
    wrote |= set(of("referrals", "Viewing").objects.filter(role="clinician").values_list("request", "person"))
    link = Request.writers.through
    link.objects.bulk_create([link(request_id=request, person_id=person) for request, person in sorted(wrote)], batch_size=500)


class Migration(migrations.Migration):
    """After the tables were there."""

    dependencies = (migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("referrals", "0003_letters"))
    operations = (
        migrations.AddField(
            model_name="request",
            name="writers",
            field=models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="viewing",
            name="file",
            field=models.CharField(blank=True, default="", max_length=12),
            preserve_default=False,
        ),
        migrations.AlterField(model_name="attachment", name="names_nobody", field=models.BooleanField(null=True)),
        migrations.RunPython(nobody_said, say_no),
        migrations.RunPython(find_writers, migrations.RunPython.noop),
    )
