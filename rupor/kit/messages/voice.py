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
    "trunk_away": (
        "Оператор связи {trunk} не отвечает. Звонки ждут.",
        "The trunk {trunk} does not answer. Calls wait.",
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
