"""Makes a list, empty or from pasted numbers."""

from django.db import transaction

from rupor.features.contacts.actions import begin_import, keep_upload, preview
from rupor.features.contacts.models import Audience, AudienceKind, AudienceState
from rupor.features.contacts.rules import pasting
from rupor.features.projects.models import Project
from rupor.kit import errors


@transaction.atomic
def create_audience(
    *,
    project: Project,
    name: str,
    kind: str = AudienceKind.CONTACTS,
    is_global_stop: bool = False,
    hidden: bool = False,
    text: str = "",
) -> Audience:
    """The new list; pasted text is brought in by the worker, its columns taken for what they seem to be."""
    if is_global_stop and kind != AudienceKind.STOP:
        raise errors.RuporError("global_stop_is_stop", field="is_global_stop")
    audience = Audience.objects.create(
        account=project.account,
        project=project,
        name=name,
        kind=kind,
        is_global_stop=is_global_stop,
        hidden=hidden,
        state=AudienceState.ACTIVE,
    )
    if text.strip():
        _bring_in(audience, text)
        audience.refresh_from_db()
    return audience


def _bring_in(audience: Audience, text: str) -> None:
    kept = keep_upload.keep_upload(account=audience.account, chunks=pasting.pasted(text))
    seen = preview.preview(project=audience.project, upload=kept, file_name="", encoding="utf-8")
    mapping = {str(column.index): column.guess for column in seen.columns}
    if "phone" not in mapping.values():
        raise errors.RuporError("no_phone_column", field="text")
    begin_import.begin_import(
        audience=audience,
        upload=kept,
        file_name="",
        mapping=mapping,
        has_header=seen.has_header,
        encoding="utf-8",
    )
