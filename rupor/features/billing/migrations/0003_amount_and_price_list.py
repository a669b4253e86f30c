"""The customer's own change beside each transfer, and the installation's price list."""

from decimal import Decimal

from django.db import migrations, models


def price_list(apps, schema_editor):
    rates = apps.get_model("billing", "TariffRate")
    rates.objects.get_or_create(
        account=None,
        service="call",
        defaults={"first_block_seconds": 20, "first_block_price": Decimal("1.10"), "second_price": Decimal("0.09")},
    )
    rates.objects.get_or_create(account=None, service="sms", defaults={"part_price": Decimal("2.77")})


class Migration(migrations.Migration):
    dependencies = [("billing", "0002_ledger_guards")]
    operations = [
        migrations.AddField(
            model_name="transfer",
            name="amount",
            field=models.DecimalField(
                decimal_places=4,
                default=0,
                help_text="the customer's own change: balance and held together",
                max_digits=18,
            ),
        ),
        migrations.RunPython(price_list, migrations.RunPython.noop),
    ]
