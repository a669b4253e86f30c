"""Things that are counted: their cases, and the ways people shorten them."""

from dataclasses import dataclass

from rupor.engine.text.reading.numerals import Case, Gender, cardinal, plural, words


@dataclass(frozen=True)
class Noun:
    """`one` has six cases of the singular, `many` genitive, dative, instrumental, prepositional of the plural."""

    gender: Gender
    one: tuple[str, ...]
    many: tuple[str, ...]

    def after(self, *, number: int, case: Case) -> str:
        """The word as it stands after the number."""
        return plural(number=number, case=case, one=list(self.one), many=list(self.many))

    def counted(self, *, number: int, case: Case = "nom") -> str:
        """The number and the word: «двадцать одна минута»."""
        said = cardinal(number=number, case=case, gender=self.gender)
        return f"{said} {self.after(number=number, case=case)}"

    @property
    def forms(self) -> frozenset[str]:
        """Every form in which the word may be written."""
        return frozenset((*self.one, *self.many))


_ENDS = {
    "час": ("m", ",а,у,,ом,е", "ов,ам,ами,ах"),
    "цент": ("m", ",а,у,,ом,е", "ов,ам,ами,ах"),
    "месяц": ("m", ",а,у,,ем,е", "ев,ам,ами,ах"),
    "рубл": ("m", "ь,я,ю,ь,ём,е", "ей,ям,ями,ях"),
    "минут": ("f", "а,ы,е,у,ой,е", ",ам,ами,ах"),
    "тысяч": ("f", "а,и,е,у,ей,е", ",ам,ами,ах"),
    "евро": ("m", ",,,,,", ",,,"),
}


def _like(example: str, stem: str) -> Noun:
    gender, one, many = _ENDS[example]
    return Noun(
        "f" if gender == "f" else "m",
        tuple(stem + end for end in one.split(",")),
        tuple(stem + end for end in many.split(",")),
    )


def _whole(gender: Gender, one: str, many: str) -> Noun:
    return Noun(gender, tuple(one.split()), tuple(many.split()))


RUBLE, KOPECK = (
    _like("рубл", "рубл"),
    _whole("f", "копейка копейки копейке копейку копейкой копейке", "копеек копейкам копейками копейках"),
)
DOLLAR, CENT, EURO = _like("час", "доллар"), _like("цент", "цент"), _like("евро", "евро")
TENGE, YUAN = _like("евро", "тенге"), _whole("m", "юань юаня юаню юань юанем юане", "юаней юаням юанями юанях")
PERCENT = _like("час", "процент")
HOUR, MINUTE, SECOND = _like("час", "час"), _like("минут", "минут"), _like("минут", "секунд")
DEGREE = _like("час", "градус")
THOUSAND, MILLION, BILLION = _like("тысяч", "тысяч"), _like("час", "миллион"), _like("час", "миллиард")
YEAR = _whole("m", "год года году год годом годе", "лет годам годами годах")

UNITS: dict[str, Noun] = {
    "ч": HOUR,
    "час": HOUR,
    "мин": MINUTE,
    "сек": SECOND,
    "мес": _like("месяц", "месяц"),
    "нед": _whole("f", "неделя недели неделе неделю неделей неделе", "недель неделям неделями неделях"),
    "дн": _whole("m", "день дня дню день днём дне", "дней дням днями днях"),
    "сут": _whole("m", "сутки суток суткам сутки сутками сутках", "суток суткам сутками сутках"),
    "чел": _whole("m", "человек человека человеку человека человеком человеке", "человек людям людьми людях"),
    "шт": _like("минут", "штук"),
    "экз": _like("час", "экземпляр"),
    "км": _like("час", "километр"),
    "м": _like("час", "метр"),
    "см": _like("час", "сантиметр"),
    "мм": _like("час", "миллиметр"),
    "кг": _like("час", "килограмм"),
    "г": _like("час", "грамм"),
    "гр": _like("час", "грамм"),
    "мг": _like("час", "миллиграмм"),
    "т": _like("минут", "тонн"),
    "л": _like("час", "литр"),
    "мл": _like("час", "миллилитр"),
    "га": _like("час", "гектар"),
    "кВт": _like("час", "киловатт"),
    "Вт": _like("час", "ватт"),
    "ГБ": _like("час", "гигабайт"),
    "Гб": _like("час", "гигабайт"),
    "МБ": _like("час", "мегабайт"),
    "Мб": _like("час", "мегабайт"),
    "%": PERCENT,
    "°C": DEGREE,
    "°С": DEGREE,
    "°": DEGREE,
}
UNITS["шт"] = _whole("f", "штука штуки штуке штуку штукой штуке", "штук штукам штуками штуках")
SCALES: dict[str, tuple[int, Noun]] = {
    "тыс": (10**3, THOUSAND),
    "млн": (10**6, MILLION),
    "млрд": (10**9, BILLION),
}
MONEY: dict[str, tuple[Noun, Noun | None]] = (
    {
        "₽": (RUBLE, KOPECK),
        "руб": (RUBLE, KOPECK),
        "р": (RUBLE, KOPECK),
        "RUB": (RUBLE, KOPECK),
        "$": (DOLLAR, CENT),
        "USD": (DOLLAR, CENT),
        "€": (EURO, CENT),
        "EUR": (EURO, CENT),
        "₸": (TENGE, None),
        "KZT": (TENGE, None),
        "¥": (YUAN, None),
        "CNY": (YUAN, None),
        "коп": (KOPECK, None),
    }
    | dict.fromkeys(RUBLE.forms, (RUBLE, KOPECK))
    | dict.fromkeys(DOLLAR.forms, (DOLLAR, CENT))
    | dict.fromkeys(KOPECK.forms, (KOPECK, None))
    | {"евро": (EURO, CENT), "тенге": (TENGE, None)}
)
MONTHS = words("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
KNOWN: dict[str, Noun] = {
    form: noun
    for noun in (*UNITS.values(), YEAR, THOUSAND, MILLION, BILLION)
    for form in noun.forms
    if form not in {"евро"}
}
