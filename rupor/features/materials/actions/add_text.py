"""Keeps a message text."""

from rupor.features.materials import rules
from rupor.features.materials.models import Material, MaterialKind
from rupor.features.projects.models import Project
from rupor.kit import live


def add_text(*, project: Project, name: str, text: str) -> Material:
    """The new material."""
    made = Material.objects.create(
        account=project.account,
        project=project,
        kind=MaterialKind.TEXT,
        name=name,
        state=rules.first_state(trusted=project.account.trusted),
        text=rules.checked_text(text=text, most_characters=rules.MOST_MESSAGE_CHARACTERS),
    )
    live.announce(account_id=project.account_id, payload={"type": "material", "id": made.id, "state": made.state})
    return made
