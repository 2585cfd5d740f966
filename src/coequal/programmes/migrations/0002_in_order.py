"""The order of the commissioners of a programme."""

from django.db import migrations


class Migration(migrations.Migration):
    """No two rows are alike under it; nothing in the database changes."""

    dependencies = [
        ("programmes", "0001_programmes"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="commissioner",
            options={"ordering": ["since", "code", "pk"]},
        ),
    ]
