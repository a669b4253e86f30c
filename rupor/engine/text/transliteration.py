"""Russian in Latin letters, so that 160 characters fit where 70 did. Letters as in passports (ICAO Doc 9303)."""

_RUSSIAN = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы э ю я"
_LATIN = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y e iu ia"
_LETTERS = dict(zip(_RUSSIAN.split(), _LATIN.split(), strict=True)) | {"ь": ""}
# What editors put into texts and GSM 03.38 lacks.
_SIGNS = {
    "«": '"',
    "»": '"',
    "„": '"',
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "—": "-",
    "–": "-",
    "…": "...",
    "№": "No",
}
_SPACES = {"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u00ad": ""}
_TABLE = str.maketrans(
    _LETTERS | {letter.upper(): latin.capitalize() for letter, latin in _LETTERS.items()} | _SIGNS | _SPACES
)


def transliterate(*, text: str) -> str:
    """Everything that is neither Russian nor a typographic sign stays. A word in capitals stays in capitals."""
    return "".join(_word(piece) for piece in _words(text))


def _words(text: str) -> list[str]:
    pieces: list[str] = []
    for character in text:
        if pieces and character.isalpha() == pieces[-1][-1].isalpha():
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _word(piece: str) -> str:
    latin = piece.translate(_TABLE)
    return latin.upper() if len(piece) > 1 and piece.isupper() else latin
