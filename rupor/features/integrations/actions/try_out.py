"""«Проверить»: makes one request now, with values made up, and tells what came back."""

from datetime import datetime

from rupor.features.integrations import queries
from rupor.features.integrations.actions.deliver import Send
from rupor.features.integrations.models import DeliveryState, Integration, WebhookDelivery
from rupor.features.integrations.rules import filling, retries, variables
from rupor.providers.webhook.provider import Request


def try_out(*, integration: Integration, now: datetime, send: Send) -> WebhookDelivery:
    """The row of the journal with the request and the answer; it is never repeated by itself."""
    made = WebhookDelivery(
        integration=integration,
        account_id=integration.account_id,
        project_id=integration.project_id,
        event="test",
        phone=variables.SAMPLES["phone"],
        variables=dict(variables.SAMPLES),
        attempts=1,
        created_at=now,
        tried_at=now,
    )
    built = filling.build(
        hook=queries.hook(integration),
        variables=made.variables,
        event=made.event,
        event_id=str(made.event_id),
        at=now,
    )
    (answer,) = send([Request(method=built.method, url=built.url, headers=built.headers, body=built.body)])
    made.state = DeliveryState.SENT if retries.is_success(answer.code) else DeliveryState.FAILED
    made.code, made.failure, made.answer = answer.code, answer.failure, answer.text[:2000]
    made.request = filling.shown(built)
    made.save()
    return made
