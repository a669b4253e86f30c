"""Texts of speech out: voices, their providers, what cannot be spoken."""

TEXTS = {
    "speech_text_length": (
        "Прочесть можно от 1 до {longest} знаков. Сократите текст.",
        "From 1 to {longest} characters can be spoken. Shorten the text.",
    ),
    "speech_voice_unknown": (
        "Голоса «{voice}» нет. Выберите голос из списка.",
        "There is no voice “{voice}”. Choose one of the list.",
    ),
    "speech_provider_absent": (
        "Голоса «{provider}» сейчас не работают ({reason}). Звонки с ними ждут; проверьте rupor doctor.",
        "The voices of “{provider}” do not work now ({reason}). Calls with them wait; see rupor doctor.",
    ),
    "speech_voices_folder": (
        "Папки с голосами piper нет: {folder}. Укажите её в RUPOR_SPEECH_VOICES.",
        "There is no folder with piper voices: {folder}. Name it in RUPOR_SPEECH_VOICES.",
    ),
    "speech_voices_empty": (
        "В папке {folder} нет голосов piper (.onnx). Положите туда голос и его описание (.onnx.json).",
        "The folder {folder} holds no piper voices (.onnx). Put a voice and its description (.onnx.json) there.",
    ),
    "speech_voice_unreadable": (
        "Файл голоса {file} не читается: {reason}. Скачайте его заново.",
        "The voice file {file} cannot be read: {reason}. Download it anew.",
    ),
    "speechkit_text_refused": (
        "Yandex SpeechKit не прочёл текст: {reason}. Измените текст.",
        "Yandex SpeechKit did not speak the text: {reason}. Change the text.",
    ),
}
