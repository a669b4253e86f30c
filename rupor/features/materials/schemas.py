"""Materials as JSON."""

from datetime import datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import StringConstraints

from rupor.engine.text import parts as text_parts
from rupor.features.materials.models import Material, MaterialKind
from rupor.kit.pagination import PageQuery

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]


class MaterialQuery(PageQuery):
    """Filters of the list."""

    kind: MaterialKind | None = None
    archived: bool = False


class MaterialOut(Schema):
    """A material. `parts` counts the SMS parts of a text as it stands, before placeholders are filled."""

    id: int
    kind: MaterialKind
    name: str
    state: str
    created_at: datetime
    duration_seconds: float
    text: str
    voice: str
    error: str
    audio_url: str | None
    parts: int | None
    archived_at: datetime | None

    @staticmethod
    def resolve_audio_url(material: Material) -> str | None:
        if material.kind == MaterialKind.TEXT:
            return None
        return f"/api/v1/projects/{material.project_id}/materials/{material.id}/audio"

    @staticmethod
    def resolve_parts(material: Material) -> int | None:
        return text_parts.parts(text=material.text).count if material.kind == MaterialKind.TEXT else None


class NameIn(Schema):
    """A new name."""

    name: Name


class TextIn(NameIn):
    """A message text; its length is checked by the room, which says what to do."""

    text: str


class TtsIn(TextIn):
    """A text to be spoken for each person."""

    voice: str


class PreviewIn(Schema):
    """What to speak now."""

    text: str
    voice: str
    variables: dict[str, str] = {}


class VoiceOut(Schema):
    """A voice of the installation."""

    id: str
    name: str = Field(alias="title")
    gender: str = Field(alias="sex", description="male or female")
    language: str
    provider: str = Field(description="espeak (built in), piper or yandex")
    paid: bool = Field(
        description="each text is charged once, by the price `tts` of the tariff; listening here is free"
    )
