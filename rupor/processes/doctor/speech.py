"""Speech: can the chosen recogniser be opened and take a phrase, can each chosen voice say one?"""

import asyncio

from rupor import speaking
from rupor.engine.speech import Synthesiser
from rupor.kit import errors, messages
from rupor.processes.doctor.verdict import Verdict, bad, good, warning
from rupor.processes.voice import recognisers
from rupor.providers.espeak.pool import Pool
from rupor.providers.espeak.provider import Espeak
from rupor.settings import Settings

LONGEST_SECONDS = 60.0


async def recogniser(settings: Settings) -> Verdict:
    """Opens it and prepares «да» and «нет», which loads the model or asks the far service."""
    if settings.speech_in == "none":
        return warning("speech in", "switched off: answers by voice are not heard", "set RUPOR_SPEECH_IN=basic")
    pool = Pool(size=1)
    try:
        opened = recognisers.chosen(settings, spoken=lambda text: pool.phones(text=text))
        if opened is not None:
            async with asyncio.timeout(LONGEST_SECONDS):
                await opened.prepare(phrases=("да", "нет"))
    except errors.RuporError as error:
        told = messages.text(error.code, language="en", **error.values)
        return bad(
            "speech in",
            f"{settings.speech_in}: {told}",
            error.field if error.field.startswith("RUPOR_") else "mend that and run the doctor again",
        )
    except TimeoutError:
        return bad("speech in", f"{settings.speech_in}: not ready in {LONGEST_SECONDS:.0f} s", "choose a smaller model")
    finally:
        await asyncio.to_thread(pool.close)
    return good("speech in", f"{settings.speech_in} takes words")


async def voices(settings: Settings) -> list[Verdict]:
    """A line for each provider of voices: one short text is really spoken, and not kept."""
    espeak = Espeak(workers=1)
    try:
        opened, absent = await asyncio.to_thread(speaking.synthesisers, settings, espeak=espeak)
        told = [_silent(provider, error) for provider, error in absent.items()]
        return [await _heard(each) for each in opened] + told
    finally:
        await asyncio.to_thread(espeak.close)


async def _heard(synthesiser: Synthesiser) -> Verdict:
    voice = synthesiser.voices[0]
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            await asyncio.to_thread(synthesiser.samples, text="Проверка", voice=voice.id)
    except errors.RuporError as error:
        return _silent(synthesiser.provider, error)
    except TimeoutError:
        return bad("speech out", f"{synthesiser.provider}: silent for {LONGEST_SECONDS:.0f} s", "see its log")
    return good("speech out", f"{synthesiser.provider} speaks with {len(synthesiser.voices)} voices")


def _silent(provider: str, error: errors.RuporError) -> Verdict:
    told = messages.text(error.code, language="en", **error.values)
    return bad("speech out", f"{provider}: {told}", error.field or "see docs")
