"""Russian numbers in words: cardinals and ordinals, with their cases and genders."""

from typing import Literal

Case = Literal["nom", "gen", "dat", "acc", "ins", "pre"]
Gender = Literal["m", "f", "n", "pl"]

CASES: tuple[Case, ...] = ("nom", "gen", "dat", "acc", "ins", "pre")
MOST = 10**15 - 1


def words(line: str) -> tuple[str, ...]:
    """A table of words, written as people write them."""
    return tuple(line.split())


_ZERO = "ноль ноля нолю ноль нолём ноле"
_ONE = {
    "m": "один одного одному один одним одном",
    "f": "одна одной одной одну одной одной",
    "n": "одно одного одному одно одним одном",
    "pl": "одни одних одним одни одними одних",
}
_TWO = {
    gender: f"{word} двух двум {word} двумя двух" for gender, word in zip("mfn", ("два", "две", "два"), strict=True)
}
_FEW = {3: "три трёх трём три тремя трёх", 4: "четыре четырёх четырём четыре четырьмя четырёх"}
_FIVE_UP = words(
    "пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать  "
    "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать "
)
_HUNDREDS = {
    100: "сто ста ста сто ста ста",
    200: "двести двухсот двумстам двести двумястами двухстах",
    300: "триста трёхсот трёмстам триста тремястами трёхстах",
    400: "четыреста четырёхсот четырёмстам четыреста четырьмястами четырёхстах",
}


def _forms() -> dict[int, tuple[str, ...]]:
    made = {0: _ZERO, **_FEW, 30: _soft("тридцать"), 40: "сорок сорока сорока сорок сорока сорока", **_HUNDREDS}
    made |= {number: _soft(word) for number, word in enumerate(_FIVE_UP, start=5)}
    made[8] = "восемь восьми восьми восемь восемью восьми"
    made[90] = "девяносто девяноста девяноста девяносто девяноста девяноста"
    for unit in range(5, 10):
        one, many, by = made[unit].split()[0], made[unit].split()[1], made[unit].split()[4]
        if unit < 9:
            tens = f"{one}десят"
            made[unit * 10] = f"{tens} {many}десяти {many}десяти {tens} {by}десятью {many}десяти"
        made[unit * 100] = f"{one}сот {many}сот {many}стам {one}сот {by}стами {many}стах"
    return {number: tuple(words.split()) for number, words in made.items()}


def _soft(word: str) -> str:
    stem = word[:-1]
    return f"{word} {stem}и {stem}и {word} {stem}ью {stem}и"


_FORMS = _forms()
_THOUSAND = (["тысяча", "тысячи", "тысяче", "тысячу", "тысячей", "тысяче"], ["тысяч", "тысячам", "тысячами", "тысячах"])
_SCALES = {
    10**3: ("f", _THOUSAND),
    **{
        size: (
            "m",
            ([word + end for end in ("", "а", "у", "", "ом", "е")], [word + end for end in ("ов", "ам", "ами", "ах")]),
        )
        for size, word in ((10**6, "миллион"), (10**9, "миллиард"), (10**12, "триллион"))
    },
}


def plural(*, number: int, case: Case, one: list[str], many: list[str]) -> str:
    """The counted word: `one` has six cases of the singular, `many` genitive, dative, instrumental, prepositional."""
    last, teens = number % 10, number % 100 // 10 == 1
    if last == 1 and not teens:
        return one[CASES.index(case)]
    if case in {"nom", "acc"}:
        return one[1] if last in {2, 3, 4} and not teens else many[0]
    return many[{"gen": 0, "dat": 1, "ins": 2, "pre": 3}[case]]


def cardinal(*, number: int, case: Case = "nom", gender: Gender = "m") -> str:
    """«Двадцать одна» for 21 of feminine things; 0 to `MOST`."""
    if number == 0:
        return _FORMS[0][CASES.index(case)]
    said: list[str] = []
    for size in (10**12, 10**9, 10**6, 10**3):
        count, number = divmod(number, size)
        if count:
            scale_gender, (one, many) = _SCALES[size]
            said += _below_thousand(count, case, "f" if scale_gender == "f" else "m")
            said.append(plural(number=count, case=case, one=one, many=many))
    return " ".join(said + _below_thousand(number, case, gender))


def _below_thousand(number: int, case: Case, gender: Gender) -> list[str]:
    hundreds, rest = divmod(number, 100)
    parts = [hundreds * 100]
    parts += [rest] if rest <= 20 else [rest // 10 * 10, rest % 10]
    return [_piece(part, case, gender) for part in parts if part]


def _piece(number: int, case: Case, gender: Gender) -> str:
    index = CASES.index(case)
    if number == 1:
        return _ONE[gender].split()[index]
    if number == 2:
        return _TWO.get(gender, _TWO["m"]).split()[index]
    return _FORMS[number][index]


_ORDINALS = {
    **dict(enumerate(words("нулев перв втор трет четвёрт пят шест седьм восьм девят десят"))),
    **{number: _FIVE_UP[number - 5][:-1] for number in range(11, 21)},
    30: "тридцат",
    40: "сороков",
    90: "девяност",
    100: "сот",
    **{number: f"{_FORMS[number // 10][1]}десят" for number in (50, 60, 70, 80)},
    **{number: f"{_FORMS[number // 100][1] if number > 200 else 'двух'}сот" for number in range(200, 1000, 100)},
}
_STRESSED_END = {0, 2, 6, 7, 8, 40}
_ENDINGS: dict[str, str] = {
    "m": "ый ого ому ый ым ом",
    "f": "ая ой ой ую ой ой",
    "n": "ое ого ому ое ым ом",
    "pl": "ые ых ым ые ыми ых",
}
_THIRD: dict[str, str] = {
    "m": "ий ьего ьему ий ьим ьем",
    "f": "ья ьей ьей ью ьей ьей",
    "n": "ье ьего ьему ье ьим ьем",
    "pl": "ьи ьих ьим ьи ьими ьих",
}


def ordinal(*, number: int, case: Case = "nom", gender: Gender = "m") -> str:
    """«Двадцать первого» for the genitive of the 21st; years above 999 begin with «тысяча» or «две тысячи»."""
    head, last = _split_last(number)
    words = cardinal(number=head) if head else ""
    words = words.removeprefix("одна ") if 1000 <= head < 2000 else words
    return f"{words} {_last_ordinal(last, case, gender)}".strip()


def _split_last(number: int) -> tuple[int, int]:
    """What stays a cardinal, and the last word: 2026 is 2020 and 6, 1900 is 1000 and 900, 3000 is 0 and 3000."""
    if number % 1000 == 0:
        return 0, number
    rest = number % 100
    if rest == 0:
        return number // 1000 * 1000, number % 1000
    last = rest if rest <= 20 or rest % 10 == 0 else rest % 10
    return number - last, last


def _last_ordinal(number: int, case: Case, gender: Gender) -> str:
    index = CASES.index(case)
    if number == 3:
        return _ORDINALS[3] + _THIRD[gender].split()[index]
    if number >= 1000:
        thousands = number // 1000
        head = "" if thousands == 1 else cardinal(number=thousands, case="gen").replace(" ", "")
        return f"{head}тысячн" + _ENDINGS[gender].split()[index]
    ending = _ENDINGS[gender].split()[index]
    if number in _STRESSED_END and ending == "ый":
        ending = "ой"
    return _ORDINALS[number] + ending
