"""What a step asks of the rooms, as the fact that crosses the bus; texts are final there."""

from collections.abc import Mapping
from typing import Any, assert_never

import msgspec

from rupor.engine import ports
from rupor.engine.flow import placeholders, steps


def requested(step: steps.Fact, *, variables: Mapping[str, str]) -> tuple[ports.Kind, dict[str, Any]]:
    """The kind of the fact and its fields."""
    match step:
        case steps.MarkLead(tag=tag, node=node):
            return ports.Kind.LEAD, {"tag": tag, "node": node}
        case steps.AddToStopList(stop_list=stop_list, node=node):
            return ports.Kind.STOP_LISTED, {"stop_list": stop_list, "node": node}
        case steps.SendMessage(text=text, sender=sender, node=node):
            final = placeholders.fill(text=text, values=variables)
            return ports.Kind.SMS_REQUESTED, {"text": final, "sender": sender, "node": node}
        case steps.TellIntegration(integration=integration, node=node):
            known = msgspec.json.encode(variables).decode()
            return ports.Kind.WEBHOOK_REQUESTED, {"integration": integration, "text": known, "node": node}
        case steps.MakeTicket(title=title, text=text, node=node):
            filled = [placeholders.fill(text=each, values=variables) for each in (title, text)]
            return ports.Kind.FOLLOW_UP, {"tag": filled[0], "text": filled[1], "node": node}
        case _:
            assert_never(step)
