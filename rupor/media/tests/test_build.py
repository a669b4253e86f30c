"""Building: the native core where a compiler is at hand, one plain line where none is."""

import os
import subprocess
import sys
from pathlib import Path

from rupor.media import build


def test_without_a_compiler_it_says_so_in_one_line_and_fails_nothing(tmp_path: Path) -> None:
    environment = os.environ | {"PATH": str(tmp_path)}
    finished = subprocess.run(
        [sys.executable, "-m", "rupor.media.build"], env=environment, capture_output=True, text=True, timeout=60
    )
    assert finished.returncode == 0
    assert len(finished.stderr.splitlines()) == 1
    assert "numpy" in finished.stderr


def test_every_source_is_compiled_and_stays_within_its_budget() -> None:
    sources = {path.stem for path in build.HERE.glob("*.c")}
    assert sources == set(build.SOURCES)
    assert all(len(path.read_text().splitlines()) <= 400 for path in build.HERE.glob("*.[ch]"))


def test_headers_missing_beside_a_compiler_are_as_no_compiler(tmp_path: Path) -> None:
    assert build.compile_core(headers=tmp_path) is None
