"""The price of a hundred characters spoken by a paid voice, and the texts that accounts have paid for."""

from decimal import Decimal

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def price_list(apps, schema_editor):
    rates = apps.get_model("billing", "TariffRate")
    rates.objects.get_or_create(account=None, service="tts", defaults={"part_price": Decimal("0.30")})


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_phone_of_a_user'),
        ('billing', '0006_price_of_calls_back'),
    ]

    operations = [
        migrations.AlterField(
            model_name='tariffrate',
            name='service',
            field=models.CharField(choices=[('call', 'call'), ('federal', 'federal'), ('incoming', 'incoming'), ('sms', 'sms'), ('tts', 'tts')], max_length=8),
        ),
        migrations.CreateModel(
            name='SpokenText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('characters', models.IntegerField()),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='accounts.account')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'digest'), name='spoken_text_once')],
            },
        ),
        migrations.RunPython(price_list, migrations.RunPython.noop),
    ]
