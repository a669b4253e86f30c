"""Whether a campaign takes a busy tone after the ring for a refusal."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0004_machine_action"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="busy_after_ring_ends",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
