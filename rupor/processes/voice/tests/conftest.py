"""SIPp plays sound through raw sockets: its test needs SIPp and the right to open one; the header says if not."""

import shutil
import socket


def _may_open_raw_socket() -> bool:
    try:
        socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP).close()
    except OSError:
        return False
    return True


READY = bool(shutil.which("sipp")) and _may_open_raw_socket()
collect_ignore = [] if READY else ["test_sipp_subscriber.py"]


def pytest_report_header() -> str:
    return "sipp with sound: " + ("ready" if READY else "left out (needs Debian's sip-tester and CAP_NET_RAW)")
