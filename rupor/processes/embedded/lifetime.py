"""A child that must not outlive its supervisor, even when that one is killed with -9 (Linux, prctl(2))."""

import ctypes
import signal
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def dies_with_parent(number: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """For `preexec_fn`: the kernel sends the signal when the thread that made the child ends."""

    def ask_kernel() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(number))

    return ask_kernel
