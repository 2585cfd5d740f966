"""The order of people, and of what they hold."""

from django.db import migrations


class Migration(migrations.Migration):
    """No two rows are alike under it; nothing in the database changes."""

    dependencies = [
        ("accounts", "0005_identities"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="identity",
            options={"ordering": ["pk"]},
        ),
        migrations.AlterModelOptions(
            name="invitation",
            options={"ordering": ["pk"]},
        ),
        migrations.AlterModelOptions(
            name="membership",
            options={"ordering": ["pk"]},
        ),
        migrations.AlterModelOptions(
            name="organisation",
            options={"ordering": ["name", "code"]},
        ),
        migrations.AlterModelOptions(
            name="person",
            options={"ordering": ["pk"]},
        ),
    ]
