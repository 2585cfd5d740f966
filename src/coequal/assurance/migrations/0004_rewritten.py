"""When what a screening rests on was last changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Of entries that are there nothing is known of it, so they stand where they stood."""

    dependencies = [
        ("assurance", "0003_retention"),
    ]

    operations = [
        migrations.AddField(
            model_name="datause",
            name="rewritten",
            field=models.DateTimeField(null=True),
        ),
    ]
