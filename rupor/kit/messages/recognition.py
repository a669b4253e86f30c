"""Texts of speech in: recognisers, their models, and the voices of the bench."""

TEXTS = {
    "speakers_missing": (
        "Голосам стенда не хватает пакетов Debian. Выполните: sudo apt-get install {packages}",
        "The voices of the bench need Debian packages. Run: sudo apt-get install {packages}",
    ),
    "speakers_silent": (
        "Голос {voice} не заговорил: {reason}. Проверьте, что festival запускается.",
        "The voice {voice} did not speak: {reason}. Check that festival starts.",
    ),
    "recognition_no_sounds": (
        "Слова «{phrase}» нечем произнести. Напишите их буквами.",
        "The words “{phrase}” have no sounds. Write them in letters.",
    ),
    "recognition_word_unknown": (
        "Слово «{word}» из «{phrase}» модель распознавания не знает. Замените его.",
        "The recognition model does not know the word “{word}” of “{phrase}”. Use another.",
    ),
    "speech_package_missing": (
        "Не установлен пакет {package} ({reason}). Выполните: .venv/bin/pip install {package}",
        "The package {package} is not installed ({reason}). Run: .venv/bin/pip install {package}",
    ),
    "speech_model_folder": (
        "Папки с моделью {kind} нет: {folder}. Скачайте модель и укажите папку в RUPOR_SPEECH_MODEL.",
        "There is no folder with a {kind} model: {folder}. Download a model and name its folder in RUPOR_SPEECH_MODEL.",
    ),
    "speech_model_incomplete": (
        "В папке {folder} не модель {kind}: нет файлов {missing}. Укажите в RUPOR_SPEECH_MODEL другую папку.",
        "The folder {folder} is not a {kind} model: no files {missing}. Name another folder in RUPOR_SPEECH_MODEL.",
    ),
    "speech_model_unreadable": (
        "Модель {kind} из папки {folder} не открылась: {reason}. Скачайте её заново.",
        "The {kind} model of the folder {folder} did not open: {reason}. Download it anew.",
    ),
    "speechkit_key_missing": (
        "Не задан ключ Yandex SpeechKit. Укажите RUPOR_SPEECHKIT_KEY.",
        "The key of Yandex SpeechKit is not set. Set RUPOR_SPEECHKIT_KEY.",
    ),
    "speechkit_away": (
        "Yandex SpeechKit не отвечает: {reason}. Проверьте сеть; звонки со словами подождут.",
        "Yandex SpeechKit does not answer: {reason}. Check the network; calls with words wait.",
    ),
    "speechkit_refused": (
        "Yandex SpeechKit отказал: {reason}. Проверьте RUPOR_SPEECHKIT_KEY и квоты.",
        "Yandex SpeechKit refused: {reason}. Check RUPOR_SPEECHKIT_KEY and the quotas.",
    ),
}
