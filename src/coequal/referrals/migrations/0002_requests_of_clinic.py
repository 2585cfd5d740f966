"""An index by which the requests of one clinic to one commissioner are found, and whether there are any."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_referrals")]

    operations = [
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["organisation", "provider", "-id"], name="requests_of_clinic"),
        ),
    ]
