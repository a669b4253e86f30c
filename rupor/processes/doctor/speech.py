"""Speech in: can the chosen recogniser be opened, and does it take a phrase?"""

import asyncio

from rupor.kit import errors, messages
from rupor.processes.doctor.verdict import Verdict, bad, good, warning
from rupor.processes.voice import recognisers
from rupor.providers.espeak.pool import Pool
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
