"""Texts of money."""

TEXTS = {
    "no_funds": (
        "Недостаточно средств на балансе. Пополните баланс и повторите.",
        "The balance does not cover it. Top it up and try again.",
    ),
    "payment_too_small": ("Наименьший платёж — 1 ₽.", "The smallest payment is 1 ₽."),
    "tariff_missing": (
        "В прайс-листе нет цены услуги «{service}». Обратитесь в поддержку.",
        "The price list has no price of «{service}». Ask support.",
    ),
    "movement_topup": ("Пополнение баланса: {about}", "Top-up: {about}"),
    "movement_settle": (
        "Рассылка «{about}» (id {id}), контактов за день: {items}",
        "Campaign «{about}» (id {id}), contacts of the day: {items}",
    ),
    "movement_service": ("{about}", "{about}"),
    "movement_charge": (
        "Рассылка «{about}» (id {id}), доначислено за день: {items}",
        "Campaign «{about}» (id {id}), charged late this day: {items}",
    ),
    "movement_speech": ("Озвучивание текста: {about}", "Text spoken: {about}"),
    "movement_refund": ("Возврат: {about}", "Refund: {about}"),
    "movement_correction": ("Исправление: {about}", "Correction: {about}"),
}
