"""Texts of the room of trunks."""

TEXTS = {
    "trunk_not_found": ("Такого оператора связи нет.", "There is no such trunk."),
    "trunk_name_malformed": (
        "Имя — латинские буквы, цифры, точка и дефис, до 32 знаков; «settings» занято настройками.",
        "A name is Latin letters, digits, dots and dashes, up to 32; “settings” belongs to the settings.",
    ),
    "trunk_name_taken": (
        "Оператор «{name}» уже есть. Выберите другое имя.",
        "Trunk “{name}” exists. Choose another name.",
    ),
    "trunk_host_malformed": (
        "«{host}» — не адрес. Напишите имя узла или IP-адрес без порта.",
        "“{host}” is no address. Write a host name or an IP address without a port.",
    ),
    "trunk_prefix_malformed": (
        "Префикс «{prefix}» не подходит: только цифры, до 15, и не больше 500 префиксов.",
        "Prefix “{prefix}” does not do: digits only, up to 15, and at most 500 prefixes.",
    ),
    "trunk_codec_unknown": (
        "Кодек «{codec}» не подходит: PCMA и PCMU, каждый один раз, хотя бы один.",
        "Codec “{codec}” does not do: PCMA and PCMU, each once, at least one.",
    ),
    "trunk_user_missing": (
        "Для регистрации нужно имя пользователя.",
        "Registration needs a user name.",
    ),
    "trunk_certificate_malformed": (
        "Сертификат не читается. Вставьте текст PEM целиком, для своего сертификата — вместе с ключом.",
        "The certificate cannot be read. Paste the whole PEM text, for our own certificate with its key.",
    ),
}
