"""PostgreSQL refuses to run as root: find whom it runs as, and make sure that user can reach what it needs."""

import os
import pwd
import shutil
from pathlib import Path


class Unreachable(Exception):
    """A folder above the data is closed for the user the database runs as."""


def user() -> pwd.struct_passwd | None:
    """The user for the database when we are root; None when we are not and it runs as ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ("rupor", "postgres", "nobody"):
        if name in known and known[name].pw_uid != 0:
            return known[name]
    raise Unreachable("there is no user to run PostgreSQL as: make one with `useradd --system rupor`")


def give(path: Path, owner: pwd.struct_passwd | None) -> None:
    """Make a private folder that belongs to the owner."""
    path.mkdir(parents=True, exist_ok=True, mode=0o755)
    path.chmod(0o700)
    if owner is not None:
        os.chown(path, owner.pw_uid, owner.pw_gid)


def reachable(path: Path) -> bool:
    """Whether every folder above lets others pass; nobody's permissions are opened for it."""
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents if parent.exists())


def binaries(*, installed: Path, home: Path, owner: pwd.struct_passwd | None) -> Path:
    """The folder of the server's programs: where the wheel put them, or a copy when that lies in a private folder."""
    if owner is None or (reachable(installed) and installed.stat().st_mode & 0o001):
        return installed
    copy = home / "postgresql" / "programs"
    if not (copy / "bin" / "postgres").exists():
        shutil.copytree(installed, copy, symlinks=True, dirs_exist_ok=True)
    return copy
