"""Texts of limits."""

TEXTS = {
    "limits_account_not_found": (
        "Аккаунт не найден. Обновите страницу.",
        "The account was not found. Reload the page.",
    ),
    "limits_prefix_wrong": (
        "Направление «{prefix}» не понято. Введите первые цифры номера, например 7 или -7809.",
        "Direction “{prefix}” is not understood. Enter the first digits of a number, for example 7 or -7809.",
    ),
    "limits_too_many_prefixes": ("Направлений может быть до {most}.", "There may be up to {most} directions."),
    "dialling_stopped": (
        "Звонки и сообщения аккаунта остановлены: достигнут предел. Обратитесь в поддержку.",
        "Calls and messages of the account are stopped: a limit was reached. Ask the support.",
    ),
    "phone_prefix_forbidden": (
        "Номер {phone} вне разрешённых направлений. Обратитесь в поддержку, чтобы открыть направление.",
        "Number {phone} is outside the allowed directions. Ask the support to open the direction.",
    ),
    "operator_prefix_forbidden": (
        "Номер оператора {phone} вне разрешённых направлений. Замените его или обратитесь в поддержку.",
        "The operator's number {phone} is outside the allowed directions. Change it or ask the support.",
    ),
}
