"""Puts an import in the queue: the worker brings the rows in."""

import re
from collections.abc import Mapping

from django.db import transaction

from rupor.features.contacts import queries
from rupor.features.contacts.actions import announce_audience
from rupor.features.contacts.models import Audience, AudienceState, ContactImport
from rupor.features.contacts.rules import states
from rupor.features.contacts.rules.columns import STANDARD
from rupor.features.contacts.rules.records import CUSTOM
from rupor.kit import errors, jobs
from rupor.providers.tables import encodings

POLICIES = ("fill", "overwrite", "skip")


@transaction.atomic
def begin_import(
    *,
    audience: Audience,
    upload: str,
    file_name: str,
    mapping: Mapping[str, str],
    has_header: bool,
    encoding: str = "",
    policy: str = "fill",
    deferred: bool = True,
) -> ContactImport:
    """The queued import; `mapping` says what each column number holds. Without `deferred` the caller runs it."""
    if policy not in POLICIES:
        raise errors.RuporError("import_policy_unknown", field="policy")
    if encoding and encoding not in encodings.KNOWN:
        raise errors.RuporError("encoding_unknown", field="encoding", known=", ".join(encodings.KNOWN))
    kept = _checked(mapping, fields=set(queries.field_names(project=audience.project).values()))
    audience = Audience.objects.select_for_update().get(id=audience.id)
    if audience.state != AudienceState.PROCESSING:
        if not states.may_move(state=audience.state, to=AudienceState.PROCESSING):
            raise errors.Conflict("audience_not_open")
        audience.state = AudienceState.PROCESSING
        audience.save(update_fields=["state"])
    begun = ContactImport.objects.create(
        account=audience.account,
        audience=audience,
        file_name=file_name[:255],
        source=upload,
        mapping=kept,
        has_header=has_header,
        encoding=encoding,
        policy=policy,
    )
    announce_audience.announce_audience(audience=audience)
    if deferred:
        jobs.defer("contacts.bring_in", lock=f"contacts:{audience.project_id}", import_id=begun.id)
    return begun


def _checked(mapping: Mapping[str, str], *, fields: set[str]) -> dict[str, str]:
    """Exactly one column holds the phone, nothing is held twice, own fields exist."""
    kept: dict[str, str] = {}
    for index, name in mapping.items():
        if name in {"", "skip"}:
            continue
        known = name in STANDARD or (name.startswith(CUSTOM) and name.removeprefix(CUSTOM) in fields)
        if not re.fullmatch(r"\d{1,4}", index) or not known:
            raise errors.RuporError("mapping_unknown", field=f"mapping.{index}", name=name)
        if name in kept.values():
            raise errors.RuporError("mapping_twice", field=f"mapping.{index}", name=name)
        kept[str(int(index))] = name
    if "phone" not in kept.values():
        raise errors.RuporError("mapping_without_phone", field="mapping")
    return kept
