"""The native core under AddressSanitizer and UndefinedBehaviorSanitizer: the same suite and no bad access."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rupor.media import build

HERE = Path(__file__).parent
SUITES = (
    "test_core.py",
    "test_sending.py",
    "test_receiving.py",
    "test_recording.py",
    "test_listening.py",
    "test_joining.py",
    "test_srtp.py",
)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_the_whole_suite_is_clean_under_the_sanitizers() -> None:
    assert build.compile_core(asan=True) is not None
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-k", "native"]
    command += [
        "-p",
        "no:django",
        "-o",
        "addopts=--import-mode=importlib",
        "-p",
        "rupor.media.tests.sanitized",
        *(str(HERE / suite) for suite in SUITES),
    ]
    environment = os.environ | {
        "LD_PRELOAD": build.sanitizer_library(),
        "ASAN_OPTIONS": "detect_leaks=0:halt_on_error=1:abort_on_error=0:exitcode=99",
        "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1:exitcode=98",
        "PYTHONMALLOC": "malloc",
    }
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=580)
    said = finished.stdout + finished.stderr
    assert finished.returncode == 0, said[-4000:]
    assert "ERROR: AddressSanitizer" not in said
    assert "runtime error" not in said
