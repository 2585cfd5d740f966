"""The order of results that were kept."""

from django.db import migrations


class Migration(migrations.Migration):
    """No two rows are alike under it; nothing in the database changes."""

    dependencies = [
        ("comparing", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="kept",
            options={"ordering": ["kind", "name"]},
        ),
    ]
