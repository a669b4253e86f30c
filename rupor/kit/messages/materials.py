"""Texts of materials."""

TEXTS = {
    "material_not_found": ("Материал не найден. Обновите список.", "The material was not found. Reload the list."),
    "clip_too_large": (
        "Файл больше {most_megabytes} МБ. Сожмите его или сократите ролик.",
        "The file is larger than {most_megabytes} MB. Compress it or shorten the clip.",
    ),
    "clip_not_audio": (
        "Это не звуковой файл известного вида. Загрузите wav, mp3, ogg или m4a.",
        "This is not a sound file of a known kind. Upload wav, mp3, ogg or m4a.",
    ),
    "clip_broken": (
        "Файл повреждён: звук не удалось прочитать до конца. Сохраните его заново и загрузите.",
        "The file is damaged: its sound could not be read to the end. Save it anew and upload it.",
    ),
    "clip_too_short": (
        "Ролик длится {seconds} с, а нужно не меньше {least_seconds} с. Запишите его длиннее.",
        "The clip lasts {seconds} s, at least {least_seconds} s are needed. Record a longer one.",
    ),
    "clip_too_long": (
        "Ролик длиннее {most_seconds} с. Сократите его.",
        "The clip is longer than {most_seconds} s. Shorten it.",
    ),
    "clip_silent": (
        "В файле только тишина. Проверьте микрофон и запишите ролик заново.",
        "The file holds only silence. Check the microphone and record the clip again.",
    ),
    "material_text_empty": ("Введите текст.", "Enter the text."),
    "material_text_too_long": (
        "Текст длиннее {most_characters} знаков. Сократите его.",
        "The text is longer than {most_characters} characters. Shorten it.",
    ),
    "placeholder_spoilt": (
        "В тексте есть скобки {{{{ }}}}, которые не читаются как поле. Пишите {{{{name}}}} или {{{{name|клиент}}}}.",
        "The text has braces {{{{ }}}} that do not read as a field. Write {{{{name}}}} or {{{{name|client}}}}.",
    ),
    "placeholder_missing": (
        "Нет значения для: {names}. Задайте его или умолчание вида {{{{name|клиент}}}}.",
        "No value for: {names}. Give it, or a default such as {{{{name|client}}}}.",
    ),
    "voice_unknown": ("Такого голоса нет. Выберите из списка.", "There is no such voice. Choose one of the list."),
    "speech_unavailable": (
        "Синтез речи сейчас недоступен. Повторите через минуту.",
        "The speech synthesiser is away for the moment. Try again in a minute.",
    ),
    "material_has_no_sound": (
        "У этого материала нет звука.",
        "This material has no sound.",
    ),
    "material_move_unlawful": (
        "Из состояния «{before}» это недоступно. Обновите список.",
        "This cannot be done in the state “{before}”. Reload the list.",
    ),
    "reason_missing": ("Укажите причину отказа.", "Give the reason of the refusal."),
    "file_missing": (
        "Файл не найден в хранилище. Сообщите администратору установки.",
        "The file is missing from the storage. Tell the administrator of the installation.",
    ),
}
