"""Limits of accounts and of the installation, their use, and stops."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_phone_of_a_user'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Ceiling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prefixes', models.JSONField(blank=True, null=True)),
                ('person_day', models.PositiveIntegerField(blank=True, null=True)),
                ('person_week', models.PositiveIntegerField(blank=True, null=True)),
                ('calls_hour', models.PositiveIntegerField(blank=True, null=True)),
                ('calls_day', models.PositiveIntegerField(blank=True, null=True)),
                ('spend_hour', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ('spend_day', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='accounts.account')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account',), name='ceiling_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='DiallingStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('calls_hour', 'Calls Hour'), ('calls_day', 'Calls Day'), ('spend_hour', 'Spend Hour'), ('spend_day', 'Spend Day'), ('by_hand', 'By Hand')], max_length=10)),
                ('limit', models.DecimalField(decimal_places=4, default=0, max_digits=18)),
                ('comment', models.CharField(blank=True, max_length=255)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.account')),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('account',), name='dialling_stopped_once')],
            },
        ),
        migrations.CreateModel(
            name='LineUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField()),
                ('calls', models.IntegerField(db_default=0, default=0)),
                ('spent', models.DecimalField(db_default=0, decimal_places=4, default=0, max_digits=18)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, to='accounts.account')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'hour'), name='line_use_once')],
            },
        ),
    ]
