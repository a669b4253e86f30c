"""Whether people who declined are called again; campaigns stand when a limit of the account is reached."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0005_busy_after_ring'),
    ]

    operations = [
        migrations.AddField(
            model_name='campaign',
            name='refusal_again',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name='campaign',
            name='pause_reason',
            field=models.CharField(blank=True, choices=[('', 'None'), ('manual', 'Manual'), ('lead_limit', 'Lead Limit'), ('spend_limit', 'Spend Limit'), ('out_of_window', 'Out Of Window'), ('no_funds', 'No Funds'), ('no_numbers', 'No Numbers'), ('account_limit', 'Account Limit'), ('system', 'System')], default='', max_length=14),
        ),
    ]
