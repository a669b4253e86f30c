"""Texts of accounts."""

TEXTS = {
    "email_taken": (
        "Пользователь с такой почтой уже есть. Укажите другую.",
        "There is a user with this e-mail already. Give another.",
    ),
    "email_wrong": ("Проверьте адрес почты.", "Check the e-mail address."),
    "password_weak": (
        "Пароль слишком простой: нужно не меньше 8 знаков и не из списка частых.",
        "The password is too weak: at least 8 characters, and not one of the common ones.",
    ),
    "owner_exists": (
        "У кабинета уже есть владелец. Выберите другую роль.",
        "The account has an owner already. Choose another role.",
    ),
    "user_not_found": (
        "Пользователь с такой почтой не найден. Проверьте адрес.",
        "There is no user with this e-mail. Check the address.",
    ),
    "time_zone_unknown": (
        "Такого часового пояса нет. Выберите из списка, например Europe/Moscow.",
        "There is no such time zone. Choose one from the list, such as Europe/Moscow.",
    ),
}
