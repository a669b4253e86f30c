"""What every test may lean on: one embedded PostgreSQL for the whole run, shared by its workers, and a signed-in API.

Loaded by pytest before Django reads its settings (`-p rupor.processes.testing`), because the settings need the address.
"""

import atexit
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rupor.processes.embedded.postgres import Postgres

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from rupor.features.accounts.models import Account, User
    from rupor.features.projects.models import Project

_HOME = "RUPOR_TEST_HOME"


def _controller() -> bool:
    return "PYTEST_XDIST_WORKER" not in os.environ


def _begin() -> None:
    """Start the server in the controlling process; workers inherit its address."""
    if not _controller() or _HOME in os.environ:
        return
    home = Path(tempfile.mkdtemp(prefix="rupor-test-"))
    home.chmod(0o755)
    server = Postgres(home=home, volatile=True)
    server.start()
    os.environ.update(
        {_HOME: str(home), "RUPOR_HOME": str(home), "RUPOR_DATABASE_URL": server.url(), "RUPOR_CONFIG": os.devnull}
    )

    def end() -> None:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)

    atexit.register(end)


_begin()


@dataclass(frozen=True)
class Owner:
    """An account's owner with the first project: the usual subject of a test."""

    user: "User"
    account: "Account"
    project: "Project"
    password: str


class Api:
    """A browser's view of the API: JSON in, JSON out, the session kept."""

    def __init__(self, user: "User | None" = None) -> None:
        from django.test import Client

        self.client = Client(headers={"accept-language": "ru"})
        if user is not None:
            self.client.force_login(user)

    def get(self, path: str, **query: Any) -> "Response":
        """A GET with query parameters."""
        return self.client.get(path, query)

    def send(self, method: str, path: str, body: Any = None) -> "Response":
        """A JSON request by any method."""
        return self.client.generic(method, path, json.dumps(body or {}), content_type="application/json")

    def post(self, path: str, body: Any = None) -> "Response":
        """A JSON POST."""
        return self.send("POST", path, body)

    def patch(self, path: str, body: Any = None) -> "Response":
        """A JSON PATCH."""
        return self.send("PATCH", path, body)

    def put(self, path: str, body: Any = None) -> "Response":
        """A JSON PUT."""
        return self.send("PUT", path, body)

    def delete(self, path: str, body: Any = None) -> "Response":
        """A JSON DELETE."""
        return self.send("DELETE", path, body)

    def upload(self, path: str, **fields: Any) -> "Response":
        """A multipart POST; file fields are open files."""
        return self.client.post(path, fields)


@pytest.fixture
def owner(db: None) -> Owner:
    """A fresh account with its owner, first project and an empty purse."""
    from rupor.features.accounts.actions.create_owner import create_owner
    from rupor.features.billing.actions.open_purse import open_purse
    from rupor.features.projects.actions.create_first import create_first

    password = "correct horse battery"
    member = create_owner(email="owner@example.org", password=password, title="Проба", trusted=True)
    project = create_first(account=member.account)
    open_purse(account_id=member.account.id)
    return Owner(user=member.user, account=member.account, project=project, password=password)


@pytest.fixture
def api(owner: Owner) -> Api:
    """A client signed in as the owner."""
    return Api(owner.user)


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A storage folder of this test alone."""
    from rupor import settings

    monkeypatch.setattr(settings.load(), "home", tmp_path)
    return settings.load().storage
