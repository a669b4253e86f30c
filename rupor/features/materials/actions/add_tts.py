"""Keeps a text that is spoken for each person."""

from rupor.features.materials import queries, rules
from rupor.features.materials.models import Material, MaterialKind
from rupor.features.projects.models import Project
from rupor.kit import live


def add_tts(*, project: Project, name: str, text: str, voice: str) -> Material:
    """The new material; the text is checked here so that nobody hears braces."""
    checked = rules.checked_text(text=text, most_characters=rules.MOST_TTS_CHARACTERS)
    queries.voice(voice)
    made = Material.objects.create(
        account=project.account,
        project=project,
        kind=MaterialKind.TTS,
        name=name,
        state=rules.first_state(trusted=project.account.trusted),
        text=checked,
        voice=voice,
    )
    live.announce(account_id=project.account_id, payload={"type": "material", "id": made.id, "state": made.state})
    return made
