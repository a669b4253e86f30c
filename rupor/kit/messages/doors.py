"""Texts of the API itself: sign-in, rights, and the shapes of inputs."""

TEXTS = {
    "not_signed_in": ("Войдите в кабинет и повторите.", "Sign in and try again."),
    "csrf_failed": (
        "Страница устарела. Обновите её и повторите.",
        "The page is out of date. Reload it and try again.",
    ),
    "right_missing": (
        "Вашей роли это недоступно. Попросите владельца кабинета дать право.",
        "Your role does not allow this. Ask the owner of the account for the right.",
    ),
    "staff_only": (
        "Это доступно только сотрудникам установки.",
        "Only those who run the installation may do this.",
    ),
    "not_found": ("Не найдено. Проверьте адрес.", "Not found. Check the address."),
    "bad_request": ("Запрос не удалось разобрать. Проверьте его.", "The request could not be read. Check it."),
    "too_many_requests": ("Слишком много запросов. Повторите позже.", "Too many requests. Try again later."),
    "check_fields": ("Проверьте выделенные поля.", "Check the fields marked."),
    "unexpected": (
        "Внутренняя ошибка {id}. Повторите; если не поможет, передайте этот номер поддержке.",
        "Internal error {id}. Try again; if it stays, give this number to support.",
    ),
    "database_away": (
        "База данных сейчас недоступна. Повторите через минуту.",
        "The database is away for the moment. Try again in a minute.",
    ),
    "input_missing": ("Заполните поле.", "Fill this in."),
    "input_type": ("Здесь ожидается значение другого вида.", "A value of another kind is expected here."),
    "input_integer": ("Введите целое число.", "Enter a whole number."),
    "input_number": ("Введите число.", "Enter a number."),
    "input_boolean": ("Ожидается да или нет.", "Yes or no is expected."),
    "input_date": ("Введите дату в виде ГГГГ-ММ-ДД.", "Enter a date as YYYY-MM-DD."),
    "input_too_short": ("Слишком коротко: нужно хотя бы {min_length}.", "Too short: at least {min_length} needed."),
    "input_too_long": ("Слишком длинно: не больше {max_length}.", "Too long: {max_length} at most."),
    "input_too_small": ("Слишком мало: не меньше {limit}.", "Too small: {limit} at least."),
    "input_too_large": ("Слишком много: не больше {limit}.", "Too large: {limit} at most."),
    "input_choice": ("Выберите одно из: {expected}.", "Choose one of: {expected}."),
    "input_json": ("Это не разобрать как JSON.", "This is not valid JSON."),
    "input_wrong": ("Проверьте значение.", "Check the value."),
    "page_size": ("Выберите 10, 25, 50, 100 или 200 строк.", "Choose 10, 25, 50, 100 or 200 rows."),
}
