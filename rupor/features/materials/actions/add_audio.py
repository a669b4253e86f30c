"""Takes a clip in: kept once as it came and once as the prompt that is dialled."""

from rupor import settings
from rupor.features.materials import queries, rules
from rupor.features.materials.models import Material, MaterialKind
from rupor.features.projects.models import Project
from rupor.kit import errors, live
from rupor.media import clip_file, loudness


def add_audio(*, project: Project, name: str, content: bytes) -> Material:
    """The new material; a file that cannot be used is refused with the reason and leaves no trace."""
    clip = _usable(content)
    levelled = loudness.even(clip.pcm16)
    store = queries.store()
    made = Material.objects.create(
        account=project.account,
        project=project,
        kind=MaterialKind.AUDIO,
        name=name,
        state=rules.first_state(trusted=project.account.trusted),
        original=store.put([content], folder="originals", suffix=clip.extension),
        prompt=store.put([clip_file.wav(levelled)], folder="prompts", suffix=".wav"),
        duration_seconds=round(clip.seconds, 3),
        loudness_dbfs=loudness.active_dbfs(levelled),
    )
    live.announce(account_id=project.account_id, payload={"type": "material", "id": made.id, "state": made.state})
    return made


def _usable(content: bytes) -> clip_file.Clip:
    if len(content) > rules.MOST_BYTES:
        raise errors.RuporError("clip_too_large", field="file", most_megabytes=rules.MOST_BYTES // 1024**2)
    clip = clip_file.read(content=content, most_seconds=rules.MOST_SECONDS)
    least_seconds = settings.load().clip_min_seconds
    if clip.seconds < least_seconds:
        raise errors.RuporError(
            "clip_too_short", field="file", seconds=round(clip.seconds, 1), least_seconds=least_seconds
        )
    if clip_file.loudest_dbfs(clip.samples) < clip_file.SILENCE_DBFS:
        raise errors.RuporError("clip_silent", field="file")
    return clip
