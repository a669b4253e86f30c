"""The recogniser that the installation has chosen."""

from collections.abc import Callable

import structlog

from rupor.engine.flow import words
from rupor.engine.speech import Recogniser
from rupor.kit import errors, messages
from rupor.providers.basic_recogniser.provider import BasicRecogniser
from rupor.providers.speech_models.engine import Engine
from rupor.providers.speech_models.provider import ModelRecogniser
from rupor.providers.speech_models.sherpa_engine import SherpaEngine
from rupor.providers.speech_models.vosk_engine import VoskEngine
from rupor.providers.yandex_recogniser.provider import YandexRecogniser
from rupor.settings import Settings

log = structlog.get_logger()
log = structlog.get_logger()
_ENGINES: dict[str, Callable[[str], Engine]] = {
    "vosk": lambda folder: VoskEngine(model=folder),
    "sherpa": lambda folder: SherpaEngine(model=folder),
}


def chosen(settings: Settings, *, spoken: Callable[[str], str]) -> Recogniser | None:
    """None when speech is not recognised here. Raises RuporError naming the setting that is wrong.

    `spoken` gives the IPA of a text; it may block. To be called in the running loop.
    """
    if settings.speech_in == "none":
        return None
    if settings.speech_in == "yandex":
        return YandexRecogniser(
            key=settings.speechkit_key,
            folder=settings.speechkit_folder,
            url=settings.speechkit_stt_url,
            first_said=words.first_said,
        )
    if settings.speech_in in _ENGINES:
        return ModelRecogniser(engine=_ENGINES[settings.speech_in](settings.speech_model), first_said=words.first_said)
    return BasicRecogniser(spoken=spoken)


def opened(settings: Settings, *, spoken: Callable[[str], str]) -> Recogniser | None:
    """`chosen` for a gateway: one that cannot be opened is told in the log, and calls without words go on."""
    try:
        return chosen(settings, spoken=spoken)
    except errors.RuporError as error:
        log.error(
            "recogniser_unusable",
            setting=error.field,
            reason=messages.text(error.code, language=settings.language, **error.values),
        )
        return None
