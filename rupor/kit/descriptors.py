"""A call needs two sockets and a file: the process asks the kernel for as many descriptors as it may have."""

import resource


def allow_many() -> int:
    """Raises the soft limit to the hard one and returns it; no right is needed for that (getrlimit(2))."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard
