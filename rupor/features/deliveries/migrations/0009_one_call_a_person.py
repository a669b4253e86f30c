"""Nobody is in two calls of one account at once; how often a person was called is found by their number."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_phone_of_a_user'),
        ('deliveries', '0008_calls_that_come_to_us'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='callrecord',
            index=models.Index(fields=['account', 'phone', '-started_at'], name='call_by_person'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(condition=models.Q(('channel', 'voice'), ('state__in', ['claimed', 'handed_over', 'taken']), ('target__isnull', False)), fields=('account', 'phone'), name='attempt_one_call_a_person'),
        ),
    ]
