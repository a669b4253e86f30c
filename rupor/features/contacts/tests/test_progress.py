"""Browsers see an import move while its transaction is still open, and its end."""

import json

import psycopg
import pytest
from django.db import connection

from rupor.features.contacts.actions import create_audience, import_contacts, run_import


@pytest.mark.django_db(transaction=True)
def test_an_import_is_told_while_it_runs_and_when_it_ends(owner, storage, tmp_path, monkeypatch):
    monkeypatch.setattr(run_import, "_BATCH_ROWS", 10)
    audience = create_audience.create_audience(project=owner.project, name="Люди")
    source = tmp_path / "a.csv"
    source.write_text("".join(f"7916{n:07d}\n" for n in range(25)))
    parameters = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    parameters.pop("context", None)
    with psycopg.connect(**parameters, autocommit=True) as listener:
        listener.execute("LISTEN rupor_live")
        import_contacts.import_contacts(audience=audience, source=source)
        heard = [json.loads(note.payload) for note in listener.notifies(timeout=10, stop_after=4)]
    assert {note["account"] for note in heard} == {owner.account.id}
    told = [note["message"] for note in heard]
    assert {(message["type"], message["id"]) for message in told} == {("audience", audience.id)}
    assert [(message["state"], message["import"]["counts"].get("rows", 0)) for message in told] == [
        ("processing", 0), ("processing", 10), ("processing", 20), ("active", 25),
    ]  # fmt: skip
    assert told[-1]["contacts_count"] == 25
