"""The order of what two people coded apart, and of what was taken out of a text."""

from django.db import migrations


class Migration(migrations.Migration):
    """No two rows are alike under it; nothing in the database changes."""

    dependencies = [
        ("involvement", "0003_from_answers"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="blindcoding",
            options={"ordering": ["pk"]},
        ),
        migrations.AlterModelOptions(
            name="redaction",
            options={"ordering": ["start", "end"]},
        ),
    ]
