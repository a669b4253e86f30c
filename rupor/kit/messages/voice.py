"""Texts of the voice gateway: why a call was not made, and what its process needs in order to start."""

TEXTS = {
    "speech_nothing_spoken": (
        "Этот текст нечем прочесть вслух. Добавьте слова.",
        "There is nothing to speak in this text. Add words.",
    ),
    "prompt_missing": (
        "Звонок не сделан: нет ролика «{clip}». Проверьте материалы рассылки.",
        "The call was not made: clip “{clip}” is missing. Check the campaign's materials.",
    ),
    "recogniser_missing": (
        "Звонок не сделан: сценарий ждёт слов, а распознавание речи не настроено. Задайте RUPOR_SPEECH_IN.",
        "The call was not made: the flow waits for words, but nothing recognises speech. Set RUPOR_SPEECH_IN.",
    ),
    "media_unplayable_file": (
        "Звонок не сделан: файл ролика не читается. Загрузите его заново.",
        "The call was not made: the clip's file cannot be read. Upload it anew.",
    ),
    "media_no_free_port": (
        "Все порты RTP заняты ({pairs}). Расширьте RUPOR_RTP_PORTS.",
        "All RTP ports are in use ({pairs}). Widen RUPOR_RTP_PORTS.",
    ),
    "media_no_native_core": (
        "Ядро звука не собрано. Выполните python -m rupor.media.build.",
        "The media core is not built. Run python -m rupor.media.build.",
    ),
    "media_no_cipher": (
        "SRTP недоступен: {reason}. Установите OpenSSL 3 (пакет libssl3) или отключите SRTP у транка.",
        "SRTP is not available: {reason}. Install OpenSSL 3 (package libssl3) or turn the trunk's SRTP off.",
    ),
    "trunk_away": (
        "Оператор связи {trunk} не отвечает. Звонки ждут.",
        "The trunk {trunk} does not answer. Calls wait.",
    ),
    "trunk_busy": (
        "Все каналы операторов связи заняты ({trunk}). Звонок начнётся, как только канал освободится.",
        "All channels of the trunks are busy ({trunk}). The call begins as soon as one is free.",
    ),
    "trunk_not_for_phone": (
        "Ни один оператор связи не принимает звонки на {phone}. Добавьте префикс в настройках оператора.",
        "No trunk takes calls to {phone}. Add the prefix in the trunk's settings.",
    ),
    "recordings_not_found": (
        "В папке {folder} нет записей (.wav). Укажите папку с записями разговоров.",
        "There are no recordings (.wav) in {folder}. Give a folder with recorded calls.",
    ),
    "recording_not_sound": (
        "Файл {file} не читается как звук: {reason}.",
        "The file {file} cannot be read as sound: {reason}.",
    ),
    "sip_trunk_malformed": (
        "RUPOR_SIP_TRUNK пишется так: sip.operator.ru или sip.operator.ru:5060.",
        "Write RUPOR_SIP_TRUNK like this: sip.operator.com or sip.operator.com:5060.",
    ),
    "sip_file_unreadable": (
        "Файл {path} не читается: {reason}.",
        "The file {path} cannot be read: {reason}.",
    ),
    "sip_trunk_missing": (
        "Не задан RUPOR_SIP_TRUNK: звонить некуда.",
        "RUPOR_SIP_TRUNK is not set: there is nowhere to call.",
    ),
    "rtp_ports_malformed": (
        "RUPOR_RTP_PORTS пишется так: 12000-21999.",
        "Write RUPOR_RTP_PORTS like this: 12000-21999.",
    ),
}
