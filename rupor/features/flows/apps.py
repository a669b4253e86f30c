"""Registers the room with Django, and keeps the system flow in every database."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

SYSTEM_FLOW_NAME = "Воспроизведение"
SYSTEM_FLOW = {
    "version": 1,
    "start": "answer",
    "nodes": {"answer": {"title": "Ответ", "cards": [{"do": "play", "material": "campaign"}]}},
}


class FlowsConfig(AppConfig):
    """The room `flows`."""

    name = "rupor.features.flows"
    label = "flows"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """After migrations rather than in one of them: a database emptied and filled again gets the flow back too."""
        post_migrate.connect(_keep_system_flow, sender=self)


def _keep_system_flow(sender: FlowsConfig, using: str, plan: object = None, **rest: Any) -> None:
    flows = sender.get_model("CallFlow")._default_manager.using(using)
    if not flows.filter(is_system=True).exists():
        flows.create(name=SYSTEM_FLOW_NAME, document=SYSTEM_FLOW, is_system=True)
