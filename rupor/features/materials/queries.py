"""Materials of a project, and the storage that holds their files."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from django.db.models import QuerySet

from rupor import settings
from rupor.features.materials.models import Material, MaterialState
from rupor.features.projects.models import Project
from rupor.kit import errors
from rupor.kit.storage import Storage
from rupor.providers.espeak.provider import Espeak
from rupor.providers.espeak.voices import VOICES, Voice


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


def voices() -> list[Voice]:
    """Every voice that can speak a text."""
    return list(VOICES.values())


def voice(voice_id: str) -> Voice:
    """The voice of that name."""
    if voice_id not in VOICES:
        raise errors.RuporError("voice_unknown", field="voice")
    return VOICES[voice_id]


def speech() -> Espeak:
    """The built-in voice; its processes start with the first text and serve this process from then on."""
    return _speech(settings.load().storage / "speech")


@cache
def _speech(folder: Path) -> Espeak:
    return Espeak(cache_folder=folder)
