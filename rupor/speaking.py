"""Which voices this installation speaks with: settings in, one `Speech` out. A process opens it once."""

from collections.abc import Callable

import structlog

from rupor.engine.speech import Synthesiser
from rupor.kit import errors, messages
from rupor.media.speaking import Speech
from rupor.providers.espeak.provider import Espeak
from rupor.providers.piper.provider import Piper
from rupor.providers.yandex_voice.provider import YandexVoice
from rupor.settings import Settings

log = structlog.get_logger()


def synthesisers(settings: Settings, *, espeak: Espeak) -> tuple[list[Synthesiser], dict[str, errors.RuporError]]:
    """Those that could be opened, in the order of the setting (the built-in always), and why others could not."""
    ways: dict[str, Callable[[], Synthesiser]] = {
        "espeak": lambda: espeak,
        "piper": lambda: Piper(folder=settings.speech_voices, spoken=espeak.phones),
        "yandex": lambda: YandexVoice(
            key=settings.speechkit_key, folder=settings.speechkit_folder, url=settings.speechkit_tts_url
        ),
    }
    opened: list[Synthesiser] = []
    absent: dict[str, errors.RuporError] = {}
    for name in dict.fromkeys((*settings.speech_out.split(","), "espeak")):
        try:
            opened.append(ways[name]())
        except errors.RuporError as error:
            absent[name] = error
    return opened, absent


def opened(settings: Settings) -> Speech:
    """The voices of this process; a provider that cannot be opened is told in the log, and its texts wait."""
    espeak = Espeak()
    found, absent = synthesisers(settings, espeak=espeak)
    for provider, error in absent.items():
        reason = messages.text(error.code, language=settings.language, **error.values)
        log.error("voice_unusable", provider=provider, setting=error.field, reason=reason)
    return Speech(synthesisers=found, phones=espeak.phones, folder=settings.storage / "speech", absent=absent)
