"""What is written short and said long: «ул.», «т. е.», «СМС», signs and addresses of the network."""

import re

from rupor.engine.text.reading.moments import ends_here
from rupor.engine.text.reading.numerals import cardinal, words

_DOTTED = {
    r"и\s+т\.\s?д": "и так далее",
    r"и\s+т\.\s?п": "и тому подобное",
    r"и\s+др": "и другие",
    r"и\s+пр": "и прочее",
    r"т\.\s?е": "то есть",
    r"т\.\s?к": "так как",
    r"т\.\s?н": "так называемый",
    r"к\.\s?м": "квадратный метр",
    "ул": "улица",
    "просп": "проспект",
    "пер": "переулок",
    "наб": "набережная",
    "бул": "бульвар",
    "корп": "корпус",
    "стр": "строение",
    "оф": "офис",
    "кв": "квартира",
    "обл": "область",
    "респ": "республика",
    "пос": "посёлок",
    r"по\s+тел": "по телефону",
    "тел": "телефон",
    "доб": "добавочный",
    "им": "имени",
    "ст": "станция",
    "эт": "этаж",
    "напр": "например",
    "руб": "рублей",
    "коп": "копеек",
}
_PLACES = {"г": "город", "д": "дом", "пл": "площадь", "ш": "шоссе", "п": "посёлок", "с": "село"}
_WHOLE = {
    "пр-т": "проспект",
    "пр-кт": "проспект",
    "р-н": "район",
    "г-н": "господин",
    "г-жа": "госпожа",
    "б-р": "бульвар",
    "м-н": "магазин",
}
_LETTERS = dict(
    zip(
        "БВГДЖЗКЛМНПРСТФХЦЧШЩАЕЁИОУЫЭЮЯЙ",
        words("бэ вэ гэ дэ жэ зэ ка эль эм эн пэ эр эс тэ эф ха цэ че ша ща а е ё и о у ы э ю я й"),
        strict=True,
    )
)
_CAPITALS = re.compile(r"\b[А-ЯЁ]{2,5}\b")
_SPELLED = {
    "ООО": "о о о",
    "ОАО": "о а о",
    "АО": "а о",
    "ИП": "и пэ",
    "США": "сэ шэ а",
    "ИНН": "и эн эн",
    "РФ": "эр эф",
    "ФИО": "фио",
    "ЕГЭ": "е гэ э",
    "АТС": "а тэ эс",
    "ОСАГО": "осаго",
    "ЭЦП": "э цэ пэ",
    "УК": "у ка",
    "ИТ": "ай ти",
}
_VOWELS = frozenset("АЕЁИОУЫЭЮЯ")
_PER = re.compile(r"(?<=[а-яё%])\.?\s*/\s*(ч|час|мес|год|сут|день|шт|кг|м²|чел|мин|сек)(?![а-яё])\.?")
_PER_SAID = {
    "ч": "в час",
    "час": "в час",
    "мес": "в месяц",
    "год": "в год",
    "сут": "в сутки",
    "день": "в день",
    "мин": "в минуту",
    "сек": "в секунду",
    "шт": "за штуку",
    "кг": "за килограмм",
    "м²": "за квадратный метр",
    "чел": "с человека",
}
_ZONES = {"ru": "ру", "рф": "эр эф", "com": "ком", "su": "эс у", "net": "нет", "org": "орг", "online": "онлайн"}
_SITE = re.compile(
    r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*)\.(" + "|".join(_ZONES) + r")\b(?:/(?=\s|$|[.,]))?", re.IGNORECASE
)
_SIGNS = {
    "№": " номер ",
    "&": " и ",
    "@": " собака ",
    "%": " процентов ",
    "§": " параграф ",
    "₽": " рублей ",
    "=": " равно ",
    "*": " звёздочка ",
    "#": " решётка ",
}


_PARTS = {2: "вторая вторых", 3: "третья третьих", 4: "четвёртая четвёртых", 5: "пятая пятых", 8: "восьмая восьмых"}
_FRACTION = re.compile(r"(?<![\d/])([1-7])/([23458])(?=\s+(?:дол|част|цен|стоим|ставк|финал|сумм|срок))")


def before_numbers(text: str) -> str:
    """What must be opened before numbers are read: «№5», «24/7», «руб./мес.», addresses of sites."""
    text = _SITE.sub(lambda found: f"{found[1].replace('.', ' точка ')} точка {_ZONES[found[2].lower()]}", text)
    text = re.sub(r"\b24/7\b", "двадцать четыре на семь", text)
    text = re.sub(r"\b(?:по )?(?:МСК|мск)\b\.?", "по московскому времени", text)
    text = _FRACTION.sub(_fraction, text)
    text = re.sub(r"(?<=\d)\s*[xхXХ×]\s*(?=\d)", " на ", text)
    text = re.sub(r"№\s*", "номер ", text)
    text = _PER.sub(lambda found: f" {_PER_SAID[found[1]]}", text)
    return re.sub(r"(?<=\d)/(?=\d)", " дробь ", text)


def after_numbers(text: str) -> str:
    """Everything else that is short."""
    for short, said in _DOTTED.items():
        text = _opened(text, short, said)
    for short, said in _PLACES.items():
        text = re.sub(rf"(?<![\w.-]){short}\.\s*(?=[А-ЯЁа-яё])", f"{said} ", text)
    for short, said in _WHOLE.items():
        text = re.sub(rf"(?<![\w-]){short}\.?(?![\w-])", said, text, flags=re.IGNORECASE)
    if any(letter.islower() for letter in text):
        text = _CAPITALS.sub(_capitals, text)
    for sign, said in _SIGNS.items():
        text = text.replace(sign, said)
    return text


def _opened(text: str, short: str, said: str) -> str:
    def opened(found: re.Match[str]) -> str:
        return said + _stop(found)

    return re.sub(rf"(?<![\w-]){short}\.(?!\w*\.\w)", opened, text, flags=re.IGNORECASE)


def _fraction(found: re.Match[str]) -> str:
    count = int(found[1])
    said = _PARTS[int(found[2])].split()[count != 1]
    return f"{cardinal(number=count, gender='f')} {said}"


def _stop(found: re.Match[str]) -> str:
    """The dot that ends the sentence too; an address goes on with a capital letter."""
    after = found.string[found.end() :]
    closes = re.match(r"(?:и\s|руб|коп|т\.)", found[0], re.IGNORECASE)
    return "." if not after.strip() or (closes and ends_here(after)) else ""


def _capitals(found: re.Match[str]) -> str:
    word = found[0]
    if word in _SPELLED:
        return _SPELLED[word]
    if _VOWELS & set(word):
        return word
    return " ".join(_LETTERS.get(letter, letter) for letter in word)
