"""The order of those who have a draft open."""

from django.db import migrations


class Migration(migrations.Migration):
    """No two rows are alike under it; nothing in the database changes."""

    dependencies = [
        ("drafting", "0001_drafts"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="presence",
            options={"ordering": ["pk"]},
        ),
    ]
