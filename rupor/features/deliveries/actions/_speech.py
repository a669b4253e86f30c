"""What paid voices will say to the people just claimed: how much each adds, and the payment, once for each text."""

from collections.abc import Sequence
from decimal import Decimal

from rupor.engine import ports
from rupor.features.billing import queries as money_queries
from rupor.features.billing.actions.charge_speech import charge_speech
from rupor.features.billing.rules import SpeechText
from rupor.features.deliveries.rules import orders
from rupor.features.deliveries.rules.terms import Terms
from rupor.features.materials import queries as material_queries
from rupor.kit import money


def prices(*, drafts: Sequence[orders.Draft], terms: Terms) -> list[Decimal]:
    """For each draft, in order; a text that several people hear is in the price of the first."""
    voices = _paid_voices() if _speaks(terms) else frozenset()
    said = [_texts(each, voices) for each in drafts]
    if not any(said):
        return [money.ZERO] * len(drafts)
    unpaid = money_queries.speech_prices(account_id=terms.account, texts={text for texts in said for text in texts})
    return [sum((unpaid.pop(text.digest, money.ZERO) for text in texts), money.ZERO) for texts in said]


def pay(*, drafts: Sequence[orders.Draft], terms: Terms) -> None:
    """Charges what `prices` told of those drafts; inside the claim's transaction."""
    if _speaks(terms):
        voices = _paid_voices()
        texts = {text for each in drafts for text in _texts(each, voices)}
        charge_speech(account_id=terms.account, texts=texts, campaign_id=terms.campaign, comment=terms.name)


def pay_for_call(*, order: ports.CallOrder, comment: str) -> None:
    """The same for a call outside any campaign."""
    voices = _paid_voices() if any(clip.text for clip in order.clips.values()) else frozenset()
    texts = {SpeechText(voice=clip.voice, text=clip.text) for clip in order.clips.values() if clip.voice in voices}
    charge_speech(account_id=order.account, texts=texts, comment=comment)


def _speaks(terms: Terms) -> bool:
    clips = [each for clip in terms.clips.values() for each in (clip if isinstance(clip, list) else [clip])]
    return any(clip.voice for clip in clips)


def _paid_voices() -> frozenset[str]:
    return frozenset(voice.id for voice in material_queries.voices() if voice.paid)


def _texts(draft: orders.Draft, voices: frozenset[str]) -> list[SpeechText]:
    clips = draft.own.get("clips", {}).values()
    said = [(clip.get("voice", ""), clip.get("text", "")) for clip in clips]
    return [SpeechText(voice=voice, text=text) for voice, text in said if voice in voices and text]
