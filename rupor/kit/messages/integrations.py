"""Texts of integrations; `webhook_failure_<code>` tells why nobody answered."""

TEXTS = {
    "integration_not_found": ("Интеграция не найдена. Обновите список.", "The integration was not found. Reload."),
    "integration_archived": (
        "Интеграция в архиве. Восстановите её или выберите другую.",
        "The integration is archived. Restore it or choose another.",
    ),
    "webhook_delivery_not_found": ("Запрос не найден. Обновите журнал.", "The request was not found. Reload the log."),
    "webhook_delivery_under_way": (
        "Запрос ещё не завершён: повторять нечего. Подождите.",
        "The request has not ended yet, so there is nothing to repeat. Wait.",
    ),
    "webhook_url": (
        "Укажите адрес целиком: http:// или https://, имя сервера, путь.",
        "Give the whole address: http:// or https://, a host, a path.",
    ),
    "webhook_url_host": (
        "В имени сервера переменных быть не может. Напишите его полностью.",
        "The host cannot hold variables. Write it in full.",
    ),
    "webhook_url_login": (
        "Уберите логин и пароль из адреса: для них есть «Auth basic».",
        "Take the login and password out of the address: “Auth basic” is for them.",
    ),
    "webhook_header_name": (
        "Заголовок «{name}» так называться не может. Измените название.",
        "A header cannot be called “{name}”. Change the name.",
    ),
    "webhook_param_name": ("Дайте параметру название.", "Give the parameter a name."),
    "webhook_body_json": (
        "Тело не читается как JSON. Проверьте кавычки и скобки.",
        "The body does not read as JSON. Check quotes and brackets.",
    ),
    "webhook_variable_unknown": (
        "Переменной {{{{{name}}}}} нет: вместо неё будет пусто.",
        "There is no variable {{{{{name}}}}}: it will be empty.",
    ),
    "webhook_constant_like_variable": (
        "Значение «{name}» уйдёт как есть. Если нужна переменная, напишите {{{{{name}}}}}.",
        "The value “{name}” is sent as it is. For the variable write {{{{{name}}}}}.",
    ),
    "webhook_failure_timeout": ("Сервер не ответил за 10 секунд.", "The server did not answer in 10 seconds."),
    "webhook_failure_unreachable": ("С сервером нет соединения.", "The server cannot be reached."),
    "webhook_failure_tls": ("Сертификат сервера не принят.", "The server's certificate was not accepted."),
    "webhook_failure_address_unknown": ("Такого сервера нет.", "There is no such host."),
    "webhook_failure_address_private": (
        "Адрес принадлежит закрытой сети. Разрешить его может администратор установки.",
        "The address belongs to a private network. The installation's administrator may allow it.",
    ),
    "webhook_failure_url": ("Адрес не получился: проверьте переменные.", "The address is not lawful: check variables."),
    "webhook_failure_integration_archived": ("Интеграция была в архиве.", "The integration was archived."),
}
