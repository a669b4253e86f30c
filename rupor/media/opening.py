"""Chooses the engine: the native core where it was compiled, the numpy stand-in where no compiler was at hand."""

import asyncio
import importlib
from collections.abc import Callable
from typing import cast

from rupor.kit import errors
from rupor.media import engine_port, events, sockets
from rupor.media.core import Core


class NoNativeCore(errors.Unavailable):
    """The native core was asked for by name but is not compiled: run `python -m rupor.media.build`."""


def engine(kind: str) -> engine_port.Engine:
    """The module that makes cores of this kind."""
    if kind not in ("auto", "native", "numpy"):
        raise ValueError(f"no such media core: {kind}")
    if kind != "numpy":
        try:
            return cast(engine_port.Engine, importlib.import_module("rupor.media._core"))
        except ImportError as error:
            if kind == "native":
                raise NoNativeCore("media_no_native_core", reason=str(error)) from error
    return cast(engine_port.Engine, importlib.import_module("rupor.media.numpy_core"))


def open_core(
    *,
    kind: str = "auto",
    host: str,
    ports: tuple[int, int],
    on_event: Callable[[events.MediaEvent], None],
    loop: asyncio.AbstractEventLoop,
    record_sync: bool = False,
    rtcp_seconds: float = 5.0,
    far_silent_seconds: float = 10.0,
) -> Core:
    """`kind` is auto, native or numpy. With `record_sync` a recording is on the disk, not in its cache, when told.

    `host` is the numeric address that sockets are bound to, `ports` the first and last port of the range.
    """
    chosen = engine(kind)
    raw = chosen.Core(record_sync=record_sync, rtcp_seconds=rtcp_seconds, far_silent_seconds=far_silent_seconds)
    pool = sockets.PortPool(host=host, ports=ports)
    return Core(engine=chosen, raw=raw, pool=pool, on_event=on_event, loop=loop)
