from rupor.media.engine_port import EncodedSound, EngineCore

def Core(*, record_sync: bool, rtcp_seconds: float, far_silent_seconds: float) -> EngineCore: ...  # noqa: N802
def Prompt(pcmu: bytes, pcma: bytes, /) -> EncodedSound: ...  # noqa: N802
