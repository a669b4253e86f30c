"""All calls' sound in this process: makes streams, and brings what they hear into asyncio in batches."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rupor.media import engine_port, events, sockets, streams

_TIMED: dict[int, Callable[[int, float], events.MediaEvent]] = {
    engine_port.PLAY_FINISHED: events.PlayFinished,
    engine_port.SPEECH_STARTED: events.SpeechStarted,
    engine_port.SPEECH_STOPPED: events.SpeechStopped,
    engine_port.FAR_SILENT: events.FarSilent,
}


class Core:
    """One engine, its ports and its events. Used from the event loop's thread only."""

    def __init__(
        self,
        *,
        engine: engine_port.Engine,
        raw: engine_port.EngineCore,
        pool: sockets.PortPool,
        on_event: Callable[[events.MediaEvent], None],
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._engine = engine
        self._raw = raw
        self._pool = pool
        self._on_event = on_event
        self._loop = loop
        self._streams: dict[int, streams.Stream] = {}
        self._closed = False
        loop.add_reader(raw.fileno(), self._drain)

    def stream(self) -> streams.Stream:
        """A stream on a free pair of ports; it is silent and deaf until it is connected."""
        rtp, rtcp = self._pool.open_pair()
        port = rtp.getsockname()[1]
        raw = self._raw.stream(rtp.detach(), rtcp.detach())
        made = streams.Stream(engine=self._engine, raw=raw, port=port, on_close=self._forget)
        self._streams[made.id] = made
        return made

    def stats(self) -> dict[str, Any]:
        return self._raw.stats()

    def close(self) -> None:
        """Closes every stream, waits for the recordings and tells the last events."""
        if self._closed:
            return
        self._closed = True
        for stream in list(self._streams.values()):
            stream.close()
        self._raw.close()
        self._loop.remove_reader(self._raw.fileno())
        self._drain()

    def _forget(self, stream: streams.Stream) -> None:
        self._streams.pop(stream.id, None)

    def _drain(self) -> None:
        for raw in self._raw.drain():
            happened = self._understood(raw)
            if happened is not None:
                self._tell(self._on_event, happened)
        for number, sound in self._raw.sounds():
            stream = self._streams.get(number)
            if stream is not None and stream.hear is not None:
                self._tell(stream.hear, sound)

    def _tell(self, listener: Callable[[Any], None], told: Any) -> None:
        """One listener's fault must not cost the other calls their events and their sound."""
        try:
            listener(told)
        except Exception as error:  # noqa: BLE001 (the loop says it as its own)
            self._loop.call_exception_handler({"message": "a listener of the media core failed", "exception": error})

    def _understood(self, raw: engine_port.RawEvent) -> events.MediaEvent | None:
        """None for what has become stale: the end of a prompt already replaced, a word on a stream already closed."""
        kind, stream, number, duration_ms, seconds, path, error = raw
        if kind == engine_port.RECORDING_DONE:
            return events.RecordingDone(stream, Path(path or ""), seconds, os.strerror(error) if error else "")
        live = self._streams.get(stream)
        if live is None or (kind == engine_port.PLAY_FINISHED and number != live.play_number):
            return None
        if kind == engine_port.DIGIT:
            return events.DigitReceived(stream, chr(number), duration_ms, seconds)
        return _TIMED[kind](stream, seconds)
