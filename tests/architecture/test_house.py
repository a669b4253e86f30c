"""What import-linter cannot see: doors, jobs, facts, foreign keys, settings, migrations, silence about other places."""

import inspect
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from rupor import settings, wiring
from rupor.api import api
from rupor.kit import events, jobs

ROOT = Path(__file__).resolve().parents[2]
# Lower rooms first, as in importlinter.ini.
FLOORS = [
    {"accounts"},
    {"projects"},
    {"contacts", "numbers", "materials", "trunks"},
    {"integrations"},
    {"flows", "billing", "followups"},
    {"deliveries", "rentals"},
    {"campaigns", "confirmations", "trials"},
    {"reports"},
]


def routes() -> list[tuple[str, str, object]]:
    found = []
    for path, view in ((p, v) for _, router in api._routers for p, v in router.path_operations.items()):
        found += [(path, ",".join(op.methods), op) for op in view.operations]
    return found


def test_every_route_has_a_guard() -> None:
    open_doors = [(path, methods) for path, methods, op in routes() if not op.auth_callbacks]  # type: ignore[attr-defined]
    assert routes()
    assert open_doors == []


def test_every_route_is_described() -> None:
    bare = [(path, methods) for path, methods, op in routes() if not (op.summary and op.description)]  # type: ignore[attr-defined]
    assert bare == []


def test_foreign_keys_point_down_or_stay_in_the_room() -> None:
    floor = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    up = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            other = getattr(field, "related_model", None)
            if not field.concrete or other is None or isinstance(other, str):
                continue
            here, there = model._meta.app_label, other._meta.app_label
            if here in floor and there in floor and here != there and floor[there] >= floor[here]:
                up.append(f"{here}.{model.__name__}.{field.name} → {there}")
    assert up == []


def test_every_fact_is_wired_or_declared_unheard() -> None:
    facts = {fact for fact in _subclasses(events.Fact) if fact.__module__.startswith("rupor.features")}
    assert facts <= set(wiring.LISTENERS)
    assert {name for names in wiring.LISTENERS.values() for name in names} <= jobs.names()


def test_every_setting_is_described() -> None:
    silent = [name for name, field in settings.Settings.model_fields.items() if not field.description]
    assert silent == []


def test_only_the_settings_read_the_environment() -> None:
    allowed = {"rupor/settings.py", "rupor/processes/testing.py"}
    readers = []
    for path in (ROOT / "rupor").rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        reads = re.search(r"os\.environ(\.get\(|\[)|os\.getenv\(", path.read_text())
        if reads and name not in allowed and "/tests/" not in name and "DJANGO_SETTINGS_MODULE" not in path.read_text():
            readers.append(name)
    assert readers == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_lock_files_hold_no_download_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "web/package-lock.json"):
        assert not re.search(r"https?://[^\s\"]+\.(whl|tar\.gz|tgz)", (ROOT / name).read_text()), name


def test_public_functions_of_actions_are_named_as_their_file() -> None:
    wrong = []
    for path in sorted((ROOT / "rupor" / "features").glob("*/actions/*.py")):
        if path.stem.startswith("_"):
            continue
        module = __import__(".".join(path.relative_to(ROOT).with_suffix("").parts), fromlist=["_"])
        public = [n for n, f in inspect.getmembers(module, inspect.isfunction) if f.__module__ == module.__name__]
        if [name for name in public if not name.startswith("_")] != [path.stem]:
            wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []


def test_tracked_files_name_no_place_of_this_machine() -> None:
    listed = subprocess.run(["git", "grep", "-lIF", str(ROOT) + "/"], cwd=ROOT, capture_output=True, text=True)
    assert listed.stdout == ""


def _subclasses(kind: type) -> set[type]:
    direct = set(kind.__subclasses__())
    return direct | {deeper for child in direct for deeper in _subclasses(child)}
