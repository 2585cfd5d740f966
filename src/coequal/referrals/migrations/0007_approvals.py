"""What was sent of a request the time before, and the form by which a use of an approval was recorded."""

from django.db import migrations, models

import coequal.referrals.personal.fields


class Migration(migrations.Migration):
    """Two columns, empty for what is there already."""

    dependencies = [("referrals", "0006_nameless")]

    operations = [
        migrations.AddField(
            model_name="clinicalcase",
            name="sent_before",
            field=coequal.referrals.personal.fields.SealedJson(null=True),
        ),
        migrations.AddField(
            model_name="use",
            name="form",
            field=models.CharField(blank=True, max_length=11, null=True, unique=True),
        ),
    ]
