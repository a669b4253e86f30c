"""Finds the kept file behind the token that a preview gave."""

from django.core import signing

from rupor import settings
from rupor.features.accounts.models import Account
from rupor.features.contacts.actions.preview import SALT
from rupor.kit import errors
from rupor.kit.storage import Storage

_SECONDS = 2 * 24 * 3600


def open_upload(*, account: Account, token: str) -> tuple[str, str]:
    """The path in the storage and the file's name; a token of another account opens nothing."""
    try:
        owner, upload, file_name = signing.loads(token, salt=SALT, max_age=_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        raise errors.RuporError("upload_expired", field="upload") from None
    if owner != account.id or not Storage(settings.load().storage).at(upload).is_file():
        raise errors.RuporError("upload_expired", field="upload")
    return upload, file_name
