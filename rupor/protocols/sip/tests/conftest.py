"""SIPp is a peer, not a dependency: where it is not installed its scenarios are left out, and the header says so."""

import shutil

SIPP = shutil.which("sipp")
collect_ignore = [] if SIPP else ["test_sipp.py", "test_sipp_dialog.py", "test_sipp_streams.py"]


def pytest_report_header() -> str:
    return f"sipp: {SIPP}" if SIPP else "sipp: not installed, its scenarios are left out (Debian: sip-tester)"
