"""Materials of a project, and the storage that holds their files."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from django.db.models import QuerySet

from rupor import settings, speaking
from rupor.engine.speech import OfferedVoice
from rupor.features.materials.models import Material, MaterialState
from rupor.features.projects.models import Project
from rupor.kit import errors
from rupor.kit.storage import Storage
from rupor.media.speaking import Speech


def store() -> Storage:
    """Where the files of this installation lie."""
    return Storage(settings.load().storage)


def materials(*, project: Project, archived: bool = False, kind: str = "") -> QuerySet[Material]:
    """The project's materials, newest first."""
    found = Material.objects.filter(project=project, archived_at__isnull=not archived).order_by("-id")
    return found.filter(kind=kind) if kind else found


def material(*, project: Project, material_id: int) -> Material:
    """One of the project's materials; a foreign one does not exist."""
    found = Material.objects.filter(project=project, id=material_id).first()
    if found is None:
        raise errors.NotFound("material_not_found")
    return found


def usable(*, project: Project, ids: Collection[int]) -> dict[int, Material]:
    """Those of the given materials that may be played or sent now."""
    return Material.objects.filter(
        project=project, id__in=ids, state=MaterialState.ACTIVE, archived_at__isnull=True
    ).in_bulk()


def voices() -> list[OfferedVoice]:
    """Every voice that can speak a text, the usual one first."""
    return list(speech().voices)


def voice(voice_id: str) -> OfferedVoice:
    """The voice of that name."""
    found = next((each for each in speech().voices if each.id == voice_id), None)
    if found is None:
        raise errors.RuporError("voice_unknown", field="voice")
    return found


def speech() -> Speech:
    """The voices of this process; what they need starts with the first text and serves from then on."""
    return _speech(settings.load().storage)


@cache
def _speech(storage: Path) -> Speech:
    return speaking.opened(settings.load())
