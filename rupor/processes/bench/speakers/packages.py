"""The Debian packages with the voices: installed when they are missing and we may, otherwise named in the error."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from rupor.kit import errors

VOICES = Path("/usr/share/festival/voices")
INDEPENDENT = ("festvox-czech-dita", "festvox-czech-machac", "festvox-ru")
TRAINING = (
    "festvox-czech-krb",
    "festvox-czech-ph",
    "festvox-italp16k",
    "festvox-itapc16k",
    "festvox-suopuhe-lj",
    "festvox-suopuhe-mv",
    "festvox-kallpc16k",
    "festvox-kdlpc16k",
)


def need(*names: str) -> None:
    """Makes the packages present; raises Unavailable naming those that cannot be had."""
    missing = [name for name in ("festival", *names) if not _installed(name)]
    if not missing:
        return
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not root or shutil.which("sudo")):
        sys.stderr.write(f"installing Debian packages {' '.join(missing)}\n")
        _run([*root, "apt-get", "update", "-qq"])
        _run([*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing])
        missing = [name for name in missing if not _installed(name)]
    if missing:
        raise errors.Unavailable("speakers_missing", packages=" ".join(missing))


def _installed(name: str) -> bool:
    found = (
        subprocess.run(["dpkg-query", "-W", "-f=${Status}", name], capture_output=True, text=True, check=False)
        if shutil.which("dpkg-query")
        else None
    )
    return found is not None and found.stdout.startswith("install ok installed")


def _run(command: list[str]) -> None:
    subprocess.run(
        command, check=False, stdout=subprocess.DEVNULL, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    )
