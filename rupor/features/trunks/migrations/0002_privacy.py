"""What a trunk may tell on of our number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("trunks", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="trunk",
            name="privacy",
            field=models.CharField(
                blank=True,
                choices=[("none", "none"), ("id", "id"), ("header", "header")],
                db_default="",
                default="",
                max_length=6,
            ),
        ),
    ]
