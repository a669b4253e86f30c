"""Dates and times as people say them: «пятого марта», «к десяти часам тридцати минутам»."""

import re

from rupor.engine.text.reading import context
from rupor.engine.text.reading.nouns import HOUR, MINUTE, MONTHS
from rupor.engine.text.reading.numerals import Case, Gender, ordinal

_MONTH = "|".join((*MONTHS, "янв", "февр?", "апр", "авг", "сент?", "окт", "нояб?", "дек"))
_CLOCK = r"([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?"
_CLOCKS = re.compile(rf"(?<![\d:]){_CLOCK}\s*[-–—]\s*{_CLOCK}(?![\d:])(?:\s*(?:ч\.?|час[а-я]*)(?![а-я]))?")
_ONE_CLOCK = re.compile(rf"(?<![\d:]){_CLOCK}(?![\d:])(?:\s*(?:ч\.?|час[а-я]*)(?![а-я]))?")
# A dot between hours and minutes is read so only where it can be neither a date nor a measure.
_DOTTED_CLOCK = re.compile(
    r"(?<=\b[вк] )([01]\d|2[0-3])\.(1[3-9]|[2-5]\d|00)(?![\d.,]*\d)(?!\s*(?:%|руб|₽|раз|тыс|млн|к?м|к?г|проц))"
)
_FROM_TO = re.compile(
    rf"\b([Сс])\s+(\d{{1,2}})\s+по\s+(?=\d{{1,2}}(?:\s+(?:{_MONTH})\b|\.(?:0[1-9]|1[0-2])(?:[^\d]|$|\.\d)))",
    re.IGNORECASE,
)
_OF_MONTH = re.compile(r"(?<![\d.,])([12]?\d|3[01])\s+(числ(?:а|о|у|ом|е))(?![а-яё])")
_OF_MONTH_CASES: dict[str, Case] = {"числа": "gen", "число": "nom", "числу": "dat", "числом": "ins", "числе": "pre"}
_YEAR_WORD = r"(?:\s*(г\.|гг\.|года|году|годом|год)(?![а-я]))?"
_NUMERIC = re.compile(
    rf"(?<![\d.])(0?[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])(?:\.(\d{{4}}|\d{{2}}))?(?![\d]|\.\d){_YEAR_WORD}"
)
_ISO = re.compile(r"(?<![\d-])(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d-])")
_NAMED = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\s*[-–—]\s*(\d{{1,2}}))?\s+({_MONTH})\b\.?(?:\s+(\d{{4}}){_YEAR_WORD})?", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?<![\d.,])((?:1[0-9]|20|21)\d\d)(?:\s*[-–—]\s*((?:1[0-9]|20|21)\d\d))?\s*(г\.|гг\.|года|году|годом|годах|годы|год)(?![а-я])"
)
_DAY_CASE: dict[Case, Case] = {"nom": "gen", "acc": "acc", "gen": "gen", "dat": "dat", "ins": "ins", "pre": "pre"}


def read(text: str) -> str:
    """Every date and time of the text in words."""
    text = _CLOCKS.sub(_span, text)
    text = _DOTTED_CLOCK.sub(_clock, _ONE_CLOCK.sub(_clock, text))
    text = _FROM_TO.sub(_from_to, text)
    text = _ISO.sub(lambda found: _date(found, day=found[3], month=found[2], year=found[1]), text)
    text = _NUMERIC.sub(_numeric, text)
    text = _OF_MONTH.sub(
        lambda found: f"{ordinal(number=int(found[1]), case=_OF_MONTH_CASES[found[2]], gender='n')} {found[2]}", text
    )
    text = _NAMED.sub(_named, text)
    return _YEAR.sub(_year, text)


def _span(found: re.Match[str]) -> str:
    before = found.string[: found.start()].rstrip().lower()
    start = "" if before.endswith((" с", " со")) or before in {"с", "со"} else "с "
    return f"{start}{_said(found[1], found[2], 'gen')} до {_said(found[3], found[4], 'gen')}"


def _clock(found: re.Match[str]) -> str:
    case = context.case(before=found.string[: found.start()], after="")
    return _said(found[1], found[2], case)


def _said(hours: str, minutes: str, case: Case) -> str:
    said = HOUR.counted(number=int(hours), case=case)
    return f"{said} {MINUTE.counted(number=int(minutes), case=case)}" if int(minutes) else said


def _numeric(found: re.Match[str]) -> str:
    day, month, year = found[1], found[2], found[3]
    if year is None and len(day) == 1:
        return found[0]
    full = "" if year is None else (year if len(year) == 4 else f"20{year}")
    # A full stop that ended the sentence is not a part of «г.».
    return _date(found, day=day, month=month, year=full) + _stop(found, found[4])


def _named(found: re.Match[str]) -> str:
    if not 1 <= int(found[1]) <= 31:
        return found[0]
    month = next(str(number) for number, name in enumerate(MONTHS, 1) if name.startswith(found[3].lower()[:3]))
    month = "5" if found[3].lower() == "мая" else month
    said = _date(found, day=found[2] or found[1], month=month, year=found[4] or "")
    if found[2]:
        said = f"{_day(found, found[1])} – {said}"
    return said + _stop(found, found[5])


def _from_to(found: re.Match[str]) -> str:
    return f"{found[1]} {ordinal(number=int(found[2]), case='gen', gender='n')} по "


def _stop(found: re.Match[str], word: str | None) -> str:
    ended = (word or "").endswith(".") or found[0].endswith(".")
    return "." if ended and ends_here(found.string[found.end() :]) else ""


def ends_here(after: str) -> bool:
    """Whether a sentence ends before this text."""
    return not after.strip() or re.match(r"\s+[А-ЯЁA-Z«\"]", after) is not None


def _date(found: re.Match[str], *, day: str, month: str, year: str) -> str:
    said = f"{_day(found, day)} {MONTHS[int(month) - 1]}"
    return f"{said} {ordinal(number=int(year), case='gen')} года" if year else said


def _day(found: re.Match[str], day: str) -> str:
    before = found.string[: found.start()]
    case = _DAY_CASE[context.case(before=before, after="")]
    if re.search(r"\bпо\s*$", before, re.IGNORECASE):
        case = "acc"
    return ordinal(number=int(day), case=case, gender="n")


def _year(found: re.Match[str]) -> str:
    before, word = found.string[: found.start()], found[3]
    preposition = context.case(before=before, after="")
    case, said = _year_case(word, preposition, in_it=re.search(r"\bв[о]?\s*$", before, re.IGNORECASE) is not None)
    gender: Gender = "pl" if word in {"годах", "годы", "гг."} else "m"
    years = ordinal(number=int(found[1]), case=case, gender=gender)
    if found[2]:
        years = f"{years} – {ordinal(number=int(found[2]), case=case, gender=gender)}"
    return f"{years} {said}" + ("." if word.endswith(".") and ends_here(found.string[found.end() :]) else "")


def _year_case(word: str, preposition: Case, *, in_it: bool) -> tuple[Case, str]:
    if word == "году":
        return ("dat", word) if preposition == "dat" else ("pre", word)
    if word == "гг.":
        return ("pre", "годах") if in_it else ("gen", "годов")
    if word == "г.":
        if in_it:
            return "pre", "году"
        return ("dat", "году") if preposition == "dat" else ("gen", "года")
    known: dict[str, Case] = {"года": "gen", "годом": "ins", "годах": "pre", "годы": "nom", "год": "nom"}
    return known[word], word
