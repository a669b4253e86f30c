"""One name for each operator, however it is written (TEL-D6), and the operator of a Russian mobile range."""

_NAMES = {
    "МТС": ("мтс", "mts", "оао мтс", "пао мтс", "мобильные телесистемы", "mobile telesystems"),
    "МегаФон": ("мегафон", "мегафон пао", "пао мегафон", "megafon"),
    "Билайн": ("билайн", "вымпелком", "пао вымпелком", "beeline", "vimpelcom"),
    "Теле2": ("теле2", "tele2", "t2", "т2", "теле 2"),
    "Yota": ("yota", "йота", "скартел"),
    "Ростелеком": ("ростелеком", "пао ростелеком", "rostelecom"),
}
_BY_ALIAS = {alias: name for name, aliases in _NAMES.items() for alias in aliases}
# Codes that are one operator's own nearly everywhere; where subscribers changed operators nobody outside can know.
_BY_CODE = {
    **dict.fromkeys([*range(910, 920), *range(980, 990)], "МТС"),
    **dict.fromkeys(range(920, 940), "МегаФон"),
    **dict.fromkeys([903, 905, 906, 909, *range(960, 970)], "Билайн"),
    **dict.fromkeys([900, 901, 902, 904, 908, *range(950, 954), 977], "Теле2"),
}


def one_name(written: str) -> str:
    """«ОАО "МТС"» and «MTS» are «МТС»; an operator nobody knows keeps its own writing, at most 64 letters."""
    plain = " ".join("".join(char if char.isalnum() else " " for char in written.casefold()).split())
    return _BY_ALIAS.get(plain, " ".join(written.split()))[:64]


def of_range(phone: str) -> str:
    """The operator of a Russian mobile range, or an empty string."""
    if len(phone) != 11 or not phone.startswith("79"):
        return ""
    return _BY_CODE.get(int(phone[1:4]), "")
