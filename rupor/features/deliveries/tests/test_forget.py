"""The hope for a report ends after three days; a stray report is kept for a week."""

from datetime import UTC, datetime, timedelta

from rupor.features.deliveries.actions.forget import forget
from rupor.features.deliveries.models import Attempt, MessagePart, MessageRecord
from rupor.processes.testing import Owner

NOW = datetime(2030, 1, 10, tzinfo=UTC)


def test_message_never_reported_is_unknown_after_three_days(owner: Owner) -> None:
    for hours in (71, 73):
        attempt = Attempt.objects.create(account=owner.account, channel="sms", phone="79160000000", state="unknown")
        MessageRecord.objects.create(
            attempt=attempt,
            account=owner.account,
            project_id=owner.project.id,
            sender="RUPOR",
            phone="79160000000",
            text="…",
            parts=1,
            status="sent",
            sent_at=NOW - timedelta(hours=hours),
        )
    assert forget(now=NOW) == 1
    assert sorted(MessageRecord.objects.values_list("status", flat=True)) == ["sent", "unknown"]
    assert forget(now=NOW) == 0


def test_stray_report_goes_after_a_week(owner: Owner) -> None:
    for days in (6, 8):
        MessagePart.objects.create(
            route="r", message_id=str(days), status="delivered", created_at=NOW - timedelta(days=days)
        )
    forget(now=NOW)
    assert list(MessagePart.objects.values_list("message_id", flat=True)) == ["6"]
