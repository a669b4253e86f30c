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
}
