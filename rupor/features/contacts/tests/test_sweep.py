"""Uploaded files go when nobody needs them."""

import os

import pytest

from rupor.features.contacts.actions import create_audience, sweep_uploads
from rupor.features.contacts.models import ContactImport


@pytest.fixture
def put(storage):
    def old(name, days):
        path = storage / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        age = path.stat().st_mtime - days * 24 * 3600
        os.utime(path, (age, age))
        return path

    return old


def test_old_files_go_unless_they_are_needed(put, owner):
    audience = create_audience.create_audience(project=owner.project, name="Люди")
    ContactImport.objects.create(account=owner.account, audience=audience, source="imports/1/ab/waiting")
    kept = [put("imports/1/ab/waiting", 30), put("imports/1/ab/fresh", 6), put("imports/1/7.verdict.parquet", 400),
            put("exports/1/fresh.csv", 0.5)]  # fmt: skip
    gone = [put("imports/1/ab/old", 8), put("exports/1/old.csv", 2)]
    assert sweep_uploads.sweep_uploads() == 2
    assert [path.exists() for path in kept + gone] == [True] * 4 + [False] * 2
