"""What a campaign does when a machine takes the call."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0003_replaced_by_a_run"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="machine_action",
            field=models.CharField(
                choices=[
                    ("hang_up", "hang_up"),
                    ("play", "play"),
                    ("after_beep", "after_beep"),
                    ("as_person", "as_person"),
                ],
                default="hang_up",
                db_default="hang_up",
                max_length=12,
            ),
        ),
    ]
