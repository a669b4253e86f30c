"""The face of SpeechKit's synthesis: a text goes out, samples of the telephone's rate come back.

The request is documented at yandex.cloud, «API v1 для синтеза речи»: a form with the text, the voice and the sound
wanted, a key of a service account in the header. SpeechKit reads numbers itself and takes stress marks («з+амок») as
they are. A folder is told only with a token that is not of a service account.
"""

import httpx
import msgspec

from rupor.engine.speech import OfferedVoice
from rupor.kit import errors

URL = "https://tts.api.cloud.yandex.net"
PATH = "/speech/v1/tts:synthesize"
PROVIDER = "yandex"
ANSWER_SECONDS, AT_ONCE = 15.0, 20
_VOICES = (
    ("alena", "Алёна", "female"),
    ("jane", "Джейн", "female"),
    ("omazh", "Омаж", "female"),
    ("filipp", "Филипп", "male"),
    ("ermil", "Ермил", "male"),
    ("zahar", "Захар", "male"),
)
_AGAIN = frozenset({401, 403, 408, 429, 500, 502, 503, 504})


class Refusal(msgspec.Struct):
    """What SpeechKit tells instead of a sound."""

    error_code: str = ""
    error_message: str = ""


class YandexVoice:
    """One a process. Raises RuporError when no key is given; nothing is asked before the first text."""

    provider = PROVIDER
    version = "v1"
    voices: tuple[OfferedVoice, ...] = tuple(
        OfferedVoice(
            id=f"{PROVIDER}:{name}",
            title=f"{title} (Yandex)",
            language="ru",
            sex="female" if sex == "female" else "male",
            provider=PROVIDER,
            paid=True,
        )
        for name, title, sex in _VOICES
    )

    def __init__(self, *, key: str, folder: str = "", url: str = URL) -> None:
        if not key:
            raise errors.RuporError("speechkit_key_missing", field="RUPOR_SPEECHKIT_KEY")
        self._asked = {"lang": "ru-RU", "format": "lpcm", "sampleRateHertz": "8000"}
        if folder:
            self._asked["folderId"] = folder
        self._client = httpx.Client(
            base_url=url,
            headers={"authorization": f"Api-Key {key}"},
            timeout=ANSWER_SECONDS,
            trust_env=False,
            limits=httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE),
        )

    def samples(self, *, text: str, voice: str) -> bytes:
        """8 kHz 16-bit. A key refused and a service away are Unavailable: what is to be said waits for the mending."""
        name = voice.removeprefix(f"{PROVIDER}:")
        try:
            answered = self._client.post(PATH, data={**self._asked, "text": text, "voice": name})
        except httpx.HTTPError as error:
            raise errors.Unavailable("speechkit_away", reason=str(error) or type(error).__name__) from error
        if answered.status_code != httpx.codes.OK:
            raise _refused(answered)
        if not answered.content or len(answered.content) % 2:
            raise errors.Unavailable("speechkit_away", reason="no sound in the answer")
        return answered.content

    def close(self) -> None:
        """Ends the connections."""
        self._client.close()


def _refused(answered: httpx.Response) -> errors.RuporError:
    try:
        told = msgspec.json.decode(answered.content, type=Refusal)
    except msgspec.MsgspecError:
        told = Refusal()
    reason = f"{answered.status_code} {told.error_code} {told.error_message}".strip()
    if answered.status_code in _AGAIN:
        return errors.Unavailable("speechkit_refused", reason=reason)
    return errors.RuporError("speechkit_text_refused", field="text", reason=reason)
