"""The doors of the room `materials`."""

from pathlib import Path
from typing import Any

from django.http.response import HttpResponseBase
from ninja import File, Form, Query, Router, Status, UploadedFile

from rupor.features.accounts.rules import Right
from rupor.features.materials import queries, rules, schemas
from rupor.features.materials.actions import add_audio, add_text, add_tts, archive, rename, restore, speak
from rupor.features.materials.models import Material, MaterialKind
from rupor.features.projects.guards import ProjectRequest, in_project
from rupor.kit import errors, file_answer, pagination

router = Router(tags=["materials"])
READ, EDIT = in_project(Right.READ), in_project(Right.EDIT)


@router.get("/materials", response=pagination.Page[schemas.MaterialOut], auth=READ)
def materials(request: ProjectRequest, query: Query[schemas.MaterialQuery]) -> dict[str, Any]:
    """Clips, spoken texts and message texts of the project."""
    everything = queries.materials(project=request.auth.project, archived=query.archived)
    found = queries.materials(project=request.auth.project, archived=query.archived, kind=query.kind or "")
    return pagination.page(found, query=query, total=everything.count())


@router.get("/materials/voices", response=list[schemas.VoiceOut], auth=READ)
def voices(request: ProjectRequest) -> Any:
    """Voices that can speak a text."""
    return queries.voices()


@router.post("/materials/audio", response={201: schemas.MaterialOut}, auth=EDIT)
def upload_audio(request: ProjectRequest, name: Form[schemas.Name], file: File[UploadedFile]) -> Status[Material]:
    """Takes a wav, mp3, ogg or m4a file in."""
    if (file.size or 0) > rules.MOST_BYTES:
        raise errors.RuporError("clip_too_large", field="file", most_megabytes=rules.MOST_BYTES // 1024**2)
    return Status(201, add_audio.add_audio(project=request.auth.project, name=name, content=file.read()))


@router.post("/materials/tts", response={201: schemas.MaterialOut}, auth=EDIT)
def create_tts(request: ProjectRequest, given: schemas.TtsIn) -> Status[Material]:
    """Keeps a text that is spoken for each person."""
    project = request.auth.project
    return Status(201, add_tts.add_tts(project=project, name=given.name, text=given.text, voice=given.voice))


@router.post("/materials/tts/preview", auth=EDIT)
def preview(request: ProjectRequest, given: schemas.PreviewIn) -> HttpResponseBase:
    """Speaks a text now, as a WAV file."""
    path = speak.speak(text=given.text, voice=given.voice, variables=given.variables)
    return file_answer.answer(request=request, path=path, content_type="audio/wav")


@router.post("/materials/text", response={201: schemas.MaterialOut}, auth=EDIT)
def create_text(request: ProjectRequest, given: schemas.TextIn) -> Status[Material]:
    """Keeps a message text."""
    return Status(201, add_text.add_text(project=request.auth.project, name=given.name, text=given.text))


@router.get("/materials/{int:material_id}", response=schemas.MaterialOut, auth=READ)
def material(request: ProjectRequest, material_id: int) -> Material:
    """One material."""
    return queries.material(project=request.auth.project, material_id=material_id)


@router.patch("/materials/{int:material_id}", response=schemas.MaterialOut, auth=EDIT)
def edit(request: ProjectRequest, material_id: int, given: schemas.NameIn) -> Material:
    """Renames a material."""
    return rename.rename(material=material(request, material_id), name=given.name)


@router.post("/materials/{int:material_id}/archive", response=schemas.MaterialOut, auth=EDIT)
def put_away(request: ProjectRequest, material_id: int) -> Material:
    """Hides a material."""
    return archive.archive(material=material(request, material_id))


@router.post("/materials/{int:material_id}/restore", response=schemas.MaterialOut, auth=EDIT)
def bring_back(request: ProjectRequest, material_id: int) -> Material:
    """Shows a material again."""
    return restore.restore(material=material(request, material_id))


@router.get("/materials/{int:material_id}/audio", auth=READ)
def audio(request: ProjectRequest, material_id: int) -> HttpResponseBase:
    """The sound as it is dialled; a spoken text is read with its defaults."""
    found = material(request, material_id)
    if found.kind == MaterialKind.TTS:
        path = speak.speak(text=found.text, voice=found.voice, variables=rules.sample_values(found.text))
    else:
        path = _file(found.prompt)
    return file_answer.answer(request=request, path=path, content_type="audio/wav")


@router.get("/materials/{int:material_id}/original", auth=READ)
def original(request: ProjectRequest, material_id: int) -> HttpResponseBase:
    """The file as it was given."""
    found = material(request, material_id)
    path = _file(found.original)
    return file_answer.answer(
        request=request, path=path, content_type="application/octet-stream", download_name=found.name + path.suffix
    )


def _file(relative: str) -> Path:
    if not relative:
        raise errors.NotFound("material_has_no_sound")
    return queries.store().at(relative)
